import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import type { NotificationKind } from '../notifications/notification.table.ts';
import { type PushSubscription, pushSubscriptions } from './push-subscription.table.ts';

/** An uncompressed point of P-256, and sixteen bytes (RFC 8291), in base64url, with or without padding. */
const key = (bytes: number) =>
  z
    .string()
    .max(200)
    .refine((text) => Buffer.from(text, 'base64url').length === bytes, 'invalid_value');

export const pushTarget = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2000),
  p256dh: key(65),
  auth: key(16),
  standard: z.boolean(),
});
export type NewPushTarget = z.input<typeof pushTarget>;

/** What the client's token is sealed for. */
const sealOf = (tokenId: Id) => `push:${tokenId}`;

/** A client's one subscription: a new one takes the place of the one before. @throws {UserError} `invalid`, `forbidden` */
export async function subscribePush(
  domain: Domain,
  caller: Caller,
  access: {
    readonly tokenId: Id;
    readonly token: string;
    readonly actorId: Id;
    readonly locale: 'it' | 'en';
  },
  target: NewPushTarget,
  alerts: readonly NotificationKind[],
): Promise<PushSubscription> {
  requireActingFor(caller, access.actorId);
  const facts = {
    ...parseInput(pushTarget, target),
    actorId: access.actorId,
    locale: access.locale,
    alerts: [...alerts],
    token: domain.vault.seal(access.token, sealOf(access.tokenId)),
    createdAt: domain.clock.now(),
  };
  const [subscription] = await domain.db
    .insert(pushSubscriptions)
    .values({ ...facts, tokenId: access.tokenId })
    .onConflictDoUpdate({ target: pushSubscriptions.tokenId, set: facts })
    .returning();
  if (subscription === undefined) throw new Error('the subscription was not inserted');
  return subscription;
}

export async function pushSubscriptionOf(db: Queryable, tokenId: Id): Promise<PushSubscription | undefined> {
  return (await db.select().from(pushSubscriptions).where(eq(pushSubscriptions.tokenId, tokenId)))[0];
}

/** Undefined where there is none. */
export async function changePushAlerts(
  { db }: Domain,
  tokenId: Id,
  alerts: readonly NotificationKind[],
): Promise<PushSubscription | undefined> {
  const [changed] = await db
    .update(pushSubscriptions)
    .set({ alerts: [...alerts] })
    .where(eq(pushSubscriptions.tokenId, tokenId))
    .returning();
  return changed;
}

export async function unsubscribePush({ db }: Domain, tokenId: Id): Promise<void> {
  await db.delete(pushSubscriptions).where(eq(pushSubscriptions.tokenId, tokenId));
}

/** The client's own token. */
export function tokenOf({ vault }: Domain, { tokenId, token }: PushSubscription): string {
  return vault.open(token, sealOf(tokenId));
}
