import { and, count, countDistinct, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { enqueue, type NewMessage } from '../../platform/queue/queue.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { blockedAmong } from '../moderation/blocked-hosts.ts';
import { discoveries, type Sighting, sightings } from './discovery.table.ts';

/** Type of the queue's messages: {@link DiscoverJob}. */
export const DISCOVER = 'discover';

/** How far a search goes, whatever it is told. */
export const BOUNDS = {
  /** Servers in all. */
  hosts: 300,
  /** Addresses of one server. */
  perHost: 3,
  /** Steps from the beginning. */
  depth: 4,
  /** Pages of one's collections. */
  pages: 4,
  /** Between two questions to one server. */
  pauseMs: 1000,
} as const;

/** One question to one server: who it is, or the next page of those that it names. */
export interface DiscoverJob {
  readonly discoveryId: Id;
  readonly uri: string;
  /** Pages still to be read, the next one first; none while it is not known who it is. */
  readonly pages?: readonly string[];
  /** Pages read before. */
  readonly read?: number;
}

/** `@name@host`, a host, or an address of the web. */
const ADDRESS = /^(?:https?:\/\/|(?:acct:)?@?[^@\s/]+@|)([a-z0-9.-]{1,253}(?::\d{1,5})?)(?:\/\S*)?$/i;

/**
 * Begins to look for districts and networks, from any address of one; the search before is forgotten.
 * @throws {UserError} `invalid`, `forbidden`
 */
export async function beginDiscovery(domain: Domain, caller: Caller, address: string): Promise<Id> {
  requireCoordinator(caller);
  const host = ADDRESS.exec(address.trim())?.[1]?.toLowerCase();
  if (host === undefined || host === domain.addresses.host) {
    throw new UserError('invalid', 'discovery_address', { address }, 'address');
  }
  if ((await blockedAmong(domain.db, [host])).size > 0) {
    throw new UserError('invalid', 'discovery_blocked', { host }, 'address');
  }
  const id = domain.ids();
  await domain.db.transaction(async (tx) => {
    await tx.delete(discoveries);
    await tx.insert(discoveries).values({ id, host, startedAt: domain.clock.now() });
    // Which group lives there the server says itself (NodeInfo): it has no address yet.
    await tx
      .insert(sightings)
      .values({ discoveryId: id, uri: host, host, depth: 0, namedBy: null, state: 'waiting' });
    await enqueue(tx, domain.clock, [discoverJob(host, { discoveryId: id, uri: host })]);
  });
  return id;
}

/** A server is asked one thing at a time. */
export function discoverJob(host: string, payload: DiscoverJob, notBefore?: Date): NewMessage {
  const message = { type: DISCOVER, lane: `${DISCOVER}:${host}`, payload };
  return notBefore === undefined ? message : { ...message, notBefore };
}

/** What came of asking somebody; whom they name is asked next, as far as a search goes. */
export interface Answer {
  readonly state: Sighting['state'];
  readonly actorId?: Id;
  readonly names: readonly string[];
  /** A step further than the one who names them; not so for a server that says who it is. */
  readonly isStep: boolean;
  /** Pages of its own to be read yet, and how many were. */
  readonly pages?: readonly string[];
  readonly read?: number;
}

/** Nothing happens where the search has been forgotten meanwhile. */
export async function noteAnswer(domain: Domain, job: DiscoverJob, answer: Answer): Promise<void> {
  const { clock } = domain;
  const { discoveryId, uri } = job;
  await domain.db.transaction(async (tx) => {
    const [lock] = await tx.select().from(discoveries).where(eq(discoveries.id, discoveryId)).for('update');
    const here = and(eq(sightings.discoveryId, discoveryId), eq(sightings.uri, uri));
    const [sighting] = await tx.select().from(sightings).where(here);
    if (lock === undefined || sighting === undefined) return;
    const soon = new Date(clock.now().getTime() + BOUNDS.pauseMs);
    const goesOn = answer.pages !== undefined && answer.pages.length > 0;
    await tx
      .update(sightings)
      .set({
        state: goesOn ? 'reading' : answer.state,
        askedAt: clock.now(),
        ...(answer.actorId === undefined ? {} : { actorId: answer.actorId }),
      })
      .where(here);
    const depth = sighting.depth + (answer.isStep ? 1 : 0);
    const jobs = depth > BOUNDS.depth ? [] : await nameMore(tx, domain, sighting, depth, answer.names);
    if (goesOn) {
      const { pages = [], read = 0 } = answer;
      jobs.push(discoverJob(sighting.host, { discoveryId, uri, pages, read }, soon));
    }
    await enqueue(tx, clock, jobs);
  });
}

/** Those that are new to the search and within its bounds, noted and to be asked. */
async function nameMore(
  tx: Transaction,
  domain: Domain,
  { discoveryId, uri: namedBy }: Sighting,
  depth: number,
  names: readonly string[],
): Promise<NewMessage[]> {
  const byHost = new Map<string, string[]>();
  for (const uri of new Set(names)) {
    const { host } = new URL(uri);
    if (host !== domain.addresses.host) byHost.set(host, [...(byHost.get(host) ?? []), uri]);
  }
  const blocked = await blockedAmong(tx, [...byHost.keys()]);
  const known = await tx
    .select({ host: sightings.host, total: count() })
    .from(sightings)
    .where(and(eq(sightings.discoveryId, discoveryId), inArray(sightings.host, ['', ...byHost.keys()])))
    .groupBy(sightings.host);
  const [all] = await tx
    .select({ hosts: countDistinct(sightings.host) })
    .from(sightings)
    .where(eq(sightings.discoveryId, discoveryId));
  const asked = new Map(known.map(({ host, total }) => [host, total]));
  let room = BOUNDS.hosts - (all?.hosts ?? 0);
  const jobs: NewMessage[] = [];
  for (const [host, uris] of byHost) {
    if (blocked.has(host)) continue;
    const before = asked.get(host);
    if (before === undefined && room-- <= 0) continue;
    // The first question to the first server has no actor for an answer.
    const most = BOUNDS.perHost + (depth === 0 ? 1 : 0) - (before ?? 0);
    const fresh = uris
      .slice(0, Math.max(0, most))
      .map((uri) => ({ discoveryId, uri, host, depth, namedBy, state: 'waiting' as const }));
    if (fresh.length === 0) continue;
    const added = await tx.insert(sightings).values(fresh).onConflictDoNothing().returning();
    for (const [index, { uri }] of added.entries()) {
      const wait = ((before ?? 0) + index) * BOUNDS.pauseMs;
      const notBefore = new Date(domain.clock.now().getTime() + wait);
      jobs.push(discoverJob(host, { discoveryId, uri }, notBefore));
    }
  }
  return jobs;
}
