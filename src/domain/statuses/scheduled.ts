import { and, asc, count, eq, lte } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type IdWindow, inWindow, newestFirst } from '../../platform/pages.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { uploadOf } from '../uploads/upload.ts';
import type { Lookup } from './compose-status.ts';
import { publishStatus } from './publish-status.ts';
import { scheduledStatuses } from './status.table.ts';
import { type NewStatus, newStatus } from './status.ts';

const SOONEST_MS = 5 * 60_000;
const MAX_SCHEDULED = 300;
const BATCH = 50;

export type ScheduledStatus = typeof scheduledStatuses.$inferSelect;

/**
 * Keeps a status to be published later, five minutes from now at the soonest.
 * @throws {UserError} `invalid`, `forbidden`, `conflict` for too many
 */
export async function scheduleStatus(
  domain: Domain,
  caller: Extract<Caller, { kind: 'account' }>,
  actorId: Id,
  input: NewStatus,
  scheduledAt: Date,
): Promise<ScheduledStatus> {
  requireActingFor(caller, actorId);
  const status = parseInput(newStatus, input);
  requireAhead(domain, scheduledAt);
  for (const id of status.mediaIds) await uploadOf(domain, actorId, id);
  const [have] = await domain.db
    .select({ total: count() })
    .from(scheduledStatuses)
    .where(eq(scheduledStatuses.actorId, actorId));
  if ((have?.total ?? 0) >= MAX_SCHEDULED) {
    throw new UserError('conflict', 'schedule_too_many', { max: MAX_SCHEDULED });
  }
  const { accountId } = caller;
  const [scheduled] = await domain.db
    .insert(scheduledStatuses)
    .values({ id: domain.ids(), actorId, accountId, status, scheduledAt })
    .returning();
  if (scheduled === undefined) throw new Error('status was not scheduled');
  return scheduled;
}

export async function scheduledOf({ db }: Domain, actorId: Id, window: IdWindow): Promise<ScheduledStatus[]> {
  const { where, order } = inWindow(scheduledStatuses.id, window);
  const rows = await db
    .select()
    .from(scheduledStatuses)
    .where(and(eq(scheduledStatuses.actorId, actorId), where))
    .orderBy(order)
    .limit(window.limit);
  return newestFirst(rows, window);
}

/** @throws {UserError} `not-found` */
export async function scheduledById({ db }: Domain, actorId: Id, id: Id): Promise<ScheduledStatus> {
  const [row] = await db.select().from(scheduledStatuses).where(ownedBy(actorId, id));
  if (row === undefined) throw new UserError('not-found', 'status_unknown');
  return row;
}

/** @throws {UserError} `invalid`, `forbidden`, `not-found` */
export async function reschedule(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
  scheduledAt: Date,
): Promise<ScheduledStatus> {
  requireActingFor(caller, actorId);
  requireAhead(domain, scheduledAt);
  const [row] = await domain.db
    .update(scheduledStatuses)
    .set({ scheduledAt })
    .where(ownedBy(actorId, id))
    .returning();
  if (row === undefined) throw new UserError('not-found', 'status_unknown');
  return row;
}

/** @throws {UserError} `forbidden`, `not-found` */
export async function unschedule(domain: Domain, caller: Caller, actorId: Id, id: Id): Promise<void> {
  requireActingFor(caller, actorId);
  const gone = await domain.db.delete(scheduledStatuses).where(ownedBy(actorId, id)).returning();
  if (gone.length === 0) throw new UserError('not-found', 'status_unknown');
}

/** Publishes what has come due, each once; what can no longer be published is let go. */
export async function publishScheduled(domain: Domain, lookup: Lookup): Promise<number> {
  const due = await domain.db
    .select()
    .from(scheduledStatuses)
    .where(lte(scheduledStatuses.scheduledAt, domain.clock.now()))
    .orderBy(asc(scheduledStatuses.scheduledAt))
    .limit(BATCH);
  for (const { id, actorId, accountId, status } of due) {
    const caller: Caller = { kind: 'account', accountId, role: 'member', actsFor: [actorId] };
    try {
      // The key makes it one status, whoever else is at it, and however often.
      await publishStatus(domain, caller, actorId, parseInput(newStatus, status), {
        lookup,
        key: `scheduled-${id}`,
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
    await domain.db.delete(scheduledStatuses).where(eq(scheduledStatuses.id, id));
  }
  return due.length;
}

function requireAhead({ clock }: Domain, at: Date): void {
  if (at.getTime() < clock.now().getTime() + SOONEST_MS) {
    throw new UserError('invalid', 'schedule_too_soon', {}, 'scheduledAt');
  }
}

function ownedBy(actorId: Id, id: Id) {
  return and(eq(scheduledStatuses.id, id), eq(scheduledStatuses.actorId, actorId));
}
