import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { compareDecimals } from '../../platform/decimal.ts';
import { UserError } from '../../platform/errors.ts';
import { textToHtml } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { hashtagsIn } from '../posts/hashtags.ts';
import type { Post } from '../posts/post.table.ts';
import { changePost, lockOwnPost, publishPost } from '../posts/write-post.ts';
import { proposalById } from '../proposals/catalogue.ts';
import { inUnit } from '../proposals/quantity-for.ts';
import { orders } from './order.table.ts';
import { changedFacts, type NewOrder, type OrderChange, orderChange, orderFacts } from './order.ts';
import { lockOrder } from './order-reads.ts';
import { type LineTerms, writeOrder } from './write-order.ts';

/**
 * Opens a collective order in the name of a member, on its own offers or on others'.
 * @throws {UserError} `invalid`, `forbidden`
 */
export async function openOrder(domain: Domain, caller: Caller, actorId: Id, input: NewOrder): Promise<Post> {
  requireActingFor(caller, actorId);
  const facts = parseInput(orderFacts, input);
  const now = domain.clock.now();
  if (facts.closesAt <= now) throw new UserError('invalid', 'order_closes_in_past', {}, 'closesAt');
  return domain.db.transaction(async (tx) => {
    const lines: LineTerms[] = [];
    for (const offer of new Set(facts.offers)) lines.push(await lineOn(tx, offer));
    const unit = facts.unit ?? lines[0]?.unit ?? 'one';
    if (
      lines.some((line) => inUnit({ quantity: line.quantity ?? '1', unit: line.unit }, unit) === undefined)
    ) {
      throw new UserError('invalid', 'order_units_differ', {}, 'unit');
    }
    const id = domain.ids();
    const post = await publishPost(tx, domain, caller, {
      id,
      actorId,
      kind: 'order',
      url: domain.addresses.orderPage(id),
      title: facts.title,
      content: textToHtml(facts.text),
      source: facts.text,
      language: facts.language,
      tags: hashtagsIn(facts.text),
    });
    await writeOrder(tx, post, {
      state: 'open',
      opensAt: facts.opensAt ?? now,
      closesAt: facts.closesAt,
      deliversAt: facts.deliversAt ?? null,
      minimum: facts.minimum ?? null,
      maximum: facts.maximum ?? null,
      unit,
      label: facts.label || null,
      pickups: [...new Set(facts.pickups)],
      pledged: '0',
      pledgers: 0,
      lines,
    });
    return post;
  });
}

/** An offer as it is now: what people pledge for does not change under them. */
async function lineOn(tx: Transaction, offerId: Id): Promise<LineTerms> {
  const view = await proposalById(tx, offerId);
  const fail = (code: string) => {
    throw new UserError('invalid', code, {}, 'offers');
  };
  if (view === undefined || view.post.visibility !== 'public' || view.post.deletedAt !== null) {
    return fail('proposal_unknown');
  }
  const { post, proposal, reciprocals } = view;
  if (proposal.purpose !== 'offer') return fail('order_on_request');
  if (proposal.state !== 'open') return fail('proposal_ended');
  if (proposal.negotiable || reciprocals.some(({ amount }) => amount === null)) {
    return fail('order_price_open');
  }
  return {
    offerUri: post.uri,
    title: post.title ?? '',
    unit: proposal.unit ?? 'one',
    quantity: proposal.quantity,
    unitBased: proposal.unitBased,
    inReturn: reciprocals,
    pledged: '0',
  };
}

/**
 * Changes an open order. Only the fields that are given change.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `gone`, `conflict` once it is closed
 */
export async function changeOrder(domain: Domain, caller: Caller, id: Id, input: OrderChange): Promise<void> {
  parseInput(orderChange, input);
  await domain.db.transaction(async (tx) => {
    const { order, post } = await lockOwnOrder(tx, caller, id);
    const facts = parseInput(changedFacts, {
      title: post.title ?? '',
      text: post.source ?? '',
      opensAt: order.opensAt,
      closesAt: order.closesAt,
      deliversAt: order.deliversAt ?? undefined,
      minimum: order.minimum ?? undefined,
      maximum: order.maximum ?? undefined,
      label: order.label ?? undefined,
      pickups: order.pickups,
      ...input,
    });
    if (facts.closesAt <= domain.clock.now()) {
      throw new UserError('invalid', 'order_closes_in_past', {}, 'closesAt');
    }
    if (facts.maximum !== undefined && compareDecimals(facts.maximum, order.pledged) < 0) {
      throw new UserError('conflict', 'order_maximum_below_pledged', { pledged: order.pledged }, 'maximum');
    }
    await tx
      .update(orders)
      .set({
        closesAt: facts.closesAt,
        deliversAt: facts.deliversAt ?? null,
        minimum: facts.minimum ?? null,
        maximum: facts.maximum ?? null,
        label: facts.label || null,
        pickups: [...new Set(facts.pickups)],
      })
      .where(eq(orders.postId, id));
    await changePost(tx, domain, caller, post, {
      title: facts.title,
      content: textToHtml(facts.text),
      source: facts.text,
      tags: hashtagsIn(facts.text),
    });
  });
}

/**
 * One of our open orders, locked, for its owner.
 * @throws {UserError} `forbidden`, `not-found`, `gone`, `conflict`
 */
export async function lockOwnOrder(tx: Transaction, caller: Caller, id: Id) {
  const view = await lockOrder(tx, id);
  const post = await lockOwnPost(tx, id, 'order');
  requireActingFor(caller, post.actorId);
  if (view.order.state !== 'open') throw new UserError('conflict', 'order_closed');
  return { ...view, post };
}
