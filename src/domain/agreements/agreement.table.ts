import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { decimal, id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** One thing given in return, as it was agreed; amounts are exact decimals. */
export interface InReturn {
  /** Which of the proposal's things in return it is, from 0. */
  readonly position: number;
  readonly action: 'transfer' | 'deliverService' | 'transferCustody';
  readonly conformsTo: string | null;
  readonly label: string | null;
  readonly unit: string | null;
  readonly amount: string | null;
}

/**
 * Somebody's answer to an offer or a request, and what became of it. What is known is kept as facts, each with the time
 * at which it was learnt here; the state follows from them.
 */
export const agreements = pgTable(
  'agreements',
  {
    id: id('id').primaryKey(),
    /** The IRI of the Offer that began it. */
    offerUri: text('offer_uri').notNull().unique(),
    /** The IRI of the Agreement itself, once it is accepted. */
    uri: text('uri').unique(),
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
    /** Which line of a collective order it was pledged on, where the post is one. */
    line: integer('line'),
    /** The proposal whose stock is counted: the first one, where the answer is to a counter-offer. Null where that is elsewhere. */
    stockPostId: id('stock_post_id').references(() => posts.id),
    /** Who published the proposal, and decides. */
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    /** Who answered it. */
    responderId: id('responder_id')
      .notNull()
      .references(() => actors.id),
    /** The proposal as it was answered: it may change or go. */
    purpose: text('purpose', { enum: ['offer', 'request'] }).notNull(),
    title: text('title').notNull(),
    quantity: decimal('quantity').notNull(),
    unit: text('unit').notNull(),
    inReturn: jsonb('in_return').$type<readonly InReturn[]>().notNull(),
    /** What the responder wrote to the owner. */
    message: text('message').notNull(),
    state: text('state', {
      enum: ['proposed', 'accepted', 'rejected', 'withdrawn', 'cancelled', 'fulfilled'],
    }).notNull(),
    stockTaken: boolean('stock_taken').notNull().default(false),
    proposedAt: instant('proposed_at').notNull(),
    acceptedAt: instant('accepted_at'),
    rejectedAt: instant('rejected_at'),
    withdrawnAt: instant('withdrawn_at'),
    cancelledAt: instant('cancelled_at'),
    ownerDoneAt: instant('owner_done_at'),
    responderDoneAt: instant('responder_done_at'),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    index('agreements_owner').on(t.ownerId, t.changedAt, t.id),
    index('agreements_responder').on(t.responderId, t.changedAt, t.id),
    index('agreements_proposed').on(t.proposedAt),
    index('agreements_post').on(t.postId),
    index('agreements_stock_post').on(t.stockPostId),
  ],
);

/** What was told of an agreement before its acceptance was: kept until that comes. */
export const earlyAgreementFacts = pgTable(
  'early_agreement_facts',
  {
    /** The IRI of the agreement. */
    uri: text('uri').notNull(),
    fact: text('fact', { enum: ['cancelled', 'done'] }).notNull(),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    /** What was written with it. */
    note: text('note').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.uri, t.fact, t.actorId] }),
    index('early_agreement_facts_age').on(t.receivedAt),
    index('early_agreement_facts_actor').on(t.actorId),
  ],
);

export type Agreement = typeof agreements.$inferSelect;
