import { createServer, type Server, type Socket } from 'node:net';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publishAnnouncement } from '../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../src/domain/caller.ts';
import { DELIVERY, deliveryHandler } from '../../src/federation/outbox/deliver.ts';
import { Relay } from '../../src/federation/outbox/relay.ts';
import { enqueue, listDeadLetters, listLanes, queueDepth } from '../../src/platform/queue/queue.ts';
import { QueueWorker } from '../../src/platform/queue/worker.ts';
import { DAY, MINUTE, MovedClock } from '../support/moved-clock.ts';
import { startNode, type TestNode } from '../support/node.ts';
import { addFollowers, type Sink, startSink } from '../support/sinks.ts';

let clock: MovedClock;
let node: TestNode;
let sinks: Sink[];
let good: Sink;
let bad: Sink;

beforeEach(async () => {
  clock = new MovedClock();
  node = await startNode({ clock, background: false });
  sinks = [await startSink(), await startSink()];
  [good, bad] = sinks as [Sink, Sink];
  const { domain, actors } = node.services;
  const inboxes = sinks.map((sink) => sink.inbox('segue'));
  await addFollowers(domain, actors.group.id, inboxes);
});
afterEach(async () => {
  await Promise.all(sinks.map((sink) => sink.close()));
  await node.stop();
});

async function publish(text = 'Un avviso'): Promise<void> {
  const { domain, actors, federation, database } = node.services;
  await publishAnnouncement(domain, operator, actors.group.id, { text });
  await new Relay(federation, database).drain();
}

/** Delivers what is due. */
function deliver(): Promise<void> {
  const { federation, database } = node.services;
  return new QueueWorker({
    handle: database,
    clock,
    logger: pino({ level: 'silent' }),
    handlers: { [DELIVERY]: deliveryHandler(federation) },
  }).drain();
}

const lane = async (host: string) =>
  (await listLanes(node.services.domain.db, { type: DELIVERY, limit: 100 })).find((one) => one.lane === host);
const depth = () => queueDepth(node.services.domain.db, clock);
const deadLetters = () => listDeadLetters(node.services.domain.db, { limit: 10 });

/** Moves the clock to when the host is tried next, and tries. Answers the pause in minutes. */
async function nextTry(host: string): Promise<number> {
  const at = (await lane(host))?.nextAttemptAt?.getTime() ?? 0;
  const wait = at - clock.now().getTime();
  clock.advance(wait);
  await deliver();
  return wait / MINUTE;
}

describe('a peer that answers', () => {
  test.each([429, 503])('%i with Retry-After is asked again then, once', async (status) => {
    bad.answer((response) => response.writeHead(status, { 'retry-after': '7200' }).end());
    await publish();
    await deliver();
    await deliver();
    expect([good.asked(), bad.asked()]).toEqual([1, 1]);
    clock.advance(119 * MINUTE);
    await deliver();
    expect(bad.asked()).toBe(1);
    bad.answer(undefined);
    clock.advance(2 * MINUTE);
    await deliver();
    expect(bad.arrivals.length).toBe(1);
    expect(await depth()).toMatchObject({ pending: 0, delayed: 0, dead: 0 });
  });

  test('500 is asked again, with one POST an attempt', async () => {
    bad.answer((response) => response.writeHead(500).end());
    await publish();
    await deliver();
    for (let tries = 2; tries < 6; tries++) {
      expect(await nextTry(bad.host)).toBeGreaterThan(0);
      expect(bad.asked()).toBe(tries);
    }
    bad.answer(undefined);
    await nextTry(bad.host);
    expect(bad.arrivals.length).toBe(1);
  });

  test('500 to one message alone holds up the others for a day at most', async () => {
    await publish('quello che non va');
    const [poison] = await node.services.database.sql<{ uri: string }[]>`
      SELECT uri FROM activities WHERE json LIKE '%quello che non va%'`;
    bad.answer((response, activity) => response.writeHead(activity === poison?.uri ? 500 : 202).end());
    await publish();
    await publish();
    await deliver();
    const begun = clock.now().getTime();
    while (bad.asked() < 11) await nextTry(bad.host);
    expect(clock.now().getTime() - begun).toBeLessThan(DAY);
    expect(await depth()).toMatchObject({ pending: 0, delayed: 1, dead: 0 });
  });

  test.each([404, 410])('%i gets it no more, which is on record', async (status) => {
    bad.answer((response) => response.writeHead(status).end());
    await publish();
    await deliver();
    expect(await deadLetters()).toMatchObject([{ lane: bad.host, lastError: `HTTP ${status}` }]);
    clock.advance(DAY);
    await deliver();
    expect(bad.asked()).toBe(1);
    expect(good.arrivals.length).toBe(1);
  });

  test.each([401, 403])('%i for a day loses nothing', async (status) => {
    bad.answer((response) => response.writeHead(status).end());
    const end = clock.now().getTime() + DAY;
    await publish();
    await publish();
    await deliver();
    while (clock.now().getTime() < end) await nextTry(bad.host);
    bad.answer(undefined);
    await nextTry(bad.host);
    expect(bad.arrivals.map(({ activity }) => activity)).toEqual(
      good.arrivals.map(({ activity }) => activity),
    );
    expect(good.arrivals.length).toBe(2);
    expect(await depth()).toMatchObject({ pending: 0, delayed: 0, dead: 0 });
  });
});

