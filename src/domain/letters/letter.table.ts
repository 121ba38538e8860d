import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '../../platform/database/columns.ts';
import type { LetterKind } from './letter.ts';

/** Letters to people, by e-mail. */
export const letters = pgTable(
  'letters',
  {
    id: id('id').primaryKey(),
    email: text('email').notNull(),
    locale: text('locale', { enum: ['it', 'en'] }).notNull(),
    kind: text('kind').$type<LetterKind>().notNull(),
    /** What it says, sealed: it may hold a key to an account. Null as soon as the letter has left. */
    contents: bytea('contents'),
    /** `kept`: there is no way out for letters, the coordinators read it. `refused`: the address does not exist. */
    state: text('state', { enum: ['waiting', 'sent', 'kept', 'refused'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    /** When it came to its state. */
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [index('letters_created').on(t.createdAt), index('letters_email').on(t.email)],
);

export type LetterRow = typeof letters.$inferSelect;
