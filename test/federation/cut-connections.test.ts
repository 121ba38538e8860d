import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishAnnouncement } from '../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../src/domain/caller.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { addFollowers, ledgerOf, type Sink, startSink } from '../support/sinks.ts';

const CUTS = 10;
const BETWEEN_CUTS = 6;

let node: TestNode;
let sinks: Sink[];

beforeAll(async () => {
  node = await startNode();
  sinks = await Promise.all(Array.from({ length: 5 }, () => startSink()));
  const { domain, actors } = node.services;
  await addFollowers(
    domain,
    actors.group.id,
    sinks.flatMap((sink) => [sink.inbox('uno'), sink.inbox('due')]),
  );
});
afterAll(async () => {
  await node.stop();
  await Promise.all(sinks.map((sink) => sink.close()));
});

test('all connections of a node to PostgreSQL cut ten times amid publishing: every follower hears all, in order', async () => {
  const { domain, actors, database } = node.services;
  const scissors = openDatabase(database.url, 1);
  let written = 0;
  let connectionsCut = 0;
  for (let cut = 0; cut < CUTS; cut++) {
    const publishing = Promise.allSettled(
      Array.from({ length: BETWEEN_CUTS }, (_, n) =>
        publishAnnouncement(domain, operator, actors.group.id, { text: `Annuncio ${cut}.${n}` }),
      ),
    );
    const ended = await scissors.sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND right(application_name, 8) = ${database.session}`;
    connectionsCut += ended.length;
    written += (await publishing).filter(({ status }) => status === 'fulfilled').length;
  }
  expect(connectionsCut).toBeGreaterThan(CUTS);
  // What was committed though its answer was cut off counts as well.
  const [held] = await scissors.sql<{ posts: number }[]>`
    SELECT count(*)::int AS posts FROM posts WHERE kind = 'announcement'`;
  await scissors.close();
  expect(held?.posts).toBeGreaterThanOrEqual(written);
  await eventually(
    async () => sinks.map((sink) => new Set(sink.arrivals.map(({ activity }) => activity)).size),
    (counts) => counts.every((count) => count === held?.posts),
    30_000,
  );
  for (const sink of sinks) {
    const { applied, furthestBack } = ledgerOf(sink.arrivals);
    const [first, ...others] = applied.values();
    expect(first).toHaveLength(held?.posts ?? 0);
    for (const other of others) expect(other).toEqual(first);
    expect(furthestBack).toBeLessThan(50);
  }
});
