import { index, integer, pgTable, real, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** Pictures handed in, until a post takes them; those that none takes within a day are swept away. */
export const uploads = pgTable(
  'uploads',
  {
    id: id('id').primaryKey(),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    media: text('media').notNull(),
    preview: text('preview').notNull(),
    mediaType: text('media_type').notNull(),
    alt: text('alt').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    blurhash: text('blurhash').notNull(),
    focusX: real('focus_x'),
    focusY: real('focus_y'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('uploads_actor').on(t.actorId), index('uploads_age').on(t.createdAt)],
);

export type Upload = typeof uploads.$inferSelect;
