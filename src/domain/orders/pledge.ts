import { desc } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { actorById } from '../actors/actor-reads.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { postById } from '../posts/post-reads.ts';
import { countPledge, requireLine, shareOf } from './count-pledge.ts';
import { addUp, learnPledge } from './learn-pledge.ts';
import { type Pledge, pledges } from './order.table.ts';
import { type NewPledge, newPledge, phaseOf, STANDING } from './order.ts';
import { lockOrder, requireOrder } from './order-reads.ts';
import { pledgeById, standingOf, versionsOf } from './pledge-reads.ts';

/**
 * Pledges on a line of an order, of this node or of another one; a new pledge on the same line replaces the one before.
 * On an order of ours it counts at once or not at all, elsewhere its owner's node decides.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `gone`, `conflict`
 */
export async function pledge(
  domain: Domain,
  caller: Caller,
  buyerId: Id,
  orderId: Id,
  input: NewPledge,
): Promise<Pledge> {
  requireActingFor(caller, buyerId);
  const asked = parseInput(newPledge, input);
  return domain.db.transaction(async (tx) => {
    await requireOrder(tx, orderId);
    const view = await lockOrder(tx, orderId);
    const { order, owner } = view;
    const line = requireLine(view, asked.line);
    await requireBuyer(tx, buyerId, owner.id, line.offerId);
    if (order.state !== 'open') throw new UserError('conflict', 'order_closed');
    const share = shareOf(view, line, { quantity: asked.quantity, unit: asked.unit ?? line.unit });
    const pickup = asked.pickup === undefined || asked.pickup === '' ? null : asked.pickup;
    if (pickup !== null && !order.pickups.includes(pickup)) {
      throw new UserError('invalid', 'order_pickup_unknown', {}, 'pickup');
    }
    const id = domain.ids();
    const key = { orderId, line: line.position, buyerId };
    const [inserted] = await tx
      .insert(pledges)
      .values({
        ...key,
        ...share,
        id,
        offerUri: domain.addresses.activity(id),
        pickup,
        message: asked.message,
        offeredAt: await nextVersion(tx, domain, key),
        state: 'waiting',
        changedAt: domain.clock.now(),
      })
      .returning();
    if (inserted === undefined) throw new Error('pledge was not inserted');
    await recordEvent(tx, domain, caller, { type: 'pledge-offered', actorId: buyerId, subjectId: id });
    return order.own ? countPledge(tx, domain, caller, view, inserted) : inserted;
  });
}

/**
 * Changes what was pledged. Only the fields that are given change.
 * @throws {UserError} as {@link pledge}; `conflict` for one that does not stand (any more)
 */
export async function changePledge(
  domain: Domain,
  caller: Caller,
  buyerId: Id,
  id: Id,
  input: Omit<NewPledge, 'line'>,
): Promise<Pledge> {
  const before = await requireStanding(domain.db, caller, buyerId, id);
  return pledge(domain, caller, buyerId, before.orderId, {
    message: before.message,
    ...(before.pickup !== null && { pickup: before.pickup }),
    ...input,
    line: before.line,
  });
}

/**
 * Takes a pledge back, with all that was pledged before on the same line and still stands.
 * @throws {UserError} `forbidden`, `not-found`, `conflict` once the order is closed: what it became is cancelled by itself
 */
export async function withdrawPledge(domain: Domain, caller: Caller, buyerId: Id, id: Id): Promise<void> {
  await domain.db.transaction(async (tx) => {
    const { orderId } = await requireStanding(tx, caller, buyerId, id);
    const view = await lockOrder(tx, orderId);
    const fresh = await requireStanding(tx, caller, buyerId, id);
    if (view.order.own && phaseOf(view.order, domain.clock.now()) !== 'open') {
      throw new UserError('conflict', 'order_closed');
    }
    const standing = await tx.select().from(pledges).where(standingOf(fresh)).for('update');
    for (const one of standing) await learnPledge(tx, domain, caller, one, 'withdrawn', { actorId: buyerId });
    if (view.order.own) await addUp(tx, domain, view);
  });
}

async function requireStanding(
  db: Transaction | Domain['db'],
  caller: Caller,
  buyerId: Id,
  id: Id,
): Promise<Pledge> {
  requireActingFor(caller, buyerId);
  const view = await pledgeById(db, id);
  // Whoever takes no part in it learns nothing of it.
  if (view === undefined || view.pledge.buyerId !== buyerId || view.buyer.host !== null) {
    throw new UserError('not-found', 'pledge_unknown');
  }
  if (!STANDING.some((state) => state === view.pledge.state)) {
    throw new UserError('conflict', 'pledge_closed');
  }
  return view.pledge;
}

/** @throws {UserError} `not-found`, `conflict` for one's own goods */
async function requireBuyer(tx: Transaction, buyerId: Id, ownerId: Id, offerId: Id | null): Promise<void> {
  const buyer = await actorById(tx, buyerId);
  if (buyer === undefined || buyer.host !== null || buyer.deletedAt !== null) {
    throw new UserError('not-found', 'member_unknown', { handle: buyerId });
  }
  const offer = offerId === null ? undefined : await postById(tx, offerId);
  // A group that opens an order on a farm's offer takes part in it like everybody else.
  if (offer === undefined ? buyerId === ownerId : offer.actorId === buyerId) {
    throw new UserError('conflict', 'pledges_to_itself');
  }
}

/** Later than all that this buyer pledged on the line before: the owner's node goes by it. */
async function nextVersion(
  tx: Transaction,
  domain: Domain,
  key: Pick<Pledge, 'orderId' | 'line' | 'buyerId'>,
): Promise<Date> {
  const [last] = await tx
    .select({ at: pledges.offeredAt })
    .from(pledges)
    .where(versionsOf(key))
    .orderBy(desc(pledges.offeredAt))
    .limit(1);
  const now = domain.clock.now().getTime();
  return new Date(last === undefined ? now : Math.max(now, last.at.getTime() + 1));
}