describe('a peer that does not answer', () => {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    for (const server of servers.splice(0)) server.close();
  });

  /** A follower behind a server that does as told with each connection. */
  async function follower(how: (socket: Socket) => void): Promise<string> {
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => {}));
      how(socket);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    const host = `127.0.0.1:${address.port}`;
    const { domain, actors } = node.services;
    await addFollowers(domain, actors.group.id, [`http://${host}/segue/inbox`]);
    return host;
  }

  test('properly costs one attempt of ten seconds, and no other host waits for it', async () => {
    const silent = await follower(() => {});
    const slow = await follower((socket) => {
      socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 1000\r\n\r\n');
      const drip = setInterval(() => socket.write('.'), 500);
      socket.on('close', () => clearInterval(drip));
    });
    const garbage = await follower((socket) => socket.end('\0\x01 nonsense\r\n\r\n'));
    const rude = await follower((socket) => socket.destroy());
    await publish();
    const begun = performance.now();
    const delivered = deliver();
    const first = await Promise.race([delivered.then(() => 'all'), arrived(good)]);
    expect(first).toBe('arrived');
    await delivered;
    expect(performance.now() - begun).toBeLessThan(15_000);
    for (const host of [silent, slow, garbage, rude])
      expect(await lane(host)).toMatchObject({ failures: 1, lease: null });
    expect(await depth()).toMatchObject({ pending: 0, delayed: 4, dead: 0 });
  });

  async function arrived(sink: Sink): Promise<string> {
    while (sink.arrivals.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    return 'arrived';
  }

  test('for 29 days costs a probe each half hour, and has everything within the hour of its return', async () => {
    const { host } = bad;
    await bad.close();
    const end = clock.now().getTime() + 29 * DAY;
    const pauses: number[] = [];
    let published = 0;
    while (clock.now().getTime() < end) {
      if (pauses.length % 100 === 0) {
        await publish();
        published++;
        await deliver();
      }
      pauses.push(await nextTry(host));
    }
    const back = await startSink({ port: Number(host.split(':')[1]) });
    sinks[1] = back;
    const returned = clock.now().getTime();
    await nextTry(host);
    expect(clock.now().getTime() - returned).toBeLessThan(60 * MINUTE);
    expect(back.arrivals.map(({ activity }) => activity)).toEqual(
      good.arrivals.map(({ activity }) => activity),
    );
    expect(back.arrivals.length).toBe(published);
    // The first hour goes faster: most that are down are back at once.
    expect(Math.min(...pauses.slice(10))).toBeGreaterThanOrEqual(30);
    expect(await depth()).toMatchObject({ pending: 0, delayed: 0, dead: 0 });
    process.stdout.write(`dead host: ${JSON.stringify({ probes: pauses.length, published })}\n`);
  });
});

test('a poison message becomes a dead letter, and the rest arrives', async () => {
  const { domain } = node.services;
  await publish();
  const poison = { type: DELIVERY, lane: bad.host, payload: { activityId: '1', inbox: 'no address' } };
  await domain.db.transaction((tx) => enqueue(tx, clock, [poison]));
  await publish();
  await deliver();
  for (let tries = 0; tries < 10 && bad.arrivals.length < 2; tries++) await nextTry(bad.host);
  expect(await deadLetters()).toMatchObject([{ lane: bad.host, payload: poison.payload }]);
  expect(bad.arrivals.map(({ activity }) => activity)).toEqual(good.arrivals.map(({ activity }) => activity));
});
