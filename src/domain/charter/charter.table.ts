import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** The charter, version by version: what stands once is never changed. */
export const charterVersions = pgTable(
  'charter_versions',
  {
    /** 1, 2, 3 … */
    version: integer('version').primaryKey(),
    /** As it was typed; blank lines part the paragraphs. */
    text: text('text').notNull(),
    /** What the assembly says of the change. */
    note: text('note').notNull(),
    /** The person who published it; null for the operator. */
    publishedBy: id('published_by').references(() => actors.id),
    publishedAt: instant('published_at').notNull(),
  },
  (t) => [index('charter_versions_person').on(t.publishedBy)],
);

export type CharterVersion = typeof charterVersions.$inferSelect;
