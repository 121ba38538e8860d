import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { placeColumns } from '../places/place-columns.ts';

/** The words that someone is found by. */
export function actorWords(actor: { readonly name: SQLWrapper; readonly summary: SQLWrapper }): SQL {
  return sql`to_tsvector('italian_unaccented', ${actor.name} || ' ' || ${actor.summary})`;
}

/** Who belongs to something, and lets itself be found. */
export const FOUND = sql`discoverable AND indexable AND deleted_at IS NULL AND member_of <> '{}'`;

export interface ProfileField {
  readonly name: string;
  readonly value: string;
}

/** The public face of everyone we know of, here and elsewhere. Private facts of our own are in `members`. */
export const actors = pgTable(
  'actors',
  {
    id: id('id').primaryKey(),
    uri: text('uri').notNull().unique(),
    type: text('type', { enum: ['Person', 'Organization', 'Group', 'Application', 'Service'] }).notNull(),
    /** Null for the node's own. */
    host: text('host'),
    handle: text('handle').notNull(),
    name: text('name').notNull(),
    /** Sanitised HTML. */
    summary: text('summary').notNull().default(''),
    url: text('url').notNull(),
    kind: text('kind'),
    sectors: text('sectors').array().notNull().default([]),
    ...placeColumns(),
    site: text('site'),
    /** Absolute addresses of its pictures: the small one, and the wide one above its profile. */
    avatarUrl: text('avatar_url'),
    headerUrl: text('header_url'),
    /** What it says of itself beside the rest, as Mastodon's profile fields: for our own what they typed, else HTML. */
    fields: jsonb('fields').$type<ProfileField[]>().notNull().default([]),
    /** Says of itself that a program speaks for it. */
    automated: boolean('automated').notNull().default(false),
    vatNumber: text('vat_number'),
    /** The groups that it says it belongs to (IRIs). */
    memberOf: text('member_of').array().notNull().default([]),
    inbox: text('inbox').notNull(),
    sharedInbox: text('shared_inbox'),
    outbox: text('outbox'),
    followers: text('followers'),
    offers: text('offers'),
    /** Its collection of members, where it takes any. */
    affiliations: text('affiliations'),
    /** Its collection of attestations, where it issues any. */
    attestations: text('attestations'),
    /** Its collection of flows, where it publishes them. */
    flows: text('flows'),
    /** Its collection of events to come (FEP-8a8e). */
    upcomingEvents: text('upcoming_events'),
    /** Its collection of what it said to everyone lately, where it keeps one. */
    changes: text('changes'),
    /** The version of its charter that whoever joins accepts (IRI). */
    charter: text('charter'),
    manuallyApproves: boolean('manually_approves').notNull().default(false),
    discoverable: boolean('discoverable').notNull().default(false),
    /** FEP-5feb: whether public posts may be indexed. */
    indexable: boolean('indexable').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    fetchedAt: instant('fetched_at'),
    suspendedAt: instant('suspended_at'),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    uniqueIndex('actors_handle_host').on(sql`lower(${t.handle})`, sql`coalesce(${t.host}, '')`),
    index('actors_directory')
      .on(sql`${t.name} COLLATE "it-x-icu"`, t.id)
      .where(sql`host IS NULL AND deleted_at IS NULL`),
    index('actors_words').using('gin', actorWords(t)).where(sql`host IS NULL AND deleted_at IS NULL`),
    // Of a network: those of its districts too.
    index('actors_found').on(sql`${t.name} COLLATE "it-x-icu"`, t.id).where(FOUND),
    index('actors_found_words').using('gin', actorWords(t)).where(FOUND),
    index('actors_host').on(t.host),
    index('actors_member_of').using('gin', t.memberOf),
  ],
);

export type Actor = typeof actors.$inferSelect;
export type NewActor = typeof actors.$inferInsert;
