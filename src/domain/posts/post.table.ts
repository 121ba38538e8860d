import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** The words that a post is found by; what is HTML is no word. */
export function postWords(post: { readonly title: SQLWrapper; readonly content: SQLWrapper }): SQL {
  return sql`to_tsvector('italian_unaccented', coalesce(${post.title}, '') || ' ' || ${post.content})`;
}

/** Everything that someone published, here or elsewhere: announcements, notes, and the proposals' public side. */
export const posts = pgTable(
  'posts',
  {
    id: id('id').primaryKey(),
    uri: text('uri').notNull().unique(),
    url: text('url').notNull(),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    kind: text('kind', {
      enum: ['proposal', 'announcement', 'note', 'question', 'attestation', 'event', 'order'],
    }).notNull(),
    /** `scoped`: for members of some districts alone, see `domain/proposals/scope.ts`. */
    visibility: text('visibility', {
      enum: ['public', 'unlisted', 'followers', 'scoped', 'direct'],
    }).notNull(),
    title: text('title'),
    /** What it warns of before it shows itself ("content warning"), as plain text. */
    warning: text('warning'),
    /** Whether its pictures are shown only when asked for. */
    sensitive: boolean('sensitive').notNull().default(false),
    /** Sanitised HTML. */
    content: text('content').notNull(),
    /** What the author typed, for our own. */
    source: text('source'),
    language: text('language'),
    tags: text('tags').array().notNull().default([]),
    /** Pictures that stand for `:words:` of its text. */
    emojis: jsonb('emojis').$type<readonly Emoji[]>().notNull().default([]),
    /** The group it was published to. */
    audienceId: id('audience_id').references(() => actors.id),
    inReplyTo: text('in_reply_to'),
    /** The first post of its thread, as far as it is known here. */
    conversationId: id('conversation_id'),
    /** The one of ours that it speaks to, or the one that ours speaks to. */
    recipientId: id('recipient_id').references(() => actors.id),
    publishedAt: instant('published_at').notNull(),
    updatedAt: instant('updated_at'),
    /** Set when withdrawn: the row stays as a tombstone, emptied. */
    deletedAt: instant('deleted_at'),
    /** The object as it came, for what is not ours. */
    received: jsonb('received'),
  },
  (t) => [
    index('posts_actor').on(t.actorId, t.id),
    index('posts_kind')
      .on(t.kind, t.publishedAt, t.id)
      .where(sql`deleted_at IS NULL AND visibility = 'public'`),
    index('posts_written').on(t.kind, t.publishedAt).where(sql`received IS NULL`),
    index('posts_own').on(t.kind, t.publishedAt, t.id).where(sql`deleted_at IS NULL AND received IS NULL`),
    index('posts_actor_kind')
      .on(t.actorId, t.kind, t.publishedAt, t.id)
      .where(sql`deleted_at IS NULL AND visibility = 'public'`),
    // The timelines of all: what is new and open to everyone, in the order of arrival.
    index('posts_public')
      .on(t.id)
      .where(sql`deleted_at IS NULL AND visibility = 'public' AND in_reply_to IS NULL`),
    index('posts_public_own')
      .on(t.id)
      .where(sql`deleted_at IS NULL AND visibility = 'public' AND in_reply_to IS NULL AND received IS NULL`),
    index('posts_conversation').on(t.conversationId, t.id),
    index('posts_audience').on(t.audienceId, t.id),
    index('posts_in_reply_to').on(t.inReplyTo),
    index('posts_tags').using('gin', t.tags),
    index('posts_recipient').on(t.recipientId, t.id),
    index('posts_words').using('gin', postWords(t)).where(sql`deleted_at IS NULL AND visibility = 'public'`),
    index('posts_replies').on(t.id).where(sql`deleted_at IS NULL AND in_reply_to IS NOT NULL`),
    index('posts_direct').on(t.actorId, t.id).where(sql`deleted_at IS NULL AND visibility = 'direct'`),
  ],
);

export const postImages = pgTable(
  'post_images',
  {
    id: id('id').notNull().unique(),
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
    position: integer('position').notNull(),
    /** The name in our media store; null for a picture that stays where it came from. */
    media: text('media'),
    url: text('url').notNull(),
    mediaType: text('media_type').notNull(),
    alt: text('alt').notNull(),
    width: integer('width'),
    height: integer('height'),
    /** The name of a small version in our media store. */
    preview: text('preview'),
    /** What is shown of it until it has come (https://blurha.sh). */
    blurhash: text('blurhash'),
    /** What is to stay in view when it is cut: from -1 (left, bottom) to 1. */
    focusX: real('focus_x'),
    focusY: real('focus_y'),
  },
  (t) => [primaryKey({ columns: [t.postId, t.position] })],
);

/** Who passed on what (ActivityPub Announce, "boost"). */
export const announces = pgTable(
  'announces',
  {
    id: id('id').primaryKey(),
    uri: text('uri').notNull().unique(),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
    publishedAt: instant('published_at').notNull(),
    undone: boolean('undone').notNull().default(false),
  },
  (t) => [
    uniqueIndex('announces_once').on(t.actorId, t.postId).where(sql`NOT undone`),
    index('announces_post').on(t.postId),
    index('announces_actor').on(t.actorId, t.id),
  ],
);

/** Whom a post names, of those that we know. */
export const mentions = pgTable(
  'mentions',
  {
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
  },
  (t) => [primaryKey({ columns: [t.postId, t.actorId] }), index('mentions_actor').on(t.actorId, t.postId)],
);

/** What a post was before it was edited. */
export const postVersions = pgTable(
  'post_versions',
  {
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
    /** Since when it had been so. */
    since: instant('since').notNull(),
    title: text('title'),
    warning: text('warning'),
    sensitive: boolean('sensitive').notNull(),
    content: text('content').notNull(),
    images: jsonb('images').$type<readonly PostImage[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.postId, t.since] })],
);

/** A picture that stands for a word. */
export interface Emoji {
  /** Without the colons. */
  readonly shortcode: string;
  readonly url: string;
}

export type PostVersion = typeof postVersions.$inferSelect;
export type Post = typeof posts.$inferSelect;
export type PostImage = typeof postImages.$inferSelect;
/** A picture with what every reader of it needs. */
export type ShownImage = Pick<
  PostImage,
  'position' | 'media' | 'url' | 'mediaType' | 'alt' | 'width' | 'height'
>;
export type Visibility = Post['visibility'];
