import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** How a followed group stands with us: what came from it, and how the last comparison with what it publishes went. */
export const reconciliations = pgTable(
  'reconciliations',
  {
    groupId: id('group_id')
      .primaryKey()
      .references(() => actors.id),
    /** The run under way, or the last one; a later run replaces an earlier one that has not ended. */
    runId: id('run_id').notNull(),
    startedAt: instant('started_at').notNull(),
    /** Null while it is under way. */
    endedAt: instant('ended_at'),
    /** Why it was not whole. */
    incomplete: text('incomplete'),
    /** When the next one begins by itself. */
    nextAt: instant('next_at').notNull(),
    /** Whatever the group said before then is known here: when the last whole run began. */
    heardUntil: instant('heard_until').notNull(),
    /** When the last whole run ended. */
    wholeAt: instant('whole_at'),
    /** Since when its server does not answer, and how it failed at last. */
    failingSince: instant('failing_since'),
    lastError: text('last_error'),
    /** When it last sent something, and how long that had been on its way. */
    lastDeliveryAt: instant('last_delivery_at'),
    lagSeconds: integer('lag_seconds'),
  },
  (t) => [index('reconciliations_next').on(t.nextAt)],
);

/** A collection of a followed group, as it was read. */
export const reconciledCollections = pgTable(
  'reconciled_collections',
  {
    groupId: id('group_id')
      .notNull()
      .references(() => actors.id),
    name: text('name', { enum: ['offers', 'upcomingEvents', 'attestations', 'changes'] }).notNull(),
    /** How the run fares with it: `cut` where it went on beyond our bounds. */
    state: text('state', { enum: ['reading', 'read', 'unchanged', 'cut', 'failed'] }).notNull(),
    /** What the run was told at its beginning. */
    newEtag: text('new_etag'),
    /** The same of the last whole run: all of the collection was taken in with it. */
    etag: text('etag'),
    /** When all of it was last read, page by page. */
    readAt: instant('read_at'),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.name] })],
);

/** What a run came upon. What was no difference is forgotten at its end. */
export const reconciledItems = pgTable(
  'reconciled_items',
  {
    runId: id('run_id').notNull(),
    /** Of a post, or of an activity. */
    uri: text('uri').notNull(),
    /**
     * How it differed: not here (`missing`), newer there (`older`), listed there no more (`unlisted`), an activity that
     * never came (`unheard`). Null where it is the same.
     */
    difference: text('difference', { enum: ['missing', 'older', 'unlisted', 'unheard'] }),
    /** Null as long as nothing has come of it. */
    mended: boolean('mended'),
  },
  (t) => [primaryKey({ columns: [t.runId, t.uri] })],
);

export type Reconciliation = typeof reconciliations.$inferSelect;
export type CollectionName = (typeof reconciledCollections.$inferSelect)['name'];
export type Difference = NonNullable<(typeof reconciledItems.$inferSelect)['difference']>;
