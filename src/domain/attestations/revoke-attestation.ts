import { eq } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { changePost, lockOwnPost } from '../posts/write-post.ts';
import { attestations } from './attestation.table.ts';
import { type Revocation, revocation } from './attestation.ts';
import { attestationOf } from './write-attestation.ts';

/**
 * The district no longer stands by what it attested; it stays readable, with the reason.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `gone`, `conflict` where it is revoked already
 */
export async function revokeAttestation(
  domain: Domain,
  caller: Caller,
  id: Id,
  input: Revocation,
): Promise<void> {
  requireCoordinator(caller);
  const { reason } = parseInput(revocation, input);
  await domain.db.transaction(async (tx) => {
    const post = await lockOwnPost(tx, id, 'attestation');
    if ((await attestationOf(tx, id))?.revokedAt !== null) {
      throw new UserError('conflict', 'attestation_revoked_already');
    }
    await tx
      .update(attestations)
      .set({ revokedAt: domain.clock.now(), revocationReason: reason })
      .where(eq(attestations.postId, id));
    await changePost(tx, domain, caller, post, {});
  });
}
