import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorById, actorsByUri } from '../../domain/actors/actor-reads.ts';
import { unknownPartners, wantsFlowsOf } from '../../domain/flows/flow-reads.ts';
import { isFollowing } from '../../domain/follows/follow-reads.ts';
import { dropUnlisted, receiveAffiliations } from '../../domain/memberships/affiliations.ts';
import { belongOursTo, remoteTies } from '../../domain/memberships/membership-reads.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { KINDS } from '../../domain/taxonomy/kinds.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { enqueue, type NewMessage } from '../../platform/queue/queue.ts';
import type { Handler } from '../../platform/queue/worker.ts';
import type { Federation } from '../federation.ts';
import { isObject } from '../json/context.ts';
import { httpUri, idOf, objectsOf, sameOrigin } from '../json/read.ts';
import { canonicalDocument, resolveActor } from '../remote/resolve-actor.ts';
import {
  type ReadAffiliations,
  type RefreshActor,
  readAffiliationsJob,
  readFlowsJob,
  refreshActorJob,
} from './jobs.ts';
import { oneByOne } from './one-by-one.ts';

const MAX_PAGES = 200;
const PAGE_MAX = 200;
/** What was asked within so long is not asked again. */
const FRESH_MS = 20 * 60 * 60_000;

/** Reads who belongs to a group of another node, a page a message; what it does not list any more is known at the end. */
export function readAffiliationsHandler(federation: Federation): Handler {
  return oneByOne<ReadAffiliations>(federation, (payload) => readPage(federation, payload));
}

/** Asks an actor's server for it, unless that was done lately: what it says of its groups may have changed. */
export function refreshActorHandler(federation: Federation): Handler {
  return oneByOne<RefreshActor>(federation, async ({ uri, maxAgeMs = FRESH_MS }) => {
    const actor = await resolveActor(federation, uri, { maxAgeMs });
    if (actor === undefined || actor.host === null) return;
    const { db, clock } = federation.domain;
    const { id: groupId, affiliations, flows } = actor;
    const jobs: NewMessage[] = [];
    if (affiliations !== null) {
      const reading = { groupId, page: affiliations, pages: 0, readAt: clock.now().getTime() };
      jobs.push(readAffiliationsJob(reading));
    }
    if (flows !== null && (await wantsFlowsOf(db, actor))) jobs.push(readFlowsJob(groupId, flows));
    await db.transaction((tx) => enqueue(tx, clock, jobs));
  });
}

/** Has everyone elsewhere asked again who has a tie with ours, or whom ours follow as a group. */
export async function refreshTies(federation: Federation): Promise<void> {
  const { db, clock } = federation.domain;
  const notSince = new Date(clock.now().getTime() - FRESH_MS);
  for (let after: string | undefined; ; ) {
    const actors = await remoteTies(db, notSince, 500, after);
    await db.transaction((tx) =>
      enqueue(
        tx,
        clock,
        actors.map(({ uri }) => refreshActorJob(uri)),
      ),
    );
    after = actors.at(-1)?.id;
    if (after === undefined) break;
  }
  const partners = await unknownPartners(db, 500);
  await db.transaction((tx) =>
    enqueue(
      tx,
      clock,
      partners.map((uri) => refreshActorJob(uri)),
    ),
  );
}

async function readPage(federation: Federation, reading: ReadAffiliations): Promise<void> {
  const { domain, allowPrivateAddresses: allowHttp } = federation;
  const group = await actorById(domain.db, reading.groupId);
  if (group === undefined || group.deletedAt !== null || !sameOrigin(reading.page, group.uri)) return;
  const { json: document } = await canonicalDocument(federation, reading.page);
  // A short collection has its items, or its first page, inside.
  const page = isObject(document.first) ? document.first : document;
  const members = objectsOf(page.orderedItems ?? page.items, PAGE_MAX).flatMap((one) => {
    const isItself = idOf(one.object) === group.uri && one.relationship === 'member';
    const uri = httpUri(one.subject, { allowHttp });
    return isItself && uri !== undefined ? [uri] : [];
  });
  const next = httpUri(page.next ?? (page === document ? document.first : undefined), { allowHttp });
  const pages = reading.pages + 1;
  const readAt = new Date(reading.readAt);
  const goesOn = next !== undefined && sameOrigin(next, group.uri) && pages < MAX_PAGES;
  await domain.db.transaction(async (tx) => {
    await receiveAffiliations(tx, group.id, members, readAt);
    const isOurs = await belongOursTo(tx, group.id);
    const own = `${domain.addresses.origin}/`;
    // What the others of a network say of themselves decides what they may be shown.
    const others = isOurs ? members.filter((uri) => !uri.startsWith(own)) : [];
    const toAsk = isOurs ? others : await unknownMembers(tx, group, members);
    const jobs = toAsk.map((uri) => refreshActorJob(uri));
    if (goesOn) jobs.push(readAffiliationsJob({ ...reading, page: next, pages }));
    else await dropUnlisted(tx, group.id, readAt);
    await enqueue(tx, domain.clock, jobs);
  });
}

/**
 * A network shows who belongs to its districts: those not known yet are to be asked for, of the district's own server
 * and of no other.
 */
export async function unknownMembers(
  tx: Transaction,
  group: Actor,
  memberUris: readonly string[],
): Promise<string[]> {
  const { group: ours } = await nodeActors(tx);
  if (ours.kind !== KINDS.network.iri || !(await isFollowing(tx, ours.id, group.id))) return [];
  const own = memberUris.filter((uri) => sameOrigin(uri, group.uri));
  const known = new Set((await actorsByUri(tx, own)).map(({ uri }) => uri));
  return own.filter((uri) => !known.has(uri));
}
