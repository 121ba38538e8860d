import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';

/** What happened, written in the transaction that made it happen: the audit log, and the source of all that goes out. */
export const domainEvents = pgTable(
  'domain_events',
  {
    id: id('id').primaryKey(),
    type: text('type').notNull(),
    /** The actor in whose name it happened. */
    actorId: id('actor_id'),
    /** What it happened to: a post, a follow, a member. */
    subjectId: id('subject_id'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    /** Who did it: `operator`, `account:<id>`, `clock` or `remote`. */
    caller: text('caller').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    /** When it was turned into activities. */
    relayedAt: instant('relayed_at'),
    relayFailures: integer('relay_failures').notNull().default(0),
  },
  (t) => [
    index('domain_events_unrelayed').on(t.id).where(sql`relayed_at IS NULL`),
    index('domain_events_subject').on(t.subjectId, t.id),
    index('domain_events_actor').on(t.actorId, t.id),
  ],
);
