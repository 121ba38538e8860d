import { afterAll, beforeAll, expect, it } from 'vitest';
import { operator } from '../../../src/domain/caller.ts';
import { BOUNDS, beginDiscovery, noteAnswer } from '../../../src/domain/discoveries/discover.ts';
import { sightings } from '../../../src/domain/discoveries/discovery.table.ts';
import { queueMessages } from '../../../src/platform/queue/queue.table.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';

let test: TestDomain;
let discoveryId: string;
const FIRST = 'primo.example';

beforeAll(async () => {
  test = await createTestDomain();
  discoveryId = await beginDiscovery(test.domain, operator, `https://${FIRST}/offerte/1`);
});
afterAll(() => test.database.drop());

const name = (uri: string, names: readonly string[], isStep = true) =>
  noteAnswer(test.domain, { discoveryId, uri }, { state: 'found', names, isStep });
const noted = () => test.domain.db.select().from(sightings);

it('asks a server that names itself a thousand times three times, with pauses, and thousands of servers not at all', async () => {
  await name(
    FIRST,
    Array.from({ length: 1000 }, (_, index) => `https://molti.example/actors/${index}`),
  );
  const molti = (await noted()).filter(({ host }) => host === 'molti.example');
  expect(molti).toHaveLength(BOUNDS.perHost);
  const messages = await test.domain.db.select().from(queueMessages);
  const times = messages
    .filter(({ lane }) => lane === 'discover:molti.example')
    .map(({ notBefore }) => notBefore?.getTime() ?? 0)
    .toSorted();
  expect((times[2] ?? 0) - (times[0] ?? 0)).toBe(2 * BOUNDS.pauseMs);

  await name(
    FIRST,
    Array.from({ length: 5000 }, (_, index) => `https://s${index}.example/actors/1`),
  );
  expect(new Set((await noted()).map(({ host }) => host)).size).toBe(BOUNDS.hosts);
});

it('goes no deeper than so many steps, and back to itself never', async () => {
  discoveryId = await beginDiscovery(test.domain, operator, FIRST);
  let uri = FIRST;
  for (let step = 1; step <= BOUNDS.depth + 3; step++) {
    const next = `https://passo${step}.example/actors/1`;
    await name(uri, [
      next,
      uri === FIRST ? `https://${FIRST}/actors/1` : uri,
      'https://valle.example/actors/1',
    ]);
    uri = next;
  }
  const hosts = (await noted()).map(({ host }) => host);
  expect(hosts.filter((host) => host.startsWith('passo'))).toHaveLength(BOUNDS.depth);
  expect(hosts).not.toContain('valle.example');
});

it('says nothing more of a search that was begun anew', async () => {
  const old = discoveryId;
  discoveryId = await beginDiscovery(test.domain, operator, FIRST);
  await noteAnswer(
    test.domain,
    { discoveryId: old, uri: FIRST },
    { state: 'found', names: ['https://x.example/1'], isStep: true },
  );
  expect((await noted()).map(({ state }) => state)).toEqual(['waiting']);
});
