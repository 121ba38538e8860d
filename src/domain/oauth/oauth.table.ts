import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { accounts } from '../accounts/account.table.ts';
import { actors } from '../actors/actor.table.ts';
import type { Scope } from './scopes.ts';

/** Programs that people use instead of the pages. Anyone may register one: it can do nothing until somebody agrees. */
export const oauthApps = pgTable(
  'oauth_apps',
  {
    id: id('id').primaryKey(),
    clientId: text('client_id').notNull().unique(),
    clientSecretHash: text('client_secret_hash').notNull(),
    name: text('name').notNull(),
    website: text('website'),
    redirectUris: text('redirect_uris').array().notNull(),
    scopes: text('scopes').array().$type<Scope[]>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('oauth_apps_created').on(t.createdAt)],
);

/** Access that somebody or an application has; the token itself is known by its hash alone. */
export const oauthTokens = pgTable(
  'oauth_tokens',
  {
    id: id('id').primaryKey(),
    tokenHash: text('token_hash').notNull().unique(),
    appId: id('app_id')
      .notNull()
      .references(() => oauthApps.id, { onDelete: 'cascade' }),
    /** Null for an application in its own name. */
    accountId: id('account_id').references(() => accounts.id),
    /** In whose name it acts: the person, or an organisation that it edits. */
    actorId: id('actor_id').references(() => actors.id),
    scopes: text('scopes').array().$type<Scope[]>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('oauth_tokens_app').on(t.appId),
    index('oauth_tokens_account').on(t.accountId, t.id),
    index('oauth_tokens_actor').on(t.actorId),
  ],
);

/** What the consent page hands to an application, to be exchanged for a token once and soon. */
export const oauthCodes = pgTable(
  'oauth_codes',
  {
    codeHash: text('code_hash').primaryKey(),
    appId: id('app_id')
      .notNull()
      .references(() => oauthApps.id, { onDelete: 'cascade' }),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    scopes: text('scopes').array().$type<Scope[]>().notNull(),
    redirectUri: text('redirect_uri').notNull(),
    /** PKCE (RFC 7636), S256. */
    codeChallenge: text('code_challenge'),
    expiresAt: instant('expires_at').notNull(),
    /** The token that it was exchanged for. */
    tokenId: id('token_id'),
  },
  (t) => [
    index('oauth_codes_expires').on(t.expiresAt),
    index('oauth_codes_app').on(t.appId),
    index('oauth_codes_account').on(t.accountId),
    index('oauth_codes_actor').on(t.actorId),
  ],
);

export type OauthApp = typeof oauthApps.$inferSelect;
