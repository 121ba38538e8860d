import { setTimeout as pause } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openServices, type Services } from '../../src/app/services.ts';
import { actors } from '../../src/domain/actors/actor.table.ts';
import { publishAnnouncement } from '../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../src/domain/caller.ts';
import { follows } from '../../src/domain/follows/follow.table.ts';
import { domainEvents } from '../../src/domain/history/domain-event.table.ts';
import { posts } from '../../src/domain/posts/post.table.ts';
import { activities } from '../../src/federation/outbox/activity.table.ts';
import { resolveActor } from '../../src/federation/remote/resolve-actor.ts';
import { loadConfig } from '../../src/platform/config/config.ts';
import { queueDepth } from '../../src/platform/queue/queue.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/node.ts';
import { startPeer } from '../support/peer.ts';
import { type NodeProcess, type Setting, startMain, writeSetting } from '../support/processes.ts';
import { seededRandom } from '../support/random.ts';
import { addFollowers, ledgerOf, type Sink, startSink } from '../support/sinks.ts';

const HOSTS = 10;
const INBOXES_PER_HOST = 5;
const POSTS = 40;
const KILLS = 20;
/** A batch of a host's lane holds the messages of so many posts. */
const POSTS_PER_BATCH = 50 / INBOXES_PER_HOST;

let database: TestDatabase;
let setting: Setting;
let services: Services;

beforeEach(async () => {
  database = await createTestDatabase();
  setting = await writeSetting({ name: 'DES che cade', databaseUrl: database.url });
  services = await openServices(loadConfig(undefined, setting.environment), pino({ level: 'silent' }));
});
afterEach(async () => {
  await services.close();
  await database.drop();
});

const remaining = async () => {
  const { pending, delayed } = await queueDepth(services.domain.db, services.domain.clock);
  return pending + delayed;
};

test('a worker killed at random points of a fan-out loses nothing and keeps the order', async () => {
  const random = seededRandom('fan-out');
  const { domain, actors: own } = services;
  const sinks = await Promise.all(
    Array.from({ length: HOSTS }, () => startSink({ delayMs: () => random() * 40 })),
  );
  const inboxes = sinks.flatMap((sink) =>
    Array.from({ length: INBOXES_PER_HOST }, (_, number) => sink.inbox(`f${number}`)),
  );
  await addFollowers(domain, own.group.id, inboxes);
  const publish = async () => {
    for (let count = 0; count < POSTS / KILLS / 2; count++)
      await publishAnnouncement(domain, operator, own.group.id, { text: 'Un avviso' });
  };
  const begun = Date.now();
  let amidWork = 0;
  // Starting takes longer than living: the next is on its way while one lives.
  let next = startMain(setting, 'worker');
  let worker: NodeProcess | undefined;
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      await publish();
      worker = await next;
      next = startMain(setting, 'worker');
      await publish();
      // Points of the work rather than of time, which a busy machine stretches.
      const point = arrivalsOf(sinks).length + random() * 100;
      for (let wait = 0; wait < 100 && arrivalsOf(sinks).length < point; wait++) await pause(20);
      await worker.end('SIGKILL');
      if ((await remaining()) > 0) amidWork++;
    }
    worker = await next;
    const restarted = Date.now();
    await eventually(
      async () => new Set(arrivalsOf(sinks).map(({ inbox, activity }) => inbox + activity)).size,
      (arrived) => arrived === POSTS * inboxes.length,
      60_000,
    );
    await eventually(remaining, (left) => left === 0);
    const ledger = ledgerOf(arrivalsOf(sinks));
    const told = await domain.db.select({ uri: activities.uri }).from(activities).orderBy(activities.id);
    report('fan-out', {
      kills: KILLS,
      deliveries: POSTS * inboxes.length,
      lost: POSTS * inboxes.length - [...ledger.applied.values()].flat().length,
      duplicates: ledger.duplicates,
      furthestBack: ledger.furthestBack,
      amidWork,
      seconds: (Date.now() - begun) / 1000,
      secondsAfterRestart: (Date.now() - restarted) / 1000,
    });
    expect(told.length).toBe(POSTS);
    for (const inbox of inboxes) expect(ledger.applied.get(inbox)).toEqual(told.map(({ uri }) => uri));
    for (const { arrivals } of sinks) {
      const places = firstArrivals(arrivals).map(({ activity }) =>
        told.findIndex(({ uri }) => uri === activity),
      );
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
    // What comes again was in a batch that was never acknowledged.
    expect(ledger.furthestBack).toBeLessThanOrEqual(POSTS_PER_BATCH + 1);
    expect(amidWork).toBeGreaterThan(0);
  } finally {
    await (await next).end('SIGKILL');
    await Promise.all(sinks.map((sink) => sink.close()));
  }
}, 240_000);

