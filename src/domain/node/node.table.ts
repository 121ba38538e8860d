import { boolean, pgTable } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** One row: which actors are the node itself (Application) and its district or network (Group). */
export const node = pgTable('node', {
  one: boolean('one').primaryKey().default(true),
  applicationId: id('application_id')
    .notNull()
    .references(() => actors.id),
  groupId: id('group_id')
    .notNull()
    .references(() => actors.id),
});
