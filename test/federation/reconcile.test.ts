import { and, eq, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { actors } from '../../src/domain/actors/actor.table.ts';
import {
  changeAnnouncement,
  publishAnnouncement,
} from '../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../src/domain/caller.ts';
import { publishEvent } from '../../src/domain/events/publish-event.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { posts } from '../../src/domain/posts/post.table.ts';
import { withdrawPost } from '../../src/domain/posts/withdraw-post.ts';
import { closeProposal, withdrawProposal } from '../../src/domain/proposals/end-proposal.ts';
import { proposals } from '../../src/domain/proposals/proposal.table.ts';
import { changeProposal, publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { followedGroups, standingsOf } from '../../src/domain/reconciliations/reconciliation-reads.ts';
import { reconcile } from '../../src/federation/jobs/reconcile.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { WAKE_UP_CHANNEL } from '../../src/platform/queue/queue.ts';
import { type Gate, openGate } from '../support/gate.ts';
import { MINUTE, RunningClock } from '../support/moved-clock.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { untold } from '../support/pair.ts';

const NAMES = ['Valle', 'Monte', 'Lago', 'Costa', 'Piana'];
const clock = new RunningClock();
let gates: Gate[];
/** Five districts and a network, each of which follows all districts. */
let nodes: TestNode[];
let districts: TestNode[];
let farms: Actor[];

beforeAll(async () => {
  gates = await Promise.all([...NAMES, 'Rete'].map(() => openGate()));
  nodes = await Promise.all(
    gates.map((gate, n) => {
      const role = n < NAMES.length ? 'district' : 'network';
      return startNode({ gate, clock, role, name: NAMES[n] ?? 'Rete' });
    }),
  );
  districts = nodes.slice(0, NAMES.length);
  farms = await Promise.all(
    districts.map(({ services }) =>
      addMember(services.domain, operator, { handle: 'podere', name: 'Podere', kind: 'enterprise' }),
    ),
  );
  for (const node of nodes) {
    for (const followed of districts) if (followed !== node) await follow(node, followed);
  }
  await settled();
}, 60_000);
afterAll(async () => {
  await Promise.all(nodes.map((node) => node?.stop()));
  await Promise.all(gates.map((gate) => gate?.close()));
});

async function follow({ services }: TestNode, followed: TestNode): Promise<void> {
  const actor = await resolveHandle(services.federation, `@distretto@${followed.host}`);
  await requestFollow(services.domain, operator, services.actors.group.id, actor.id);
}

function openGates(): void {
  for (const gate of gates) gate.decide(() => 'through');
}

/** Nobody has anything left to say or to ask. Looked at twice: what leaves one may come to one that was looked at. */
const settled = (timeoutMs = 30_000) =>
  eventually(
    async () => {
      const looks = [...nodes, ...nodes];
      let left = 0;
      for (const node of looks) left += await untold(node);
      return left;
    },
    (left) => left === 0,
    timeoutMs,
  );

/** Those who wait for the clock look at it, and have a moment to do what is due. */
async function stir(): Promise<void> {
  await Promise.all(nodes.map(({ services: { database } }) => database.sql.notify(WAKE_UP_CHANNEL, '')));
  await new Promise((resolve) => setTimeout(resolve, 150));
}

/** All that the districts publish, as one node knows it: what there is, in which words, in which state. */
async function digest({ services }: TestNode): Promise<string[]> {
  const rows = await services.domain.db
    .select({
      uri: posts.uri,
      title: posts.title,
      content: posts.content,
      deletedAt: posts.deletedAt,
      state: proposals.state,
      available: proposals.available,
    })
    .from(posts)
    .innerJoin(actors, eq(actors.id, posts.actorId))
    .leftJoin(proposals, eq(proposals.postId, posts.id))
    .where(and(eq(actors.type, 'Organization'), isNotNull(posts.audienceId)));
  return rows
    .filter(({ deletedAt }) => deletedAt === null)
    .map(({ uri, title, content, state, available }) =>
      // The text of offers and events is made from what they say when they are sent.
      (title === null ? [uri, content] : [uri, title, state, available]).join(' | '),
    )
    .sort();
}

const digests = () => Promise.all(nodes.map(digest));
const areEqual = (all: string[][]) => all.every((one) => one.join('\n') === all[0]?.join('\n'));

const services = (n: number) => {
  const node = districts[n];
  const farm = farms[n];
  if (node === undefined || farm === undefined) throw new Error(`there is no district ${n}`);
  return { domain: node.services.domain, farm };
};
const offer = (n: number, title: string) => {
  const { domain, farm } = services(n);
  return publishProposal(domain, operator, farm.id, {
    purpose: 'offer',
    title,
    quantity: '5',
    unit: 'kg',
    available: '100',
  });
};
const announce = (n: number, text: string) => {
  const { domain, farm } = services(n);
  return publishAnnouncement(domain, operator, farm.id, { text });
};

test('cut apart for a day, all writing, they agree within ten minutes of healing', async () => {
  const old = await Promise.all(NAMES.map((name, n) => offer(n, `Mele, ${name}`)));
  await eventually(digests, areEqual);
  for (const gate of gates) gate.decide(() => 'cut');
  for (const [n, name] of NAMES.entries()) {
    const { domain } = services(n);
    await offer(n, `Pere, ${name}`);
    await announce(n, `Assemblea, ${name}`);
    const post = old[n];
    if (post === undefined) throw new Error('no old offer');
    if (n % 2 === 0) await changeProposal(domain, operator, post.id, { title: 'Mele renette' });
    else await withdrawProposal(domain, operator, post.id);
  }
  // The day goes by: each delivery is tried again and again, and fails; in the end each at a time of its own.
  for (const minutes of [300, 300, 300, 300, ...Array.from({ length: 34 }, () => 7)]) {
    clock.advance(minutes * MINUTE);
    await stir();
  }
  const apart = await digests();
  expect(new Set(apart.map((one) => one.join('\n'))).size).toBe(nodes.length);
  openGates();
  const healed = clock.now();
  // Nine minutes go by, some seconds with each look.
  for (let steps = 0; steps < 36 && !areEqual(await digests()); steps++) {
    clock.advance(MINUTE / 4);
    await stir();
  }
  await eventually(digests, areEqual, 30_000);
  expect(clock.now().getTime() - healed.getTime()).toBeLessThan(10 * MINUTE);
  expect((await digests())[0]).toHaveLength(NAMES.length * 2 + 3);
  // What was asked for in vain meanwhile, such as who belongs to whom, is asked for again at its time.
  clock.advance(40 * MINUTE);
  await stir();
  await settled();
}, 90_000);

test('a tenth of the deliveries lost, and one node deaf for a while: one comparison heals all', async () => {
  let deliveries = 0;
  for (const gate of gates) {
    gate.decide(({ method }) => (method === 'POST' && ++deliveries % 10 === 0 ? 'lost' : 'through'));
  }
  const published = [];
  for (const n of NAMES.keys()) {
    published.push(await offer(n, `Pane ${n}`), await announce(n, `Laboratorio ${n}`));
  }
  await settled();
  const [pane, laboratorio, pane1, laboratorio1] = published;
  if (!pane || !laboratorio || !pane1 || !laboratorio1) throw new Error('nothing published');
  // The network hears nothing of what ends and what is put otherwise.
  gates[NAMES.length]?.decide(({ method }) => (method === 'POST' ? 'lost' : 'through'));
  await closeProposal(services(0).domain, operator, pane.id);
  await changeAnnouncement(services(0).domain, operator, laboratorio.id, { text: 'Rimandato' });
  await withdrawProposal(services(1).domain, operator, pane1.id);
  await withdrawPost(services(1).domain, operator, laboratorio1.id, 'announcement');
  const { domain, farm } = services(2);
  const start = new Date(clock.now().getTime() + 48 * 60 * MINUTE).toISOString().slice(0, 16);
  const end = new Date(clock.now().getTime() + 50 * 60 * MINUTE).toISOString().slice(0, 16);
  const event = await publishEvent(domain, operator, farm.id, {
    title: 'Festa del raccolto',
    start,
    end,
    comune: 'Prato',
  });
  await settled();
  expect(deliveries).toBeGreaterThan(100);
  expect(areEqual(await digests())).toBe(false);
  openGates();
  await compareAll();
  const [first, ...others] = await digests();
  for (const other of others) expect(other).toEqual(first);
  expect(first?.some((line) => line.startsWith(event.uri))).toBe(true);
  const standings = await Promise.all(nodes.map(standing));
  const all = standings.flatMap((one) => [...one.values()]);
  expect(all).toHaveLength(25);
  for (const { run, found, mended } of all) {
    expect(run).toMatchObject({ incomplete: null, failingSince: null, endedAt: expect.any(Date) });
    expect(mended).toBe(found);
  }
  // The network, that was deaf, missed most.
  const total = [...(standings[NAMES.length]?.values() ?? [])].reduce((sum, { found }) => sum + found, 0);
  expect(total).toBeGreaterThanOrEqual(5);
}, 60_000);

test('where nothing has changed since, one conditional request a collection says so', async () => {
  await compareAll();
  for (const gate of gates) gate.passed.length = 0;
  await compareAll();
  const asked = gates.flatMap((gate) => gate.passed.filter(({ method }) => method === 'GET'));
  const collections = asked.filter(({ path }) => /\/(offers|upcomingEvents|changes|attestations)/.test(path));
  expect(collections).toHaveLength(4 * 25);
  expect(collections.every(({ status }) => status === 304)).toBe(true);
  await announce(3, 'Novità');
  await settled();
  for (const gate of gates) gate.passed.length = 0;
  await compareAll();
  expect(gates[3]?.passed.some(({ path, status }) => path.endsWith('/changes') && status === 200)).toBe(true);
  expect(gates[3]?.passed.some(({ path, status }) => path.endsWith('/offers') && status === 304)).toBe(true);
});

async function standing(node: TestNode) {
  const { db } = node.services.domain;
  const groups = await followedGroups(db, {}, 100);
  return standingsOf(
    db,
    groups.map(({ id }) => id),
  );
}

async function compareAll(): Promise<void> {
  for (const node of nodes) {
    const { domain } = node.services;
    for (const group of await followedGroups(domain.db, {}, 100)) await reconcile(domain, group);
  }
  await settled();
}