/** What a host took, in its order, without what came again. */
function firstArrivals(arrivals: Sink['arrivals']) {
  const seen = new Set<string>();
  return arrivals.filter(({ inbox, activity }) => {
    const known = seen.has(inbox + activity);
    seen.add(inbox + activity);
    return !known;
  });
}

const arrivalsOf = (sinks: readonly Sink[]) => sinks.flatMap((sink) => sink.arrivals);

test('a server killed while it receives takes each activity exactly once', async () => {
  const random = seededRandom('inbox');
  const { domain, federation, actors: own } = services;
  const names = Array.from({ length: 10 }, (_, number) => `persona${number}`);
  const peer = await startPeer({ actors: names });
  let server: NodeProcess | undefined;
  let killing = true;
  try {
    server = await startMain(setting, 'start', '--web-only');
    for (const name of names) {
      const author = await resolveActor(federation, peer.actor(name).uri);
      await domain.db.insert(follows).values({
        id: domain.ids(),
        uri: domain.addresses.activity(domain.ids()),
        followerId: own.group.id,
        followedId: author?.id ?? '',
        state: 'accepted',
        createdAt: domain.clock.now(),
      });
    }
    const killer = (async () => {
      for (let kill = 0; kill < 5; kill++) {
        await pause(100 + random() * 400);
        await server?.end('SIGKILL');
        server = await startMain(setting, 'start', '--web-only');
      }
      killing = false;
    })();
    let attempts = 0;
    let sent = 0;
    /** As a sender does: again, until it is taken. */
    const insist = async (name: string, json: Record<string, unknown>) => {
      const actor = peer.actor(name);
      for (sent++; ; await pause(20)) {
        attempts++;
        const activity = { '@context': 'https://www.w3.org/ns/activitystreams', actor: actor.uri, ...json };
        const answer = await peer
          .post(`${setting.origin}/inbox`, activity, { as: actor })
          .catch(() => undefined);
        if (answer?.status === 202) return;
      }
    };
    const notes: string[] = [];
    await Promise.all(
      names.map(async (name) => {
        const { uri } = peer.actor(name);
        await insist(name, { id: `${uri}#follow`, type: 'Follow', object: own.group.uri });
        for (let number = 0; killing || number < 5; number++) {
          const id = `${uri}/notes/${number}`;
          notes.push(id);
          await insist(name, {
            id: `${id}#create`,
            type: 'Create',
            object: {
              id,
              type: 'Note',
              attributedTo: uri,
              content: `Nota ${number}`,
              published: new Date().toISOString(),
              to: 'https://www.w3.org/ns/activitystreams#Public',
            },
          });
        }
      }),
    );
    await killer;
    const [taken] = await domain.db.execute<{ notes: number; activities: number }>(sql`
      SELECT (SELECT count(*)::int FROM ${posts}) AS notes,
        (SELECT count(*)::int FROM received_activities) AS activities`);
    const accepted = await domain.db.$count(domainEvents, eq(domainEvents.type, 'follow-accepted'));
    report('inbox', { kills: 5, sent, attempts, ...taken, accepted });
    expect(taken).toEqual({ notes: notes.length, activities: sent });
    expect(accepted).toBe(names.length);
    expect(await domain.db.$count(follows, eq(follows.followedId, own.group.id))).toBe(names.length);
    expect(await domain.db.$count(actors, eq(actors.host, peer.host))).toBe(names.length);
  } finally {
    killing = false;
    await server?.end('SIGKILL');
    await peer.close();
  }
}, 240_000);

function report(what: string, figures: object): void {
  process.stdout.write(`${what}: ${JSON.stringify(figures)}\n`);
}
