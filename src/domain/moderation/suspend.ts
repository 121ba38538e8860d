import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { actorByHandle } from '../actors/actor-reads.ts';
import { markSuspended } from '../actors/mark-suspended.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { suspensions } from './suspension.table.ts';

const input = z.strictObject({
  /** "@name" of ours, "@name@host" of others. */
  address: z
    .string()
    .trim()
    .regex(/^@?[^@\s]+(@[^@\s]+)?$/, 'address_unreadable'),
  reason: z.string().trim().min(1, 'reason_missing').max(500),
});

/**
 * Takes somebody, with all that is theirs, out of every page and list until it is undone. Those of ours cannot act or
 * sign in meanwhile; those from elsewhere are not heard.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`
 */
export async function suspendActor(
  domain: Domain,
  caller: Caller,
  typed: z.input<typeof input>,
): Promise<Actor> {
  requireCoordinator(caller);
  const { address, reason } = parseInput(input, typed);
  const [name = '', host] = address.replace(/^@/, '').split('@');
  const elsewhere = host?.toLowerCase() === domain.addresses.host ? undefined : host;
  return domain.db.transaction(async (tx) => {
    const actor = await actorByHandle(tx, name, elsewhere);
    if (actor === undefined || actor.deletedAt !== null) {
      throw new UserError('not-found', 'actor_unknown', { handle: address }, 'address');
    }
    const isOwn = caller.kind === 'account' && caller.actsFor.includes(actor.id);
    const isNode = actor.host === null && (actor.type === 'Group' || actor.type === 'Application');
    if (isOwn || isNode) throw new UserError('invalid', 'suspends_itself', {}, 'address');
    const now = domain.clock.now();
    await tx
      .insert(suspensions)
      .values({ actorId: actor.id, reason, createdAt: now })
      .onConflictDoUpdate({ target: suspensions.actorId, set: { reason } });
    await markSuspended(tx, actor.id, actor.suspendedAt ?? now);
    await recordEvent(tx, domain, caller, {
      type: 'actor-suspended',
      subjectId: actor.id,
      data: { address, reason },
    });
    return actor;
  });
}

/** Undoes it: what was theirs is back. False where they are not suspended. @throws {UserError} `forbidden` */
export async function restoreActor(domain: Domain, caller: Caller, actorId: Id): Promise<boolean> {
  requireCoordinator(caller);
  return domain.db.transaction(async (tx) => {
    const gone = await tx.delete(suspensions).where(eq(suspensions.actorId, actorId)).returning();
    if (gone.length === 0) return false;
    await markSuspended(tx, actorId, null);
    await recordEvent(tx, domain, caller, { type: 'actor-restored', subjectId: actorId });
    return true;
  });
}

/** @throws {UserError} `forbidden` */
export async function listSuspended({ db }: Domain, caller: Caller) {
  requireCoordinator(caller);
  return db
    .select({ actor: actors, reason: suspensions.reason, createdAt: suspensions.createdAt })
    .from(suspensions)
    .innerJoin(actors, eq(actors.id, suspensions.actorId))
    .orderBy(desc(suspensions.createdAt))
    .limit(1000);
}
