import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { posts } from '../posts/post.table.ts';

/** What somebody without an account anywhere asks of an offer or a request of ours. */
export const emailEnquiries = pgTable(
  'email_enquiries',
  {
    id: id('id').primaryKey(),
    postId: id('post_id')
      .notNull()
      .references(() => posts.id),
    ownerId: id('owner_id')
      .notNull()
      .references(() => actors.id),
    name: text('name').notNull(),
    /** Sealed: only the node needs it, to send the answers. */
    email: bytea('email').notNull(),
    locale: text('locale', { enum: ['it', 'en'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    /** When whoever reads that mail box said that it was them: before that the owner sees nothing. */
    confirmedAt: instant('confirmed_at'),
    /** Of the last message: from here it is counted until all is forgotten. */
    lastAt: instant('last_at').notNull(),
  },
  (t) => [
    index('email_enquiries_owner').on(t.ownerId, t.id),
    index('email_enquiries_post').on(t.postId),
    index('email_enquiries_last').on(t.lastAt),
  ],
);

export const emailMessages = pgTable(
  'email_messages',
  {
    id: id('id').primaryKey(),
    enquiryId: id('enquiry_id')
      .notNull()
      .references(() => emailEnquiries.id, { onDelete: 'cascade' }),
    /** The one of ours that answers; null for who asked. */
    authorId: id('author_id').references(() => actors.id),
    text: text('text').notNull(),
    sentAt: instant('sent_at').notNull(),
  },
  (t) => [
    index('email_messages_enquiry').on(t.enquiryId, t.id),
    index('email_messages_author').on(t.authorId),
  ],
);

export type EmailEnquiry = typeof emailEnquiries.$inferSelect;
export type EmailMessage = typeof emailMessages.$inferSelect;
