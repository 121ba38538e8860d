import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';

/** Someone who can sign in: always a person who is a member. */
export const accounts = pgTable(
  'accounts',
  {
    id: id('id').primaryKey(),
    personId: id('person_id')
      .notNull()
      .unique()
      .references(() => actors.id),
    email: text('email').notNull(),
    passwordHash: text('password_hash').notNull(),
    role: text('role', { enum: ['coordinator', 'member'] }).notNull(),
    locale: text('locale', { enum: ['it', 'en'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    disabledAt: instant('disabled_at'),
  },
  (t) => [uniqueIndex('accounts_email').on(sql`lower(${t.email})`)],
);

/** Which organisations an account may act for. */
export const representatives = pgTable(
  'representatives',
  {
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.actorId] }), index('representatives_actor').on(t.actorId)],
);

/** One-time sign-up links. Only the hash of the token is kept. */
export const invitations = pgTable('invitations', {
  tokenHash: text('token_hash').primaryKey(),
  role: text('role', { enum: ['coordinator', 'member'] }).notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

export const sessions = pgTable(
  'sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('sessions_account').on(t.accountId), index('sessions_expiry').on(t.expiresAt)],
);
