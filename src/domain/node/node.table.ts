import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { LICENCE_NAMES } from './licences.ts';

/** One row: which actors are the node itself (Application) and its district or network (Group), and what it has decided. */
export const node = pgTable('node', {
  one: boolean('one').primaryKey().default(true),
  applicationId: id('application_id')
    .notNull()
    .references(() => actors.id),
  groupId: id('group_id')
    .notNull()
    .references(() => actors.id),
  /** For readers who ask for none that we have; null until the first start of a version that knows it. */
  locale: text('locale', { enum: ['it', 'en'] }),
  /** An e-mail address for whoever wants to write to the coordinators. */
  contact: text('contact'),
  /** Of links and buttons: "#2c6440"; null for the one that comes with the program. */
  accent: text('accent'),
  /** Of the open data (SPDX); null: all rights stay with those who wrote them. */
  licence: text('licence', { enum: LICENCE_NAMES }),
  /** Whether anyone may ask to belong from the pages. */
  takesApplications: boolean('takes_applications').notNull().default(true),
  /** Whether only servers in `allowed_hosts` are heard and told. */
  allowListOnly: boolean('allow_list_only').notNull().default(false),
  /** When the first-run assistant was finished or put away. */
  welcomedAt: instant('welcomed_at'),
  backedUpAt: instant('backed_up_at'),
});
