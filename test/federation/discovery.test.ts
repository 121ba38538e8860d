import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actors } from '../../src/domain/actors/actor.table.ts';
import { operator } from '../../src/domain/caller.ts';
import { beginDiscovery } from '../../src/domain/discoveries/discover.ts';
import { lastDiscovery } from '../../src/domain/discoveries/discovery-reads.ts';
import { blockHost } from '../../src/domain/moderation/blocked-hosts.ts';
import { joinNetwork } from '../support/join.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';

let valle: TestNode;
let nord: TestNode;
let paese: TestNode;
let nuovo: TestNode;

beforeAll(async () => {
  [valle, nord, paese, nuovo] = await Promise.all([
    startNode({ name: 'DES Valle' }),
    startNode({ name: 'RES Nord', role: 'network' }),
    startNode({ name: 'RES Paese', role: 'network' }),
    startNode({ name: 'DES Nuovo' }),
  ]);
  await joinNetwork(nord, paese);
  await joinNetwork(valle, nord);
  const { db } = valle.services.domain;
  await eventually(
    () => db.select().from(actors).where(eq(actors.id, valle.services.actors.group.id)),
    ([group]) => group?.memberOf.length === 1,
  );
});
afterAll(() => Promise.all([valle, nord, paese, nuovo].map((node) => node?.stop())));

async function search(address: string) {
  const { domain } = nuovo.services;
  const id = await beginDiscovery(domain, operator, address);
  const last = await eventually(
    () => lastDiscovery(domain.db),
    (discovery) => discovery?.id === id && !discovery.goesOn,
  );
  return last?.found.map(({ actor, namedBy }) => [actor.name, namedBy?.name]).toSorted();
}

it('a new district finds networks and districts from any one address, round a loop and each once', async () => {
  await joinNetwork(paese, nord);
  const all = [
    ['DES Valle', undefined],
    ['RES Nord', 'DES Valle'],
    ['RES Paese', 'RES Nord'],
  ];
  expect(await search(`${valle.origin}/offerte/1`)).toEqual(all);
  const byNetwork = await search(`@rete@${paese.host}`);
  expect(byNetwork?.map(([name]) => name)).toEqual(['DES Valle', 'RES Nord', 'RES Paese']);
});

it('leaves out who does not let itself be indexed and whose host is blocked, and what lies behind', async () => {
  const { db } = paese.services.domain;
  await db.update(actors).set({ indexable: false }).where(eq(actors.id, paese.services.actors.group.id));
  await blockHost(nuovo.services.domain, operator, { host: valle.host, reason: '' });
  expect((await search(nord.host))?.map(([name]) => name)).toEqual(['RES Nord']);
  expect((await lastDiscovery(nuovo.services.domain.db))?.counts).toMatchObject({ unlisted: 1 });
  await expect(search(valle.host)).rejects.toMatchObject({ code: 'discovery_blocked' });
  await expect(search('non è un indirizzo')).rejects.toMatchObject({ code: 'discovery_address' });
});
