import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** The files behind the pictures of our own profiles. */
export const profilePictures = pgTable(
  'profile_pictures',
  {
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    place: text('place', { enum: ['avatar', 'header'] }).notNull(),
    media: text('media').notNull(),
  },
  (t) => [primaryKey({ columns: [t.actorId, t.place] })],
);

export type PicturePlace = (typeof profilePictures.$inferSelect)['place'];
