import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** The groups elsewhere that were given a proposal of ours by name: they hear of its changes and of its end. */
export const hearers = pgTable(
  'proposal_hearers',
  {
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
    groupId: id('group_id')
      .notNull()
      .references(() => actors.id),
  },
  (t) => [primaryKey({ columns: [t.postId, t.groupId] }), index('proposal_hearers_group').on(t.groupId)],
);
