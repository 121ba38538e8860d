import { once } from 'node:events';
import { connect } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServices, type Services } from '../../src/app/services.ts';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { resolveActor } from '../../src/federation/remote/resolve-actor.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { loadConfig } from '../../src/platform/config/config.ts';
import { queueDepth } from '../../src/platform/queue/queue.ts';
import { activity, note } from '../support/activities.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventually, freePort, startNode, type TestNode } from '../support/node.ts';
import { startPeer } from '../support/peer.ts';
import {
  type NodeProcess,
  type Setting,
  startBalancer,
  startMain,
  writeSetting,
} from '../support/processes.ts';
import { addFollowers, ledgerOf, type Sink, startSink } from '../support/sinks.ts';

const OFFERS = 40;
const RECEIVED = 40;
const AS = 'https://www.w3.org/ns/activitystreams';
const STOPS = 10;
/** Enough that neither worker can do it alone before the other looks. */
const AHEAD = 10;
const STOP_WITHIN_MS = 30_000;

let database: TestDatabase;
let settings: Setting[];
let servers: NodeProcess[] = [];
let workers: NodeProcess[] = [];
/** Two more pools on the node's database: those who publish are in processes of their own as well. */
let publishers: Services[] = [];
let other: TestNode;
let sink: Sink;
let stopBalancer: () => Promise<void>;
let baker: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  settings = [];
  for (let number = 0; number < 2; number++)
    settings.push(await writeSetting({ name: 'DES di prova', databaseUrl: database.url, origin }));
  stopBalancer = await startBalancer(
    port,
    settings.map((setting) => loadConfig(undefined, setting.environment).listen.port),
  );
  servers = await Promise.all(settings.map((setting) => startMain(setting, 'start', '--web-only')));
  workers = await Promise.all(settings.map((setting) => startMain(setting, 'worker')));
  publishers = await Promise.all(
    settings.map((setting) =>
      openServices(loadConfig(undefined, setting.environment), pino({ level: 'silent' })),
    ),
  );
  other = await startNode({ name: 'DES Monte' });
  sink = await startSink();
  const [first] = publishers as [Services];
  baker = await addMember(first.domain, operator, { handle: 'forno', name: 'Forno', kind: 'enterprise' });
  await addFollowers(first.domain, first.actors.group.id, [sink.inbox('segue')]);
}, 120_000);
afterAll(async () => {
  await Promise.all([...servers, ...workers].map((one) => one.end('SIGKILL')));
  await stopBalancer();
  await sink.close();
  await other.stop();
  await Promise.all(publishers.map((services) => services.close()));
  await database.drop();
});

