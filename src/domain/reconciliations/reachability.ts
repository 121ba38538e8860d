import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import type { Domain } from '../domain.ts';
import { reconciliations } from './reconciliation.table.ts';

/** A followed group's server did not answer. */
export async function recordSilence(domain: Domain, groupId: Id, error: string): Promise<void> {
  const now = domain.clock.now();
  await domain.db
    .update(reconciliations)
    .set({
      failingSince: sql`coalesce(${reconciliations.failingSince}, ${now.toISOString()}::timestamptz)`,
      lastError: error,
    })
    .where(eq(reconciliations.groupId, groupId));
}

/** It answers, if it did not before. */
export async function recordAnswer(domain: Domain, groupId: Id): Promise<void> {
  await domain.db
    .update(reconciliations)
    .set({ failingSince: null, lastError: null })
    .where(and(eq(reconciliations.groupId, groupId), isNotNull(reconciliations.failingSince)));
}

/** A followed group sent something that it had said at `saidAt`. */
export async function recordDelivery(domain: Domain, group: Actor, saidAt: Date | undefined): Promise<void> {
  const now = domain.clock.now();
  const lagSeconds =
    saidAt === undefined ? null : Math.max(0, Math.round((now.getTime() - saidAt.getTime()) / 1000));
  await domain.db
    .update(reconciliations)
    .set({ lastDeliveryAt: now, lagSeconds })
    .where(eq(reconciliations.groupId, group.id));
}
