import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

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
    visibility: text('visibility', { enum: ['public', 'unlisted', 'followers', 'direct'] }).notNull(),
    title: text('title'),
    /** Sanitised HTML. */
    content: text('content').notNull(),
    /** What the author typed, for our own. */
    source: text('source'),
    language: text('language'),
    tags: text('tags').array().notNull().default([]),
    /** The group it was published to. */
    audienceId: id('audience_id').references(() => actors.id),
    inReplyTo: text('in_reply_to'),
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
    index('posts_own').on(t.kind, t.publishedAt, t.id).where(sql`deleted_at IS NULL AND received IS NULL`),
    index('posts_actor_kind')
      .on(t.actorId, t.kind, t.publishedAt, t.id)
      .where(sql`deleted_at IS NULL AND visibility = 'public'`),
    index('posts_audience').on(t.audienceId, t.id),
    index('posts_in_reply_to').on(t.inReplyTo),
    index('posts_tags').using('gin', t.tags),
    index('posts_recipient').on(t.recipientId, t.id),
  ],
);

export const postImages = pgTable(
  'post_images',
  {
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

export type Post = typeof posts.$inferSelect;
export type PostImage = typeof postImages.$inferSelect;
export type Visibility = Post['visibility'];
