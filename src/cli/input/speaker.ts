import type { Services } from '../../app/services.ts';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { requireLocalActor } from '../../domain/actors/actor-reads.ts';

/** In whose name a command acts (`--as`): a member, or the district itself. @throws {UserError} `not-found` */
export async function requireSpeaker(
  { domain, actors }: Services,
  handle: string | undefined,
): Promise<Actor> {
  return handle === undefined ? actors.group : requireLocalActor(domain.db, handle);
}
