import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { actors } from '../../domain/actors/actor.table.ts';
import { bytea, id, instant } from '../../platform/database/columns.ts';

/** The keys of everyone we know. Private ones are ours and sealed with a key that is not in the database. */
export const keys = pgTable(
  'keys',
  {
    uri: text('uri').primaryKey(),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    algorithm: text('algorithm', { enum: ['rsa', 'ed25519'] }).notNull(),
    /** SPKI, PEM. */
    publicKey: text('public_key').notNull(),
    /** PKCS#8 DER, sealed. */
    privateKey: bytea('private_key'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('keys_actor').on(t.actorId)],
);
