import { asc, eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { DELIVERY, deliveryHandler } from '../../src/federation/outbox/deliver.ts';
import { Relay } from '../../src/federation/outbox/relay.ts';
import { queueLanes, queueMessages } from '../../src/platform/queue/queue.table.ts';
import type { TestNode } from './node.ts';

/** What a node has to say by now: taken out of its queue, and posted when the test wants it. */
export async function parcels(node: TestNode): Promise<(() => Promise<void>)[]> {
  const { federation, database, domain } = node.services;
  await new Relay(federation, database).drain();
  const rows = await domain.db
    .select()
    .from(queueMessages)
    .where(eq(queueMessages.type, DELIVERY))
    .orderBy(asc(queueMessages.id));
  await domain.db.delete(queueMessages).where(eq(queueMessages.type, DELIVERY));
  await domain.db.delete(queueLanes).where(eq(queueLanes.type, DELIVERY));
  const handler = deliveryHandler(federation);
  return rows.map((row) => async () => {
    const message = {
      id: String(row.id),
      payload: row.payload,
      enqueuedAt: row.enqueuedAt,
      attempts: 0,
      crashes: 0,
    };
    const [outcome] = await handler.handle([message], {
      lane: row.lane,
      signal: AbortSignal.timeout(10_000),
    });
    expect(outcome?.result).toBe('done');
  });
}
