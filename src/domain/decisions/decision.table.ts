import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { polls } from '../polls/poll.table.ts';

/** What the district's assembly decides: beside the poll that asks it, who has a voice and what makes it valid. */
export const decisions = pgTable('decisions', {
  postId: id('post_id')
    .primaryKey()
    .references(() => polls.postId, { onDelete: 'cascade' }),
  /** How many of a hundred voices have to be cast; null where any number will do. */
  quorum: integer('quorum'),
  /** How many voices there are: the length of the roll when it was opened. */
  voices: integer('voices').notNull(),
});

/**
 * Whose voices count, since the opening, and whose have been cast. Of what was cast there is only the sum in `polls`:
 * no row, time, order or number ties the two.
 */
export const electoralRoll = pgTable(
  'electoral_roll',
  {
    postId: id('post_id')
      .notNull()
      .references(() => polls.postId, { onDelete: 'cascade' }),
    memberId: id('member_id')
      .notNull()
      .references(() => actors.id),
    /** Who cast it, as {@link callerName} says; null until then. */
    castBy: text('cast_by'),
  },
  (t) => [primaryKey({ columns: [t.postId, t.memberId] }), index('electoral_roll_member').on(t.memberId)],
);

export type Decision = typeof decisions.$inferSelect;
