import { and, eq } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { nodeActors } from '../node/node-reads.ts';
import { memberships } from './membership.table.ts';
import { requireCharter } from './membership.ts';
import { requireSpeakingFor } from './speak-for.ts';

/**
 * One of ours that belongs already accepts the charter as it is now; `charter` is the version that it has read.
 * @throws {UserError} `forbidden`, `not-found`, `conflict` where a newer version has come
 */
export async function acceptCharter(
  domain: Domain,
  caller: Caller,
  memberId: Id,
  charter: string,
): Promise<void> {
  await domain.db.transaction(async (tx) => {
    await requireSpeakingFor(tx, caller, memberId);
    const { group } = await nodeActors(tx);
    if (group.charter === null) throw new UserError('not-found', 'charter_missing');
    requireCharter(group, charter);
    const [accepted] = await tx
      .update(memberships)
      .set({ charter, charterAcceptedAt: domain.clock.now() })
      .where(
        and(
          eq(memberships.memberId, memberId),
          eq(memberships.groupId, group.id),
          eq(memberships.state, 'admitted'),
        ),
      )
      .returning({ id: memberships.id });
    if (accepted === undefined) throw new UserError('not-found', 'membership_unknown');
    await recordEvent(tx, domain, caller, {
      type: 'charter-accepted',
      actorId: memberId,
      subjectId: accepted.id,
      data: { charter },
    });
  });
}
