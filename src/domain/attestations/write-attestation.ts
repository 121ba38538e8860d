import { eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { type Attestation, attestations } from './attestation.table.ts';

/** All that an attestation says beside its post, ours or from elsewhere. */
export type AttestationTerms = Omit<Attestation, 'postId'>;

/** Gives the post its attestation; for a post that had another, {@link endAttestations} comes first. */
export async function addAttestation(tx: Transaction, postId: Id, terms: AttestationTerms): Promise<void> {
  await tx.insert(attestations).values({ ...terms, postId });
}

export async function endAttestations(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  await tx.delete(attestations).where(inArray(attestations.postId, [...postIds]));
}

export async function attestationOf(tx: Transaction, postId: Id): Promise<Attestation | undefined> {
  return (await tx.select().from(attestations).where(eq(attestations.postId, postId)))[0];
}
