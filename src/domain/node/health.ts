import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import {
  type DeadLetter,
  type Lane,
  lanesNamed,
  listDeadLetters,
  type QueueDepth,
  queueDepth,
  requeueDeadLetter,
  troubledLanes,
} from '../../platform/queue/queue.ts';
import type { Actor } from '../actors/actor.table.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { ties } from '../follows/follow-reads.ts';
import { followedGroups, type Standing, standingsOf } from '../reconciliations/reconciliation-reads.ts';
import { nodeActors } from './node-reads.ts';

const SHOWN = 200;

/** Somebody elsewhere that the district is tied to, and how deliveries to its host fare; no lane: nothing was sent yet. */
export interface Neighbour {
  readonly actor: Actor;
  readonly lane: Lane | undefined;
}

/** A district or network that someone here follows; without a standing it was not compared yet. */
export interface Followed {
  readonly actor: Actor;
  readonly standing: Standing | undefined;
}

export interface NodeHealth {
  readonly queue: QueueDepth;
  readonly neighbours: readonly Neighbour[];
  readonly followed: readonly Followed[];
  /** Hosts and jobs that fail at present, the last failure first. */
  readonly troubled: readonly Lane[];
  readonly dead: readonly DeadLetter[];
}

/** Whether what we say arrives, and where it does not. @throws {UserError} `forbidden` */
export async function nodeHealth(domain: Domain, caller: Caller): Promise<NodeHealth> {
  requireCoordinator(caller);
  const { db, clock } = domain;
  const { group } = await nodeActors(db);
  const [queue, followers, following, groups, troubled, dead] = await Promise.all([
    queueDepth(db, clock),
    ties(db, 'followers', group.id, { limit: SHOWN }),
    ties(db, 'following', group.id, { limit: SHOWN }),
    followedGroups(db, {}, SHOWN),
    troubledLanes(db, SHOWN),
    listDeadLetters(db, { limit: SHOWN }),
  ]);
  const actors = new Map([...followers, ...following].map(({ actor }) => [actor.id, actor]));
  const districts = [...actors.values()].filter(({ host, type }) => host !== null && type === 'Group');
  const hosts = [...new Set(districts.map(({ host }) => host ?? ''))];
  const lanes = new Map((await lanesNamed(db, hosts)).map((lane) => [lane.lane, lane]));
  const neighbours = districts.map((actor) => ({ actor, lane: lanes.get(actor.host ?? '') }));
  const standings = await standingsOf(
    db,
    groups.map(({ id }) => id),
  );
  const followed = groups.map((actor) => ({ actor, standing: standings.get(actor.id) }));
  return { queue, neighbours, followed, troubled, dead };
}

/** Tries once more what was given up. @throws {UserError} `forbidden`, `not-found` */
export async function retryDeadLetter(domain: Domain, caller: Caller, id: Id): Promise<void> {
  requireCoordinator(caller);
  if (!(await requeueDeadLetter(domain.db, domain.clock, id))) {
    throw new UserError('not-found', 'dead_letter_unknown', { id });
  }
}

/** The hosts of those elsewhere whom the district follows or who follow it; the first ones of each. */
export async function neighbourHosts(db: Queryable): Promise<string[]> {
  const { group } = await nodeActors(db);
  const rows = await Promise.all(
    (['following', 'followers'] as const).map((which) => ties(db, which, group.id, { limit: SHOWN })),
  );
  return [...new Set(rows.flat().flatMap(({ actor }) => actor.host ?? []))].sort();
}
