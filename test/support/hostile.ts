import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import type { JsonObject } from '../../src/federation/json/context.ts';
import { resolveActor } from '../../src/federation/remote/resolve-actor.ts';
import { queueDepth } from '../../src/platform/queue/queue.ts';
import { activity, note } from './activities.ts';
import { eventually } from './node.ts';
import { type NodeProcess, startNodeProcess } from './node-process.ts';
import { type Answer, type Peer, type PeerActor, type SignedPost, startPeer } from './peer.ts';

/** A district that knows some people on two servers, and what they have told it. */
export interface Setting {
  readonly node: NodeProcess;
  /** Anna and the group are followed here, bruno is not; dina is known and gone, ezio known and suspended. */
  readonly peer: Peer;
  /** Carla and vittima are known and not followed. */
  readonly other: Peer;
  readonly member: Actor;
  /** By anna: for all, and for her followers. */
  readonly post: JsonObject;
  readonly privatePost: JsonObject;
  /** By bruno, of the member. */
  readonly follow: JsonObject;
}

/** Where a row is sent. */
export interface Inbox {
  readonly url: string;
  /** The inbox's own address, where that is another than the one that is connected to. */
  readonly signedUrl: string;
}

/** A hostile request: what may be answered to it, and how it is sent. */
export type Row = readonly [
  name: string,
  statuses: readonly number[],
  send: (inbox: Inbox) => Promise<Answer | readonly Answer[]>,
];

const MAX_GROWTH_MIB = 64;
/** What is no effect: housekeeping of the wire, how fresh what we know of others is, and when they were heard. */
const NO_EFFECT = [
  'received_activities',
  'document_cache',
  'queue_messages',
  'queue_lanes',
  'queue_dead_letters',
  // Learnt in the background from what was there before.
  'search_words',
];
const FRESHNESS = [
  'fetched_at',
  'updated_at',
  'last_delivery_at',
  'lag_seconds',
  'failing_since',
  'last_error',
];

export async function startSetting(): Promise<Setting> {
  const node = await startNodeProcess();
  const peer = await startPeer({ actors: ['anna', 'bruno', 'gruppo', 'dina', 'ezio', 'fresca'] });
  const other = await startPeer({ actors: ['carla', 'vittima'] });
  const { domain, federation } = node.services;
  const member = await addMember(domain, operator, { handle: 'forno', name: 'Forno', kind: 'enterprise' });
  const anna = peer.actor('anna');
  const gruppo = peer.actor('gruppo');
  peer.serve(gruppo.uri, { ...gruppo.document, type: 'Group' });
  for (const uri of ['bruno', 'dina', 'ezio', 'fresca'].map((name) => peer.actor(name).uri)) {
    await resolveActor(federation, uri);
  }
  for (const name of ['carla', 'vittima']) await resolveActor(federation, other.actor(name).uri);
  for (const followed of [anna, gruppo]) {
    const actor = await resolveActor(federation, followed.uri);
    const { uri } = await requestFollow(domain, operator, member.id, actor?.id ?? '');
    await tell(peer, node, followed, activity(followed, 'Accept', uri));
  }
  await domain.db.execute(sql`UPDATE actors SET suspended_at = now() WHERE uri = ${peer.actor('ezio').uri}`);
  await tell(peer, node, peer.actor('dina'), activity(peer.actor('dina'), 'Delete', peer.actor('dina').uri));
  const published = new Date(Date.now() - 60_000);
  const publicPost = note(anna, published);
  const privatePost = note(anna, published, { to: [`${anna.uri}/followers`], cc: [] });
  for (const object of [publicPost, privatePost])
    await tell(peer, node, anna, activity(anna, 'Create', object));
  const follow = activity(peer.actor('bruno'), 'Follow', member.uri);
  await tell(peer, node, peer.actor('bruno'), follow);
  await settled(node);
  return { node, peer, other, member, post: publicPost, privatePost, follow };
}

export async function stopSetting({ node, peer, other }: Setting): Promise<void> {
  await node.stop();
  await peer.close();
  await other.close();
}

/** Posts to an inbox, signed for its own address. */
export function post(peer: Peer, inbox: Inbox, json: unknown, how: SignedPost): Promise<Answer> {
  return peer.post(inbox.url, json, { signedUrl: inbox.signedUrl, ...how });
}

