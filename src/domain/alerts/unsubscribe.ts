import { eq } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { Domain } from '../domain.ts';
import { readSigned, signText } from '../signed-text.ts';
import { digests, savedSearches } from './alert.table.ts';

const PURPOSE = 'unsubscribe';

/** Which letters: those of one search, or the weekly one of an account. */
export type Subscription =
  | { readonly of: 'search'; readonly id: Id }
  | { readonly of: 'digest'; readonly id: Id };

/** Where whoever has a letter ends those like it, without signing in. */
export function unsubscribePage(domain: Domain, { of, id }: Subscription): string {
  return `${domain.addresses.origin}/disiscrizione/${signText(domain, PURPOSE, `${of}:${id}`)}`;
}

/** @throws {UserError} `not-found` for what no letter of ours says */
export function readSubscription(domain: Domain, key: string): Subscription {
  const [, of, id] = /^(search|digest):(\d{1,19})$/.exec(readSigned(domain, PURPOSE, key) ?? '') ?? [];
  if (id === undefined) throw new UserError('not-found', 'unsubscribe_unknown');
  return { of: of === 'search' ? 'search' : 'digest', id };
}

/** Ends them; once more is as good. @throws {UserError} `not-found` */
export async function unsubscribe(domain: Domain, key: string): Promise<void> {
  const { of, id } = readSubscription(domain, key);
  if (of === 'search') await domain.db.delete(savedSearches).where(eq(savedSearches.id, id));
  else await domain.db.delete(digests).where(eq(digests.accountId, id));
}