describe('two servers and two workers over one database', () => {
  test('tell what any of them publishes once, in order, and hear it once', async () => {
    const [first, second] = publishers as [Services, Services];
    const { services } = other;
    const followed = await resolveHandle(services.federation, `@distretto@${settings[0]?.host}`);
    await requestFollow(services.domain, operator, services.actors.group.id, followed.id);
    await eventually(
      () => tieCount(services.domain.db, 'following', services.actors.group.id),
      (count) => count > 0,
    );
    for (let number = 0; number < OFFERS; number++) {
      await publishProposal((number % 2 === 0 ? first : second).domain, operator, baker.id, {
        purpose: 'offer',
        title: `Pane ${number}`,
        text: 'Appena sfornato.',
        quantity: '1',
        unit: 'kg',
        available: '8',
        reciprocals: [],
      });
    }
    const held = () =>
      services.database.sql<{ title: string }[]>`
        SELECT title FROM posts WHERE kind = 'proposal' ORDER BY published_at, id`;
    const found = await eventually(held, (rows) => rows.length === OFFERS, 60_000);
    expect(found.map(({ title }) => title)).toEqual(
      Array.from({ length: OFFERS }, (_, number) => `Pane ${number}`),
    );
    await eventually(
      () => queueDepth(first.domain.db, first.domain.clock),
      ({ pending, delayed, dead }) => pending + delayed + dead === 0,
    );
    const told = await database.sql<{ uri: string }[]>`
      SELECT uri FROM activities WHERE actor_id = ${first.actors.group.id} AND listed ORDER BY id`;
    const ledger = ledgerOf(sink.arrivals.filter(({ activity }) => told.some(({ uri }) => uri === activity)));
    expect(ledger.duplicates).toBe(0);
    expect(ledger.applied.get(sink.inbox('segue'))).toEqual(told.map(({ uri }) => uri));
  }, 120_000);

  test('hear what is sent to any of them once, though it comes twice, embedded or by its address', async () => {
    const { federation, actors } = publishers[0] as Services;
    const peer = await startPeer({ actors: ['anna'] });
    try {
      const anna = peer.actor('anna');
      const inbox = `${federation.domain.addresses.origin}/inbox`;
      const followed = await resolveActor(federation, anna.uri);
      const follow = await requestFollow(federation.domain, operator, actors.group.id, followed?.id ?? '');
      await peer.post(inbox, activity(anna, 'Accept', follow.uri), { as: anna });
      const posts = Array.from({ length: RECEIVED }, () => note(anna, new Date()));
      for (const post of posts) peer.serve(String(post.id), { '@context': AS, ...post });
      const sent = posts.map((post, n) => activity(anna, 'Create', n % 2 === 0 ? post : post.id));
      const answers = await Promise.all(
        [...sent, ...sent].map((create) => peer.post(inbox, create, { as: anna })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
      const held = () =>
        database.sql<{ uri: string }[]>`SELECT uri FROM posts WHERE actor_id = ${followed?.id ?? ''}`;
      const found = await eventually(held, (rows) => rows.length >= RECEIVED);
      expect(found.map(({ uri }) => uri).sort()).toEqual(posts.map(({ id }) => String(id)).sort());
      for (const { environment } of settings) {
        const { port } = loadConfig(undefined, environment).listen;
        const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
        expect(metrics).toMatch(/_count\{[^}]*route="\/inbox"[^}]*\} [1-9]/);
      }
    } finally {
      await peer.close();
    }
  }, 60_000);

  test('both work off the queue, and go on while others stop cleanly, ten times', async () => {
    const { domain, actors } = publishers[0] as Services;
    const hosts = await Promise.all(Array.from({ length: 20 }, () => startSink({ delayMs: () => 20 })));
    await addFollowers(
      domain,
      actors.group.id,
      hosts.map((host) => host.inbox('segue')),
    );
    const publish = () =>
      publishProposal(domain, operator, baker.id, {
        purpose: 'offer',
        title: 'Pane',
        text: 'Ancora.',
        quantity: '1',
        unit: 'kg',
        reciprocals: [],
      });
    const seconds: number[] = [];
    try {
      for (let ahead = 0; ahead < AHEAD; ahead++) await publish();
      const sessions = new Set<string>();
      await eventually(
        async () => {
          const leases = await database.sql<{ session: string }[]>`
            SELECT left(lease::text, 8) AS session FROM queue_lanes WHERE lease IS NOT NULL`;
          for (const { session } of leases) sessions.add(session);
          return sessions.size;
        },
        (size) => size === 2,
      );
      for (let stop = 0; stop < STOPS; stop++) {
        await publish();
        const role = stop % 2 === 0 ? workers : servers;
        const which = Math.floor(stop / 2) % 2;
        const setting = settings[which] as Setting;
        // As browsers do: a connection that may be of use, and never is.
        const idle = connect(loadConfig(undefined, setting.environment).listen.port, '127.0.0.1');
        await once(idle, 'connect');
        idle.on('error', () => {});
        const begun = performance.now();
        expect(await role[which]?.end('SIGTERM')).toBe(0);
        idle.destroy();
        seconds.push((performance.now() - begun) / 1000);
        role[which] = await (role === workers
          ? startMain(setting, 'worker')
          : startMain(setting, 'start', '--web-only'));
      }
      await eventually(
        () => queueDepth(domain.db, domain.clock),
        ({ pending, delayed, dead }) => pending + delayed + dead === 0,
        60_000,
      );
      process.stdout.write(`stops: ${JSON.stringify({ slowest: Math.max(...seconds) })}\n`);
      expect(Math.max(...seconds)).toBeLessThan(STOP_WITHIN_MS / 1000);
      for (const host of hosts) {
        const { duplicates, applied } = ledgerOf(host.arrivals);
        expect([duplicates, applied.get(host.inbox('segue'))?.length]).toEqual([0, 2 * (AHEAD + STOPS)]);
      }
    } finally {
      await Promise.all(hosts.map((host) => host.close()));
    }
  }, 180_000);
});
