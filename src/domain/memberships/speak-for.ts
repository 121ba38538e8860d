import type { Id } from '../../platform/ids.ts';
import { type Caller, requireActingFor, requireCoordinator } from '../caller.ts';
import type { Queryable } from '../domain.ts';
import { nodeActors } from '../node/node-reads.ts';

/**
 * Who speaks for one of our actors about its ties: the coordinators for the district or network itself, for all
 * others those who act for them.
 * @throws {UserError} `forbidden`
 */
export async function requireSpeakingFor(db: Queryable, caller: Caller, actorId: Id): Promise<void> {
  const { group } = await nodeActors(db);
  if (actorId === group.id) requireCoordinator(caller);
  else requireActingFor(caller, actorId);
}
