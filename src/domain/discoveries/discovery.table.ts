import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** A search for districts and networks, from an address that somebody knew. */
export const discoveries = pgTable('discoveries', {
  id: id('id').primaryKey(),
  /** The host it began at. */
  host: text('host').notNull(),
  startedAt: instant('started_at').notNull(),
});

/** Whom a search heard of, and what came of asking them. */
export const sightings = pgTable(
  'sightings',
  {
    discoveryId: id('discovery_id')
      .notNull()
      .references(() => discoveries.id, { onDelete: 'cascade' }),
    uri: text('uri').notNull(),
    host: text('host').notNull(),
    /** How many steps from the beginning. */
    depth: integer('depth').notNull(),
    /** Who named it (IRI); null for the beginning. */
    namedBy: text('named_by'),
    state: text('state', {
      enum: ['waiting', 'reading', 'found', 'unlisted', 'other', 'refused', 'silent'],
    }).notNull(),
    /** The district or network, where it is one and may be shown. */
    actorId: id('actor_id').references(() => actors.id),
    askedAt: instant('asked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.discoveryId, t.uri] }),
    index('sightings_host').on(t.discoveryId, t.host),
    index('sightings_state').on(t.discoveryId, t.state),
    index('sightings_actor').on(t.actorId),
  ],
);

export type Sighting = typeof sightings.$inferSelect;
