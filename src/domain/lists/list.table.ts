import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** Parts of a home timeline, by who wrote or passed on: one's own affair. */
export const lists = pgTable(
  'lists',
  {
    id: id('id').primaryKey(),
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    title: text('title').notNull(),
    repliesPolicy: text('replies_policy', { enum: ['followed', 'list', 'none'] }).notNull(),
    /** What stands in it stands no more at home. */
    exclusive: boolean('exclusive').notNull(),
  },
  (t) => [index('lists_owner').on(t.ownerId, t.id)],
);

export const listMembers = pgTable(
  'list_members',
  {
    listId: id('list_id')
      .notNull()
      .references(() => lists.id, { onDelete: 'cascade' }),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
  },
  (t) => [primaryKey({ columns: [t.listId, t.actorId] }), index('list_members_actor').on(t.actorId)],
);

export type List = typeof lists.$inferSelect;
