import { sql } from 'drizzle-orm';
import { date, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import type { PactText } from './pact.ts';

/**
 * A patto di solidarietà between buying groups and a supplier: its newest version. What its parties did is kept as
 * facts, and the state follows from them.
 */
export const pacts = pgTable(
  'pacts',
  {
    id: id('id').primaryKey(),
    /** On the node of whoever drafted it. */
    uri: text('uri').notNull().unique(),
    version: integer('version').notNull(),
    digest: text('digest').notNull(),
    text: jsonb('text').$type<PactText>().notNull(),
    visibility: text('visibility', { enum: ['public', 'parties'] }).notNull(),
    validUntil: date('valid_until').notNull(),
    state: text('state', { enum: ['proposed', 'refused', 'withdrawn', 'in-force', 'ended'] }).notNull(),
    /** When the last signature under this version was learnt here. */
    inForceAt: instant('in_force_at'),
    endedAt: instant('ended_at'),
    draftedAt: instant('drafted_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    index('pacts_public').on(t.changedAt, t.id).where(sql`visibility = 'public' AND state = 'in-force'`),
  ],
);

/** Who the newest version is between, by IRI: parties elsewhere may be unknown here. */
export const pactParties = pgTable(
  'pact_parties',
  {
    pactId: id('pact_id')
      .notNull()
      .references(() => pacts.id),
    uri: text('uri').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pactId, t.uri] }), index('pact_parties_uri').on(t.uri, t.pactId)],
);

/** What a party did, perhaps told before the pact itself was. */
export const pactFacts = pgTable(
  'pact_facts',
  {
    pactUri: text('pact_uri').notNull(),
    actorUri: text('actor_uri').notNull(),
    fact: text('fact', { enum: ['signed', 'refused', 'left'] }).notNull(),
    /** Of the version that is meant; empty where somebody left. */
    digest: text('digest').notNull(),
    /** Why. */
    note: text('note').notNull(),
    /** The activity that told it, as it came: with the proof of whoever says so. Null for what was done here. */
    activity: jsonb('activity'),
    learntAt: instant('learnt_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.pactUri, t.actorUri, t.fact, t.digest] }),
    index('pact_facts_age').on(t.learntAt),
  ],
);

export type Pact = typeof pacts.$inferSelect;
export type StoredPactFact = typeof pactFacts.$inferSelect;
