import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { placeColumns } from '../places/place-columns.ts';
import { posts } from '../posts/post.table.ts';

/** What an event says beside its post, ours or from elsewhere. */
export const events = pgTable(
  'events',
  {
    postId: id('post_id')
      .primaryKey()
      .references(() => posts.id),
    /** Repeated from the post: lists are read from here. */
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    groupId: id('group_id').references(() => actors.id),
    own: boolean('own').notNull(),
    public: boolean('public').notNull(),
    startsAt: instant('starts_at').notNull(),
    /** When it counts as over, also where nobody said so. */
    endsAt: instant('ends_at').notNull(),
    endTold: boolean('end_told').notNull(),
    /** IANA's name of the zone whose clocks it goes by. */
    timeZone: text('time_zone').notNull(),
    venue: text('venue'),
    street: text('street'),
    ...placeColumns(),
    onlineAddress: text('online_address'),
    /** How many can come; null: no limit. */
    capacity: integer('capacity'),
    /** How many said that they come: counted for ours, as told for others. */
    attending: integer('attending').notNull().default(0),
    /** How one says yes: here by whoever wants to, by asking, on another page, or not at all. */
    joinMode: text('join_mode', { enum: ['free', 'restricted', 'external', 'none'] }).notNull(),
    /** Where, for `external`. */
    joinAddress: text('join_address'),
    state: text('state', { enum: ['confirmed', 'cancelled'] }).notNull(),
    /** Why it was cancelled. */
    stateNote: text('state_note'),
    /** Of another node's: who organises it, where that is not its author (Mobilizon's groups). */
    organiserUri: text('organiser_uri'),
    /** How many times it has changed (RFC 5545, 3.8.7.4). */
    sequence: integer('sequence').notNull().default(0),
  },
  (t) => [
    index('events_ends').on(t.endsAt).where(sql`public`),
    index('events_starts').on(t.startsAt, t.postId).where(sql`public`),
    index('events_owner').on(t.ownerId, t.startsAt, t.postId),
    index('events_group').on(t.groupId, t.startsAt, t.postId),
    index('events_comune').on(sql`lower(${t.comune})`, t.startsAt),
  ],
);

/** An event as somebody knew it who said yes: what has changed since is what it is not any more. Times are ISO 8601. */
export interface KnownEvent {
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly timeZone: string;
  readonly place: string;
  readonly onlineAddress: string | null;
  readonly cancelled: boolean;
}

/** Who said yes, or no more, to what. Kept where the event is withdrawn: they have to hear of it. */
export const attendances = pgTable(
  'attendances',
  {
    id: id('id').primaryKey(),
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    /** The IRI of their last Join. */
    joinUri: text('join_uri').unique(),
    /** When they last said yes and no more, by their own clock: the later one counts. */
    joinedAt: instant('joined_at'),
    leftAt: instant('left_at'),
    /** What the organiser says to the last Join. */
    answer: text('answer', { enum: ['asked', 'coming', 'refused'] }).notNull(),
    /** Follows from these. */
    state: text('state', { enum: ['asked', 'coming', 'refused', 'left'] }).notNull(),
    /** What an organiser elsewhere wrote with its answer. */
    note: text('note'),
    known: jsonb('known').$type<KnownEvent>(),
    /** Whether there is news for a letter to them, and the event as the last letter told it. */
    toTell: boolean('to_tell').notNull().default(false),
    told: jsonb('told').$type<KnownEvent>(),
  },
  (t) => [
    uniqueIndex('attendances_once').on(t.postId, t.actorId),
    index('attendances_post').on(t.postId, t.state, t.id),
    index('attendances_actor').on(t.actorId, t.id),
    index('attendances_to_tell').on(t.id).where(sql`to_tell`),
  ],
);

export type EventRow = typeof events.$inferSelect;
export type Attendance = typeof attendances.$inferSelect;
