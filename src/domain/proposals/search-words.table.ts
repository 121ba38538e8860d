import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';

/** The words of titles, for whoever mistypes one. */
export const searchWords = pgTable(
  'search_words',
  {
    /** Lower case, without accents. */
    word: text('word').primaryKey(),
    /** The proposal that it was learnt from: what is learnt next comes after the last of these. */
    postId: id('post_id').notNull(),
  },
  (t) => [
    index('search_words_alike').using('gin', sql`${t.word} gin_trgm_ops`),
    index('search_words_post').on(t.postId),
  ],
);
