import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** Of whom one of ours wants to see nothing: blocked, and so kept away too, or muted, without their knowing. */
export const aversions = pgTable(
  'aversions',
  {
    id: id('id').notNull().unique(),
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    targetId: id('target_id')
      .notNull()
      .references(() => actors.id),
    kind: text('kind', { enum: ['block', 'mute'] }).notNull(),
    /** Whether a mute is for notifications too. */
    notifications: boolean('notifications').notNull().default(true),
    /** When a mute ends by itself. */
    endsAt: instant('ends_at'),
    /** The IRI of the Block of somebody elsewhere. */
    uri: text('uri').unique(),
  },
  (t) => [
    primaryKey({ columns: [t.ownerId, t.targetId, t.kind] }),
    index('aversions_owner').on(t.ownerId, t.kind, t.id),
    index('aversions_target').on(t.targetId),
    index('aversions_ends').on(t.endsAt),
  ],
);

export type Aversion = typeof aversions.$inferSelect;
