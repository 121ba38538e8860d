import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Actor } from '../actors/actor.table.ts';
import { type Settlement, sameSettlement } from '../agreements/agreement.ts';
import { lockByOffer } from '../agreements/learn-fact.ts';
import { remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import type { Post } from '../posts/post.table.ts';
import { isForgotten } from '../posts/tombstones.ts';
import { countPledge, shareOf } from './count-pledge.ts';
import { addUp, isReplaced, learnPledge } from './learn-pledge.ts';
import { type OrderLine, type Pledge, pledges } from './order.table.ts';
import { lockOrder, type OrderView } from './order-reads.ts';
import { pledgeByOffer } from './pledge-reads.ts';
import { turnDown } from './turn-down.ts';

type Effect = 'taken' | 'ignored';

/** An Offer of another node on a line of an order, read and known to be its actor's. */
export interface IncomingPledge extends Settlement {
  readonly offerUri: string;
  readonly line: number;
  readonly pickup: string | null;
  readonly message: string;
  /** By the buyer's clock; not said: now. */
  readonly offeredAt: Date | undefined;
}

/**
 * Somebody elsewhere pledges on an order of ours. It counts at once, or is turned down in words: too late by our clock,
 * too much, at another price. A repeated Offer counts once; an older one than what counts already changes nothing; one
 * that was taken back before it came is withdrawn.
 * @throws {UserError} `invalid` for a unit that the line never had
 */
export async function receivePledge(
  tx: Transaction,
  domain: Domain,
  buyer: Actor,
  post: Post,
  incoming: IncomingPledge,
): Promise<Effect> {
  if (post.received !== null || post.kind !== 'order') return 'ignored';
  if ((await lockByOffer(tx, incoming.offerUri)) !== undefined) return 'ignored';
  const view = await lockOrder(tx, post.id);
  const line = view.lines.find(({ position }) => position === incoming.line);
  if (line === undefined) return 'ignored';
  const now = domain.clock.now();
  const key = { orderId: post.id, line: line.position, buyerId: buyer.id };
  const { share, refusal } = readShare(view, line, incoming);
  const [inserted] = await tx
    .insert(pledges)
    .values({
      ...key,
      ...share,
      id: domain.ids(),
      offerUri: incoming.offerUri,
      pickup: incoming.pickup,
      message: incoming.message,
      offeredAt: incoming.offeredAt ?? now,
      state: 'waiting',
      changedAt: now,
    })
    .onConflictDoNothing()
    .returning();
  if (inserted === undefined) return 'ignored';
  await recordEvent(tx, domain, remote, {
    type: 'pledge-offered',
    actorId: buyer.id,
    subjectId: inserted.id,
  });
  const by = { actorId: buyer.id };
  const replaced = await isReplaced(tx, inserted);
  const forgotten = await isForgotten(tx, incoming.offerUri);
  let known = inserted;
  if (replaced) known = await learnPledge(tx, domain, remote, known, 'replaced', by);
  if (forgotten) known = await learnPledge(tx, domain, remote, known, 'withdrawn', by);
  if (known.state !== 'waiting') return 'taken';
  if (refusal === undefined) await countOrTurnDown(tx, domain, view, known);
  else await turnDown(tx, domain, view, known, refusal);
  return 'taken';
}

/** The line's own price for what is asked; the price that the buyer states has to be that one. */
function readShare(
  view: OrderView,
  line: OrderLine,
  incoming: IncomingPledge,
): { readonly share: Pick<Pledge, 'quantity' | 'unit' | 'inReturn'>; readonly refusal?: UserError } {
  try {
    const share = shareOf(view, line, incoming);
    if (sameSettlement(share, incoming)) return { share };
    return { share, refusal: new UserError('conflict', 'order_price_differs') };
  } catch (error) {
    if (!(error instanceof UserError) || error.code === 'unit_not_convertible') throw error;
    const { quantity, unit } = incoming;
    return { share: { quantity, unit, inReturn: [] }, refusal: error };
  }
}

async function countOrTurnDown(
  tx: Transaction,
  domain: Domain,
  view: OrderView,
  pledge: Pledge,
): Promise<void> {
  try {
    await countPledge(tx, domain, remote, view, pledge);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await turnDown(tx, domain, view, pledge, error);
  }
}

/**
 * The buyer elsewhere takes a pledge back; undefined where that is for agreements to know: there is no such pledge, or
 * it has become one.
 */
export async function receiveUndoPledge(
  tx: Transaction,
  domain: Domain,
  buyer: Actor,
  offerUri: string,
): Promise<Effect | undefined> {
  const known = await pledgeByOffer(tx, offerUri);
  if (known === undefined) return undefined;
  if (known.pledge.buyerId !== buyer.id || !known.order.own) return 'ignored';
  const view = await lockOrder(tx, known.order.postId);
  const [pledge] = await tx.select().from(pledges).where(eq(pledges.id, known.pledge.id));
  if (pledge === undefined || pledge.agreementId !== null) return undefined;
  await learnPledge(tx, domain, remote, pledge, 'withdrawn', { actorId: buyer.id });
  // What an order came to stays as it was when it closed.
  if (view.order.state === 'open') await addUp(tx, domain, view);
  return 'taken';
}
