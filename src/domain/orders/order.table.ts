import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { decimal, id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { agreements, type InReturn } from '../agreements/agreement.table.ts';
import { posts } from '../posts/post.table.ts';

/** Many pledge, and it becomes real if they reach a minimum: the side of a post that says how much, until when and where. */
export const orders = pgTable(
  'orders',
  {
    postId: id('post_id')
      .primaryKey()
      .references(() => posts.id),
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    /** Published on this node, which counts the pledges and closes it. */
    own: boolean('own').notNull(),
    /** Whether anyone may read it. */
    public: boolean('public').notNull(),
    state: text('state', { enum: ['open', 'confirmed', 'dissolved', 'cancelled'] }).notNull(),
    opensAt: instant('opens_at').notNull(),
    closesAt: instant('closes_at').notNull(),
    deliversAt: instant('delivers_at'),
    minimum: decimal('minimum'),
    maximum: decimal('maximum'),
    /** What minimum, maximum and totals are counted in; every line converts to it exactly. */
    unit: text('unit').notNull(),
    /** The owner's word for what is counted: "cassette". */
    label: text('label'),
    pickups: text('pickups').array().notNull().default([]),
    /** What is pledged in all, and by how many. */
    pledged: decimal('pledged').notNull(),
    pledgers: integer('pledgers').notNull(),
    /** Since when the totals are other than they were told; null when all has been told. */
    untoldSince: instant('untold_since'),
    toldAt: instant('told_at'),
  },
  (t) => [
    index('orders_open').on(t.closesAt, t.postId).where(sql`state = 'open' AND public`),
    index('orders_ended').on(t.closesAt, t.postId).where(sql`state <> 'open' AND public`),
    index('orders_due').on(t.closesAt).where(sql`own AND state = 'open'`),
    index('orders_untold').on(t.untoldSince).where(sql`own AND untold_since IS NOT NULL`),
    index('orders_owner').on(t.ownerId, t.postId),
  ],
);

/** What an order is on: an offer as it was when the order opened. */
export const orderLines = pgTable(
  'order_lines',
  {
    orderId: id('order_id')
      .notNull()
      .references(() => orders.postId),
    position: integer('position').notNull(),
    /** The IRI of the offer, and the offer where it is known here. */
    offerUri: text('offer_uri').notNull(),
    offerId: id('offer_id').references(() => posts.id),
    title: text('title').notNull(),
    unit: text('unit').notNull(),
    /** How much one piece holds, and whether only whole pieces can be pledged. */
    quantity: decimal('quantity'),
    unitBased: boolean('unit_based').notNull(),
    /** The price of a piece. */
    inReturn: jsonb('in_return').$type<readonly InReturn[]>().notNull(),
    pledged: decimal('pledged').notNull(),
    /** What the owner asked of the offer's own owner when the order was confirmed. */
    responseId: id('response_id').references(() => agreements.id),
  },
  (t) => [
    primaryKey({ columns: [t.orderId, t.position] }),
    index('order_lines_offer').on(t.offerId),
    index('order_lines_response').on(t.responseId),
  ],
);

/**
 * What somebody pledged on a line: a row for each Offer, of which the latest that stands counts. What is known is kept
 * as facts, each with the time at which it was learnt here; the state follows from them.
 */
export const pledges = pgTable(
  'pledges',
  {
    id: id('id').primaryKey(),
    orderId: id('order_id')
      .notNull()
      .references(() => orders.postId),
    line: integer('line').notNull(),
    buyerId: id('buyer_id')
      .notNull()
      .references(() => actors.id),
    /** The IRI of the Offer. */
    offerUri: text('offer_uri').notNull().unique(),
    /** In the line's unit. */
    quantity: decimal('quantity').notNull(),
    unit: text('unit').notNull(),
    inReturn: jsonb('in_return').$type<readonly InReturn[]>().notNull(),
    /** Where it will be collected: one of the order's places. */
    pickup: text('pickup'),
    /** What the buyer wrote to the owner. */
    message: text('message').notNull(),
    /** By the buyer's clock: a later one replaces an earlier one. */
    offeredAt: instant('offered_at').notNull(),
    state: text('state', {
      enum: ['waiting', 'counted', 'replaced', 'withdrawn', 'refused', 'agreed'],
    }).notNull(),
    countedAt: instant('counted_at'),
    replacedAt: instant('replaced_at'),
    withdrawnAt: instant('withdrawn_at'),
    refusedAt: instant('refused_at'),
    agreedAt: instant('agreed_at'),
    /** Why it was refused: what was written, or an error's code and params. */
    refusal: jsonb('refusal').$type<Refusal>(),
    /** What it became; none for what the order's owner pledged itself. */
    agreementId: id('agreement_id').references(() => agreements.id),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    index('pledges_order').on(t.orderId, t.state, t.id),
    index('pledges_versions').on(t.orderId, t.line, t.buyerId, t.offeredAt),
    index('pledges_buyer').on(t.buyerId, t.changedAt, t.id),
    index('pledges_agreement').on(t.agreementId),
  ],
);

export type Refusal =
  | { readonly note: string }
  | { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

export type Order = typeof orders.$inferSelect;
export type OrderLine = typeof orderLines.$inferSelect;
export type Pledge = typeof pledges.$inferSelect;
