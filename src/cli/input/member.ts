import type { Services } from '../../app/services.ts';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { requireLocalActor } from '../../domain/actors/actor-reads.ts';
import { resolveHandle } from '../../federation/remote/webfinger-client.ts';

/** "@forno" of this district, or "@forno@altrove.example", asked of its server. @throws {UserError} */
export async function requireMember({ domain, federation }: Services, handle: string): Promise<Actor> {
  return handle.replace(/^@/, '').includes('@')
    ? resolveHandle(federation, handle)
    : requireLocalActor(domain.db, handle);
}
