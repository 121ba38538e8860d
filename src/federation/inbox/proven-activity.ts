import { createPublicKey } from 'node:crypto';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { isBlocked } from '../../domain/moderation/blocked-hosts.ts';
import type { Federation } from '../federation.ts';
import type { JsonObject } from '../json/context.ts';
import { verifyProof } from '../json/proof.ts';
import type { RemoteKey } from '../keys/remote-keys.ts';
import { type Activity, readActivity } from './activity.ts';

/** An activity that is its actor's own word, whoever brought it. */
export interface ProvenActivity {
  readonly activity: Activity;
  readonly actor: Actor;
}

/**
 * The activity in a document as it was received, if a proof inside it (FEP-8b32) by a key of its actor holds.
 * `keyAt` finds the key at an address.
 */
export async function provenActivity(
  federation: Federation,
  document: JsonObject,
  keyAt: (uri: string) => Promise<RemoteKey | undefined>,
): Promise<ProvenActivity | undefined> {
  let owner: Actor | undefined;
  const signedBy = await verifyProof(document, {
    now: federation.domain.clock.now(),
    publicKeyOf: async (uri) => {
      const key = await keyAt(uri);
      owner = key?.actor;
      return key?.algorithm === 'ed25519' ? createPublicKey(key.publicKeyPem) : undefined;
    },
  });
  if (signedBy === undefined || owner === undefined) return undefined;
  if (owner.deletedAt !== null || owner.suspendedAt !== null) return undefined;
  if (await isBlocked(federation.domain.db, new URL(owner.uri).host)) return undefined;
  const activity = await readActivity(federation, document);
  return activity.actor === owner.uri ? { activity, actor: owner } : undefined;
}
