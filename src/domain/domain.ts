import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/database/database.ts';
import type { IdGenerator } from '../platform/ids.ts';
import type { MediaStore } from '../platform/media/media-store.ts';
import type { Vault } from '../platform/vault.ts';
import type { Addresses } from './addresses.ts';

/** What every use case works with. */
export interface Domain {
  readonly db: Database;
  readonly ids: IdGenerator;
  readonly clock: Clock;
  readonly addresses: Addresses;
  readonly media: MediaStore;
  readonly vault: Vault;
}

/** The database, or a transaction in it. */
export type Queryable = Database | Transaction;
