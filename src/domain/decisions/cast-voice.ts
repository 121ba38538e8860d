import { and, eq, isNull } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { actorById } from '../actors/actor-reads.ts';
import { type Caller, callerName, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { checkedChoice, isOver } from '../polls/poll.ts';
import { countVote, lockPoll } from '../polls/write-poll.ts';
import { electoralRoll } from './decision.table.ts';

/**
 * Casts the voice of a member, for good: the roll keeps that it was cast, the poll adds what was chosen to its sums, and
 * nothing ties the two, so that it can be neither looked up nor changed (docs/adr/0007). No event is recorded either.
 * @param positions of the options, from 0
 * @throws {UserError} `not-found`, `forbidden` without a voice, `conflict` (over, cast already), `invalid`
 */
export async function castVoice(
  domain: Domain,
  caller: Caller,
  memberId: Id,
  id: Id,
  positions: readonly number[],
): Promise<void> {
  requireActingFor(caller, memberId);
  await domain.db.transaction(async (tx) => {
    const poll = await lockPoll(tx, id);
    if (poll === undefined || poll.electorate === 'anyone') {
      throw new UserError('not-found', 'question_unknown', { id });
    }
    if (isOver(poll, domain.clock.now())) throw new UserError('conflict', 'poll_over');
    const ofMember = and(eq(electoralRoll.postId, id), eq(electoralRoll.memberId, memberId));
    const [entry] = await tx.select().from(electoralRoll).where(ofMember);
    const member = await actorById(tx, memberId);
    if (entry === undefined || member === undefined || member.deletedAt !== null) {
      throw new UserError('forbidden', 'no_voice');
    }
    const cast = await tx
      .update(electoralRoll)
      .set({ castBy: callerName(caller) })
      .where(and(ofMember, isNull(electoralRoll.castBy)))
      .returning({ memberId: electoralRoll.memberId });
    if (cast.length === 0) throw new UserError('conflict', 'voted_already');
    await countVote(tx, poll, checkedChoice(poll, positions));
  });
}
