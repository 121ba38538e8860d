import type { Actor } from '../../domain/actors/actor.table.ts';
import { saveRemoteActor } from '../../domain/actors/remote-actor.ts';
import { replaceFlows } from '../../domain/flows/publish-flows.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { Federation } from '../federation.ts';
import { readActor } from '../json/actor-from-json.ts';
import type { JsonObject } from '../json/context.ts';
import { replaceKeys } from '../keys/remote-keys.ts';

/**
 * Takes in an actor with its keys, from the canonical form of its own document.
 * @throws {UserError} `invalid` for what is no actor
 */
export async function saveActor(tx: Transaction, federation: Federation, json: JsonObject): Promise<Actor> {
  const { domain, allowPrivateAddresses } = federation;
  const read = readActor(json, { allowHttp: allowPrivateAddresses });
  const actor = await saveRemoteActor(tx, domain, read.actor);
  if (actor.flows === null && actor.type === 'Group') await replaceFlows(tx, actor, []);
  await replaceKeys(tx, actor, read.keys, domain.clock.now());
  return actor;
}