/** Posts to the shared inbox what has to be taken in. */
export async function tell(
  peer: Peer,
  node: NodeProcess,
  as: PeerActor,
  json: JsonObject,
  more: Partial<SignedPost> = {},
): Promise<void> {
  const inbox = { url: `${node.address}/inbox`, signedUrl: `${node.origin}/inbox` };
  expect(await post(peer, inbox, json, { as, ...more })).toEqual({ status: 202, body: '' });
}

/** Both inboxes: the one for all, and that of one of ours. */
export function inboxesOf(node: NodeProcess, member: Actor): Inbox[] {
  return ['/inbox', `/actors/${member.id}/inbox`].map((path) => ({
    url: node.address + path,
    signedUrl: node.origin + path,
  }));
}

/** Waits until nothing is left to be done, nor waits to be tried again. */
export async function settled({ services }: NodeProcess): Promise<void> {
  const { db, clock } = services.domain;
  await eventually(
    async () => {
      const [events] = await db.execute<{ waiting: number }>(
        sql`SELECT count(*)::int AS waiting FROM domain_events WHERE relayed_at IS NULL`,
      );
      const { pending, delayed } = await queueDepth(db, clock);
      return pending + delayed + (events?.waiting ?? 0);
    },
    (count) => count === 0,
  );
}

/** All that the node holds, a digest a table, without what is no effect. */
export async function digest({ services }: NodeProcess): Promise<Record<string, string>> {
  const { db } = services.domain;
  const tables = await db.execute<{ name: string }>(
    sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const row = FRESHNESS.reduce((json, column) => sql`${json} - ${column}::text`, sql`to_jsonb(t)`);
  const digests = tables
    .filter(({ name }) => !NO_EFFECT.includes(name))
    .map(
      ({ name }) => sql`SELECT ${name}::text AS name,
        count(*) || ' rows, ' || md5(coalesce(string_agg((${row})::text, ' ' ORDER BY (${row})::text), '')) AS digest
        FROM ${sql.identifier(name)} t`,
    );
  const found = await db.execute<{ name: string; digest: string }>(sql.join(digests, sql` UNION ALL `));
  return Object.fromEntries(found.map(({ name, digest }) => [name, digest]));
}

/**
 * A test for each row and each inbox: it is answered as it should be, changes nothing and costs little memory.
 * How long the event loop was held up is told, not judged: that depends on who else is at work on the machine.
 */
export function testRows(
  block: string,
  where: () => { readonly node: NodeProcess; readonly member: Actor },
  rows: readonly Row[],
): void {
  let known: Record<string, string> | undefined;
  const costs: { name: string; blockedMs: number; grownMiB: number }[] = [];
  for (const [index, kind] of ['shared', 'personal'].entries()) {
    describe(`${block}, ${kind} inbox`, () => {
      test.each(rows)('%s', async (name, statuses, send) => {
        const { node, member } = where();
        const inbox = inboxesOf(node, member)[index];
        if (inbox === undefined) throw new Error('no inbox');
        known ??= await digest(node);
        await node.ask('reset');
        const answers = [await send(inbox)].flat();
        await settled(node);
        const load = await node.ask('load');
        costs.push({ name, ...load });
        const [before, after] = [known, await digest(node)];
        known = after;
        expect(answers.length).toBeGreaterThan(0);
        for (const { status, body } of answers) expect(statuses, body).toContain(status);
        expect(after).toEqual(before);
        expect(load.grownMiB).toBeLessThan(MAX_GROWTH_MIB);
      });
    });
  }
  afterAll(() => {
    const worst = (key: 'blockedMs' | 'grownMiB') => costs.toSorted((a, b) => b[key] - a[key]).slice(0, 3);
    const told = [
      ...worst('blockedMs').map(({ name, blockedMs }) => `${blockedMs} ms (${name})`),
      ...worst('grownMiB').map(({ name, grownMiB }) => `${grownMiB} MiB (${name})`),
    ];
    console.info(`${block}: event loop held up, memory risen at most ${told.join(', ')}`);
  });
}

/** The setting of a file's tests. */
export function useSetting(): () => Setting {
  let setting: Setting | undefined;
  beforeAll(async () => {
    setting = await startSetting();
  });
  afterAll(async () => {
    if (setting !== undefined) await stopSetting(setting);
  });
  return () => {
    if (setting === undefined) throw new Error('the setting is not there yet');
    return setting;
  };
}
