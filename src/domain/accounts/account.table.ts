import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '../../platform/database/columns.ts';
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
    /** When somebody who reads that mail box said so. */
    emailConfirmedAt: instant('email_confirmed_at'),
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
export const invitations = pgTable(
  'invitations',
  {
    tokenHash: text('token_hash').primaryKey(),
    role: text('role', { enum: ['coordinator', 'member'] }).notNull(),
    /** A member already: the person that will sign in, or the organisation that it will act for. */
    memberId: id('member_id').references(() => actors.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('invitations_member').on(t.memberId)],
);

export const sessions = pgTable(
  'sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** To within an hour. */
    seenAt: instant('seen_at'),
    /** What the browser calls itself, so that people know their own. */
    agent: text('agent').notNull().default(''),
  },
  (t) => [index('sessions_account').on(t.accountId), index('sessions_expiry').on(t.expiresAt)],
);

/** Keys that open something once, sent by letter or held by a form. Only the hash is kept. */
export const accountKeys = pgTable(
  'account_keys',
  {
    tokenHash: text('token_hash').primaryKey(),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    /** `sign-in`: the password was right, the second step is to come. */
    purpose: text('purpose', { enum: ['reset', 'confirm-email', 'sign-in'] }).notNull(),
    /** The address that is confirmed by it. */
    email: text('email'),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('account_keys_account').on(t.accountId), index('account_keys_expiry').on(t.expiresAt)],
);

/** The second step of those who want one: codes that change with time (RFC 6238). */
export const secondSteps = pgTable('second_steps', {
  accountId: id('account_id')
    .primaryKey()
    .references(() => accounts.id),
  /** Sealed. */
  secret: bytea('secret').notNull(),
  /** Null until a first code has shown that the app has it. */
  confirmedAt: instant('confirmed_at'),
  /** The time step of the last code taken: none is taken twice. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
});

/** What stands in for a code when the telephone is lost; each once. Only hashes are kept. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    codeHash: text('code_hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.codeHash] })],
);

/** Copies of their data that people asked for. */
export const accountExports = pgTable(
  'account_exports',
  {
    id: id('id').primaryKey(),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    askedAt: instant('asked_at').notNull(),
    /** Null while it is being written. */
    readyAt: instant('ready_at'),
  },
  (t) => [
    index('account_exports_account').on(t.accountId, t.id),
    index('account_exports_asked').on(t.askedAt),
  ],
);

/** Keys that devices hold (WebAuthn): each signs in by itself. */
export const passkeys = pgTable(
  'passkeys',
  {
    /** The credential's id, base64url. */
    id: text('id').primaryKey(),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    publicKey: bytea('public_key').notNull(),
    /** How often it was used, where the device counts. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('passkeys_account').on(t.accountId)],
);

/** What devices were asked to sign, of an account or of whoever comes. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    challenge: text('challenge').primaryKey(),
    accountId: id('account_id').references(() => accounts.id),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    index('passkey_challenges_account').on(t.accountId),
    index('passkey_challenges_expiry').on(t.expiresAt),
  ],
);
