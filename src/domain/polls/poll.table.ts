import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** Who may vote: whoever can read it, or one voice for each member organisation of the district, or for each person. */
export const ELECTORATES = ['anyone', 'organisations', 'people'] as const;
/**
 * What a question asks, and how often each answer was chosen. All counts stand in one row: a row for each answer would
 * tell, by the transaction that wrote it last, what the last voter chose.
 */
export const polls = pgTable(
  'polls',
  {
    postId: id('post_id')
      .primaryKey()
      .references(() => posts.id),
    options: text('options').array().notNull(),
    /** How often each option was chosen, in their order; of a poll elsewhere, as its server last said. */
    votes: integer('votes').array().notNull(),
    voters: integer('voters').notNull().default(0),
    multiple: boolean('multiple').notNull(),
    electorate: text('electorate', { enum: ELECTORATES }).notNull(),
    endsAt: instant('ends_at'),
    closedAt: instant('closed_at'),
  },
  (t) => [
    index('polls_due').on(t.endsAt).where(sql`closed_at IS NULL`),
    index('polls_decisions').on(t.postId).where(sql`electorate <> 'anyone'`),
  ],
);

/** Who chose what in a poll that is open to anyone. Of a secret ballot there is no such row. */
export const pollVotes = pgTable(
  'poll_votes',
  {
    postId: id('post_id')
      .notNull()
      .references(() => polls.postId, { onDelete: 'cascade' }),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    /** Of the option, from 0. */
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.postId, t.actorId, t.position] }),
    index('poll_votes_actor').on(t.actorId),
  ],
);

export type Poll = typeof polls.$inferSelect;
