import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** What a member may agree to show; what is not shown stays in `members` and never reaches its actor. */
export const SHOWABLE = ['kind', 'place', 'sectors', 'site', 'vat'] as const;
export type Showable = (typeof SHOWABLE)[number];

/** The district's own members, with what they told it. */
export const members = pgTable(
  'members',
  {
    id: id('id')
      .primaryKey()
      .references(() => actors.id),
    kind: text('kind').notNull(),
    sectors: text('sectors').array().notNull(),
    /** ISTAT code of the comune. */
    comune: text('comune'),
    site: text('site'),
    vatNumber: text('vat_number'),
    email: text('email'),
    shows: text('shows').array().$type<Showable[]>().notNull(),
    joinedAt: instant('joined_at').notNull(),
    leftAt: instant('left_at'),
  },
  (t) => [index('members_joined').on(t.joinedAt, t.id)],
);

export type Member = typeof members.$inferSelect;
