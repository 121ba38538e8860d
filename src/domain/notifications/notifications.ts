import { and, count, countDistinct, eq, inArray, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { type NotificationPolicy, notificationPolicies, notifications } from './notification.table.ts';

const KEPT_DAYS = 180;

/** Takes notifications off somebody's list: all, one, or a group. @throws {UserError} `forbidden` */
export async function dismiss(
  domain: Domain,
  caller: Caller,
  recipientId: Id,
  which: 'all' | { readonly id: Id } | { readonly groupKey: string },
): Promise<void> {
  requireActingFor(caller, recipientId);
  await domain.db
    .delete(notifications)
    .where(
      and(
        eq(notifications.recipientId, recipientId),
        which === 'all'
          ? undefined
          : 'id' in which
            ? eq(notifications.id, which.id)
            : eq(notifications.groupKey, which.groupKey),
      ),
    );
}

const choice = z.enum(['accept', 'filter', 'drop']);
const policyChange = z.strictObject({
  notFollowing: choice.optional(),
  notFollowers: choice.optional(),
  newAccounts: choice.optional(),
  privateMentions: choice.optional(),
});

/** From whom somebody wants to hear, with how many wait aside. */
export async function policyOf(
  db: Queryable,
  actorId: Id,
): Promise<NotificationPolicy & { readonly requests: number; readonly aside: number }> {
  const [policy] = await db
    .select()
    .from(notificationPolicies)
    .where(eq(notificationPolicies.actorId, actorId));
  const [waiting] = await db
    .select({ requests: countDistinct(notifications.actorId), aside: count() })
    .from(notifications)
    .where(and(eq(notifications.recipientId, actorId), eq(notifications.filtered, true)));
  return {
    actorId,
    notFollowing: 'accept',
    notFollowers: 'accept',
    newAccounts: 'accept',
    privateMentions: 'accept',
    ...policy,
    requests: waiting?.requests ?? 0,
    aside: waiting?.aside ?? 0,
  };
}

/** @throws {UserError} `invalid`, `forbidden` */
export async function changePolicy(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  input: z.input<typeof policyChange>,
): Promise<void> {
  requireActingFor(caller, actorId);
  const change = parseInput(policyChange, input);
  await domain.db
    .insert(notificationPolicies)
    .values({ actorId, ...change })
    .onConflictDoUpdate({ target: notificationPolicies.actorId, set: { actorId, ...change } });
}

/** Lets in, or throws away, what was set aside of these. @throws {UserError} `forbidden` */
export async function answerRequests(
  domain: Domain,
  caller: Caller,
  recipientId: Id,
  actorIds: readonly Id[],
  answer: 'accept' | 'dismiss',
): Promise<void> {
  requireActingFor(caller, recipientId);
  if (actorIds.length === 0) return;
  const which = and(
    eq(notifications.recipientId, recipientId),
    eq(notifications.filtered, true),
    inArray(notifications.actorId, [...actorIds]),
  );
  if (answer === 'dismiss') await domain.db.delete(notifications).where(which);
  else await domain.db.update(notifications).set({ filtered: false }).where(which);
}

/** Nobody looks that far back. */
export async function sweepNotifications({ db, clock }: Domain): Promise<void> {
  const limit = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await db.delete(notifications).where(lt(notifications.createdAt, limit));
}
