import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Services } from '../../app/services.ts';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorByHandle } from '../../domain/actors/actor-reads.ts';
import { isFollowedHere } from '../../domain/follows/follow-reads.ts';
import { followedGroups, standingsOf } from '../../domain/reconciliations/reconciliation-reads.ts';
import { fetchHandlers } from '../../federation/jobs/handlers.ts';
import { fetchLanesOf } from '../../federation/jobs/jobs.ts';
import { reconcile } from '../../federation/jobs/reconcile.ts';
import { UserError } from '../../platform/errors.ts';
import { wakeLanes } from '../../platform/queue/wake.ts';
import { QueueWorker } from '../../platform/queue/worker.ts';
import { type Cli, COMMON, defineCommand, withServices } from '../command.ts';
import { type PageOptions, readAfter, readLimit } from '../input/read-page.ts';
import { pageById } from '../output/list.ts';
import { standingJson, standingLines } from '../output/standing.ts';

const AT_A_TIME = 500;
/** Whoever has not answered everything by then goes on being compared by the node. */
const PATIENCE_MS = 10 * 60_000;
const LOOK_EVERY_MS = 250;

export function addReconcileCommands(program: Command, cli: Cli): void {
  defineCommand(program, cli, 'reconcile', '[@handle@host]', [...COMMON]).action(
    withServices(cli, async (services, handle: string | undefined) => {
      const { domain } = services;
      const groups = handle === undefined ? await allGroups(services) : [await followed(services, handle)];
      await wakeLanes(domain.db, domain.clock, groups.flatMap(fetchLanesOf));
      for (const group of groups) await reconcile(domain, group, { whole: true });
      await workUntilCompared(services, groups);
      return outcomeFor(services, cli, groups, undefined);
    }),
  );

  defineCommand(program, cli, 'neighbours', '', ['limit', 'after', ...COMMON]).action(
    withServices(cli, async (services, options: PageOptions) => {
      const limit = readLimit(options);
      const rows = await followedGroups(services.domain.db, {}, limit + 1, readAfter(options));
      const { items, next } = pageById(rows, limit, ({ id }) => id);
      return outcomeFor(services, cli, items, next);
    }),
  );
}

async function allGroups({ domain }: Services): Promise<Actor[]> {
  const groups: Actor[] = [];
  for (let after: string | undefined; ; ) {
    const page = await followedGroups(domain.db, {}, AT_A_TIME, after);
    groups.push(...page);
    after = page.at(-1)?.id;
    if (after === undefined) return groups;
  }
}

/** @throws {UserError} `not-found` */
async function followed({ domain }: Services, address: string): Promise<Actor> {
  const [handle = '', host] = address.replace(/^@/, '').split('@');
  const group = host === undefined ? undefined : await actorByHandle(domain.db, handle, host);
  if (group?.type !== 'Group' || !(await isFollowedHere(domain.db, group.id))) {
    throw new UserError('not-found', 'group_not_followed', { handle: address });
  }
  return group;
}

/** Works beside the node, or in its place where it is not started. What no server answers is left to the node. */
async function workUntilCompared(services: Services, groups: readonly Actor[]): Promise<void> {
  const { domain, database, federation } = services;
  const { logger } = federation;
  const worker = new QueueWorker({
    handle: database,
    clock: domain.clock,
    logger,
    handlers: fetchHandlers(federation),
  });
  const until = Date.now() + PATIENCE_MS;
  const ids = groups.map(({ id }) => id);
  for (;;) {
    await worker.drain();
    const standings = [...(await standingsOf(domain.db, ids)).values()];
    const isOver = standings.every(({ run }) => run.endedAt !== null || run.failingSince !== null);
    if (isOver || Date.now() > until) return;
    await pause(LOOK_EVERY_MS);
  }
}

async function outcomeFor(
  { domain }: Services,
  cli: Cli,
  groups: readonly Actor[],
  next: string | undefined,
) {
  const standings = await standingsOf(
    domain.db,
    groups.map(({ id }) => id),
  );
  return {
    json: { items: groups.map((one) => standingJson(one, standings.get(one.id))), next: next ?? null },
    lines: [
      ...(groups.length === 0 ? [cli.words.nothing] : []),
      ...groups.flatMap((one) => standingLines(cli, one, standings.get(one.id))),
      ...(next === undefined ? [] : [cli.words.more(next)]),
    ],
  };
}
