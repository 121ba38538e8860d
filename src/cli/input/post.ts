import type { Services } from '../../app/services.ts';
import { remoteLookup } from '../../federation/remote/remote-lookup.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';

type Unknown = 'proposal_unknown' | 'order_unknown' | 'event_unknown';

/**
 * What a command speaks of: by its number here, by the address of its page here, or by an address of another node,
 * which is asked where the post is not known yet. @throws {UserError} `not-found`, as `unknown` says it
 */
export async function readPost(services: Services, written: string, unknown: Unknown): Promise<Id> {
  const { addresses } = services.domain;
  const last = written.startsWith(`${addresses.origin}/`)
    ? written.slice(written.lastIndexOf('/') + 1)
    : written;
  if (isId(last)) return last;
  const found = await remoteLookup(services.federation).address(written);
  if (found === undefined || !('post' in found)) throw new UserError('not-found', unknown, { id: written });
  return found.post.id;
}
