import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { cube, decimal, id, instant, tsvector } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { placeColumns } from '../places/place-columns.ts';
import { posts } from '../posts/post.table.ts';

const open = sql`state = 'open' AND public`;

/** An offer or a request: what is given or sought (the primary intent of FEP-0837), and on what terms. */
export const proposals = pgTable(
  'proposals',
  {
    postId: id('post_id')
      .primaryKey()
      .references(() => posts.id),
    // What the catalogue is filtered by is here and not only in the post, so that one index answers.
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    /** The district it was published in. */
    groupId: id('group_id').references(() => actors.id),
    /** Published on this node. */
    own: boolean('own').notNull(),
    /** Whether anyone may read it. */
    public: boolean('public').notNull(),
    /** How far it reaches; `fediverse` for all that is not kept to some districts. */
    scope: text('scope', { enum: ['district', 'region', 'network', 'fediverse'] })
      .notNull()
      .default('fediverse'),
    purpose: text('purpose', { enum: ['offer', 'request'] }).notNull(),
    state: text('state', { enum: ['open', 'closed', 'expired'] }).notNull(),
    action: text('action', { enum: ['transfer', 'deliverService', 'transferCustody'] }).notNull(),
    unitBased: boolean('unit_based').notNull(),
    negotiable: boolean('negotiable').notNull(),
    /** What it is about: an IRI, or null. */
    conformsTo: text('conforms_to'),
    /** Category and sector IRIs. */
    classifiedAs: text('classified_as').array().notNull().default([]),
    sectors: text('sectors').array().notNull().default([]),
    unit: text('unit'),
    quantity: decimal('quantity'),
    available: decimal('available'),
    minimum: decimal('minimum'),
    ...placeColumns(),
    /** Where on the globe, in kilometres from its centre. */
    position: cube('position'),
    /** The square of the map that holds it: see `cellOf`. */
    cell: integer('cell'),
    /** What is asked or given in return, in a word each: {@link RETURNS}. */
    returns: text('returns').array().notNull().default([]),
    expiresAt: instant('expires_at'),
    publishedAt: instant('published_at').notNull(),
    /** Title, text, place, category and owner, for full text. */
    search: tsvector('search').notNull(),
  },
  (t) => [
    index('proposals_open').on(t.publishedAt, t.postId).where(open),
    index('proposals_open_purpose').on(t.purpose, t.publishedAt, t.postId).where(open),
    index('proposals_open_comune').on(sql`lower(${t.comune})`, t.publishedAt, t.postId).where(open),
    index('proposals_open_owner').on(t.ownerId, t.publishedAt, t.postId).where(open),
    index('proposals_owner').on(t.ownerId, t.postId).where(sql`own`),
    index('proposals_open_group').on(t.groupId, t.postId).where(open),
    index('proposals_open_own').on(t.purpose, t.publishedAt, t.postId).where(sql`${open} AND own`),
    // One index for words and most filters together: it intersects them before any row is read.
    index('proposals_search')
      .using('gin', t.search, t.sectors, t.returns, t.conformsTo, t.unit, t.groupId, sql`lower(${t.comune})`)
      .where(open),
    index('proposals_expiry').on(t.expiresAt).where(sql`state = 'open'`),
    index('proposals_ended').on(t.postId).where(sql`state <> 'open'`),
    index('proposals_scoped').on(t.publishedAt, t.postId).where(sql`scope <> 'fediverse'`),
    index('proposals_position').using('gist', t.position).where(open),
  ],
);

/** What is asked or given in return; none for a gift, several for a mix. */
export const reciprocals = pgTable(
  'reciprocals',
  {
    postId: id('post_id')
      .notNull()
      .references(() => proposals.postId),
    position: integer('position').notNull(),
    action: text('action', { enum: ['transfer', 'deliverService', 'transferCustody'] }).notNull(),
    conformsTo: text('conforms_to'),
    /** A free label, for what has no IRI. */
    label: text('label'),
    unit: text('unit'),
    /** Null where it is negotiable. */
    amount: decimal('amount'),
  },
  (t) => [primaryKey({ columns: [t.postId, t.position] })],
);

export type Proposal = typeof proposals.$inferSelect;
export type Reciprocal = typeof reciprocals.$inferSelect;
