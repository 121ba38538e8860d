import { and, eq, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type IdWindow, inWindow, newestFirst } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { endTies } from '../follows/follow.ts';
import { recordEvent } from '../history/record-event.ts';
import { forgetNotificationsFrom } from '../notifications/notify.ts';
import { type Aversion, aversions } from './aversion.table.ts';

/**
 * Sees and hears no more of somebody, who in turn follows no more, and reads nothing here that is signed for.
 * @throws {UserError} `forbidden`, `conflict` for oneself
 */
export async function blockActor(domain: Domain, caller: Caller, ownerId: Id, targetId: Id): Promise<void> {
  const row = { ownerId, targetId, kind: 'block', notifications: true, endsAt: null } as const;
  await avert(domain, caller, row, async (tx, id) => {
    await endTies(tx, domain, caller, ownerId, targetId);
    await forgetNotificationsFrom(tx, ownerId, targetId);
    await recordEvent(tx, domain, caller, {
      type: 'actor-blocked',
      actorId: ownerId,
      subjectId: id,
      data: { targetId },
    });
  });
}

/** Sees no more of somebody, who does not hear of it. @throws {UserError} `forbidden`, `conflict` for oneself */
export async function muteActor(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  targetId: Id,
  { notifications = true, seconds = 0 }: { notifications?: boolean; seconds?: number } = {},
): Promise<void> {
  const endsAt = seconds === 0 ? null : new Date(domain.clock.now().getTime() + seconds * 1000);
  await avert(domain, caller, { ownerId, targetId, kind: 'mute', notifications, endsAt });
}

async function avert(
  domain: Domain,
  caller: Caller,
  row: Omit<Aversion, 'id' | 'uri'>,
  also: (tx: Transaction, id: Id) => Promise<void> = async () => {},
): Promise<void> {
  requireActingFor(caller, row.ownerId);
  if (row.ownerId === row.targetId) throw new UserError('conflict', 'averts_itself');
  const { notifications, endsAt } = row;
  await domain.db.transaction(async (tx) => {
    const id = domain.ids();
    const [stands] = await tx
      .insert(aversions)
      .values({ ...row, id })
      .onConflictDoUpdate({
        target: [aversions.ownerId, aversions.targetId, aversions.kind],
        set: { notifications, endsAt },
      })
      .returning({ id: aversions.id });
    // What stood already happens once.
    if (stands?.id === id) await also(tx, id);
  });
}

/** @throws {UserError} `forbidden` */
export async function endAversion(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  targetId: Id,
  kind: Aversion['kind'],
): Promise<void> {
  requireActingFor(caller, ownerId);
  await domain.db.transaction(async (tx) => {
    const [ended] = await tx
      .delete(aversions)
      .where(and(eq(aversions.ownerId, ownerId), eq(aversions.targetId, targetId), eq(aversions.kind, kind)))
      .returning({ id: aversions.id });
    if (ended === undefined || kind === 'mute') return;
    await recordEvent(tx, domain, caller, {
      type: 'actor-unblocked',
      actorId: ownerId,
      subjectId: ended.id,
      data: { targetId },
    });
  });
}

/** Whom one of ours has blocked or muted, the last one first; paged by the id of that. */
export async function avertedBy(
  db: Queryable,
  ownerId: Id,
  kind: Aversion['kind'],
  window: IdWindow,
): Promise<{ id: Id; endsAt: Date | null; actor: Actor }[]> {
  const { where, order } = inWindow(aversions.id, window);
  const rows = await db
    .select({ id: aversions.id, endsAt: aversions.endsAt, actor: actors })
    .from(aversions)
    .innerJoin(actors, eq(actors.id, aversions.targetId))
    .where(and(eq(aversions.ownerId, ownerId), eq(aversions.kind, kind), where))
    .orderBy(order)
    .limit(window.limit);
  return newestFirst(rows, window);
}

/** Mutes that were for a while. */
export async function sweepAversions({ db, clock }: Domain): Promise<void> {
  await db.delete(aversions).where(lt(aversions.endsAt, clock.now()));
}
