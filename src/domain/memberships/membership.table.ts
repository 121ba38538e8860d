import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/**
 * What ties a subject to a group: a district, a network or an association. What is known is kept as facts, each with
 * the time at which it was learnt here; the state follows from them. Who asks again after the end has a new one.
 */
export const memberships = pgTable(
  'memberships',
  {
    id: id('id').primaryKey(),
    /** The IRI of the Join that asked for it. */
    joinUri: text('join_uri').notNull().unique(),
    memberId: id('member_id')
      .notNull()
      .references(() => actors.id),
    groupId: id('group_id')
      .notNull()
      .references(() => actors.id),
    /** What the subject wrote to the group. */
    message: text('message').notNull(),
    /** The version of the group's charter that the subject accepted (IRI). */
    charter: text('charter'),
    state: text('state', {
      enum: ['asked', 'admitted', 'refused', 'withdrawn', 'left', 'removed'],
    }).notNull(),
    /** As the one who asks says: by it the last of several requests is known. */
    askedAt: instant('asked_at').notNull(),
    charterAcceptedAt: instant('charter_accepted_at'),
    admittedAt: instant('admitted_at'),
    refusedAt: instant('refused_at'),
    leftAt: instant('left_at'),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    index('memberships_pair').on(t.memberId, t.groupId),
    index('memberships_group').on(t.groupId, t.state, t.id),
    index('memberships_group_changed').on(t.groupId, t.changedAt, t.id),
    index('memberships_member').on(t.memberId, t.changedAt, t.id),
  ],
);

/** What groups of other nodes say of who belongs to them: the last word of each about a subject. */
export const affiliations = pgTable(
  'affiliations',
  {
    groupId: id('group_id')
      .notNull()
      .references(() => actors.id),
    memberUri: text('member_uri').notNull(),
    listed: boolean('listed').notNull(),
    /** When the group said so, by its own clock. */
    saidAt: instant('said_at').notNull(),
    /** When the subject's own server was last asked what it says of it. */
    askedAt: instant('asked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.groupId, t.memberUri] }),
    index('affiliations_member').on(t.memberUri).where(sql`listed`),
  ],
);

export type Membership = typeof memberships.$inferSelect;
