import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '../../src/app/server.ts';
import { openServices, type Services } from '../../src/app/services.ts';
import { operator } from '../../src/domain/caller.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { type DatabaseHandle, openDatabase } from '../../src/platform/database/database.ts';
import { MovedClock } from '../support/moved-clock.ts';
import { eventually, testConfig } from '../support/node.ts';
import { type Primary, type Standby, startPrimary, startStandby } from '../support/standby.ts';

const NAMED = { cookie: 'visitor=somebody' };
const AS_PEER = { accept: 'application/activity+json' };

const stack = new AsyncDisposableStack();
const clock = new MovedClock();
const log: { level: number; msg: string }[] = [];
let primary: Primary;
let standby: Standby;
let onStandby: DatabaseHandle;
let services: Services;
let origin: string;
let baker: string;

beforeAll(async () => {
  primary = await startPrimary();
  stack.defer(() => primary.stop());
  standby = await startStandby(primary);
  stack.defer(() => standby.stop());
  onStandby = openDatabase(standby.url, 1);
  stack.defer(() => onStandby.close());
  const config = await testConfig(primary.url);
  origin = config.origin;
  const database = { ...config.database, replicaUrl: standby.url };
  const logger = pino({ level: 'info' }, { write: (line) => log.push(JSON.parse(line)) });
  services = await openServices({ ...config, database }, logger, clock);
  stack.defer(() => services.close());
  const server = await createServer(services);
  stack.defer(() => server.close());
  await server.listen({ host: config.listen.host, port: config.listen.port });
  const { id } = await addMember(services.domain, operator, {
    handle: 'forno',
    name: 'Forno',
    kind: 'enterprise',
  });
  baker = id;
}, 120_000);
afterAll(() => stack.disposeAsync());

const publish = (title: string) =>
  publishProposal(services.domain, operator, baker, {
    purpose: 'offer',
    title,
    text: 'Appena sfornato.',
    quantity: '1',
    unit: 'kg',
    reciprocals: [],
  });

async function read(path: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(path.startsWith('http') ? path : `${origin}${path}`, { headers });
  expect(response.status).toBe(200);
  return response.text();
}

const said = (words: string) => log.filter(({ msg }) => msg.includes(words)).length;
const followed = () => said('the replica answers');
const left = () => said('the replica is not asked');

test('public pages, open data, feeds and ActivityPub are read from the replica, while it keeps up', async () => {
  await publish('Pane nero');
  await eventually(
    async () => {
      await services.replica?.look();
      return followed();
    },
    (times) => times === 1,
  );
  await eventually(
    () => onStandby.sql`SELECT FROM posts WHERE title = 'Pane nero'`,
    (rows) => rows.length === 1,
  );
  // What it holds stands still from here on.
  await onStandby.sql`SELECT pg_wal_replay_pause()`;
  const bread = await publish('Pane bianco');

  for (const path of ['/offerte', '/offerte.atom', '/api/dati/v1/proposte.json', '/@forno']) {
    const anonymous = await read(path);
    expect([path, anonymous.includes('Pane nero'), anonymous.includes('Pane bianco')]).toEqual([
      path,
      true,
      false,
    ]);
    expect([path, (await read(path, NAMED)).includes('Pane bianco')]).toEqual([path, true]);
  }

  // What the replica does not have yet, nobody is told is not there.
  expect(await read(bread.url)).toContain('Pane bianco');
  expect(JSON.parse(await read(bread.uri, AS_PEER))).toMatchObject({ name: 'Pane bianco' });
  expect(left()).toBe(0);

  clock.advance(6_000);
  await services.replica?.look();
  expect(await read('/offerte')).toContain('Pane bianco');
  await services.replica?.look();
  expect(left()).toBe(1);

  await onStandby.sql`SELECT pg_wal_replay_resume()`;
  await eventually(
    async () => {
      await services.replica?.look();
      return followed();
    },
    (times) => times === 2,
  );
});

test('writes go to the primary whoever asks, and so does everything when the replica is gone', async () => {
  const onPrimary = services.replica?.db;
  expect(onPrimary).toBe(services.domain.db);
  await onStandby.close();
  await standby.stop();
  expect(await read('/offerte')).toContain('Pane bianco');
  await services.replica?.look();
  await publish('Pane di segale');
  expect(await read('/offerte')).toContain('Pane di segale');
  expect(left()).toBe(2);
});
