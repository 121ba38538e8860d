import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { actors as actorTable } from '../../../src/domain/actors/actor.table.ts';
import { domainEvents } from '../../../src/domain/history/domain-event.table.ts';
import { node } from '../../../src/domain/node/node.table.ts';
import { nodeActors } from '../../../src/domain/node/node-reads.ts';
import { setUpNode } from '../../../src/domain/node/set-up-node.ts';
import { createTestDomain } from '../../support/domain.ts';

test('several processes that start for the first time at once set up one node', async () => {
  const { domain, database } = await createTestDomain();
  try {
    await domain.db.execute(sql`TRUNCATE ${node}, ${actorTable}, ${domainEvents} CASCADE`);
    const profile = { role: 'district', handle: 'distretto', name: 'DES', summary: '', place: {} } as const;
    const all = await Promise.all(Array.from({ length: 4 }, () => setUpNode(domain, profile)));
    const { group } = await nodeActors(domain.db);
    expect(all.map((actors) => actors.group.id)).toEqual(Array(4).fill(group.id));
    expect(await domain.db.select().from(domainEvents)).toHaveLength(1);
  } finally {
    await database.drop();
  }
});
