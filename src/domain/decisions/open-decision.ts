import { and, eq, isNull, not, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import { textToHtml } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { actors } from '../actors/actor.table.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { members } from '../members/member.table.ts';
import { nodeActors } from '../node/node-reads.ts';
import { sendNotice } from '../notices/send-notice.ts';
import { requireTimelyEnd } from '../polls/poll.ts';
import { addPoll } from '../polls/write-poll.ts';
import { hashtagsIn } from '../posts/hashtags.ts';
import type { Post } from '../posts/post.table.ts';
import { publishPost } from '../posts/write-post.ts';
import { decisions, electoralRoll } from './decision.table.ts';
import { type NewDecision, newDecision, type VOICES } from './decision.ts';

/**
 * The district asks its members: one voice for each who belongs to it now, organisations or people. The roll is fixed
 * with the opening, so that nobody is taken in to tip the scales.
 * @throws {UserError} `invalid`, `forbidden` unless a coordinator asks
 */
export async function openDecision(domain: Domain, caller: Caller, input: NewDecision): Promise<Post> {
  requireCoordinator(caller);
  const { question, text, electorate, quorum, language, ...asked } = parseInput(newDecision, input);
  requireTimelyEnd(asked.endsAt, domain.clock.now());
  return domain.db.transaction(async (tx) => {
    const { group } = await nodeActors(tx);
    const id = domain.ids();
    const post = await publishPost(tx, domain, caller, {
      id,
      actorId: group.id,
      kind: 'question',
      url: domain.addresses.decisionPage(id),
      title: question,
      content: text === '' ? '' : textToHtml(text),
      source: text,
      language,
      tags: hashtagsIn(`${question} ${text}`),
    });
    await addPoll(tx, id, { ...asked, electorate });
    const voices = await enrol(tx, id, electorate);
    if (voices === 0) throw new UserError('invalid', 'nobody_to_vote', {}, 'electorate');
    await tx.insert(decisions).values({ postId: id, quorum: quorum ?? null, voices });
    await sendNotice(tx, domain, await enrolled(tx, id), {
      kind: 'decision-opened',
      title: question,
      path: `/decisioni/${id}`,
      aboutPostId: id,
    });
    return post;
  });
}

async function enrolled(tx: Transaction, postId: Id): Promise<Id[]> {
  const rows = await tx
    .select({ id: electoralRoll.memberId })
    .from(electoralRoll)
    .where(eq(electoralRoll.postId, postId));
  return rows.map(({ id }) => id);
}

/** Writes the roll: the members of that sort, as they are now. Answers how many they are. */
async function enrol(tx: Transaction, id: Id, electorate: (typeof VOICES)[number]): Promise<number> {
  const isPerson = eq(actors.type, 'Person');
  await tx.insert(electoralRoll).select(
    tx
      .select({
        postId: sql`${id}::bigint`.as('post_id'),
        memberId: members.id,
        castBy: sql`NULL::text`.as('cast_by'),
      })
      .from(members)
      .innerJoin(actors, eq(actors.id, members.id))
      .where(
        and(
          isNull(members.leftAt),
          isNull(actors.deletedAt),
          // Whose account is elsewhere has no way to a secret ballot here.
          isNull(actors.host),
          electorate === 'people' ? isPerson : not(isPerson),
        ),
      ),
  );
  return tx.$count(electoralRoll, eq(electoralRoll.postId, id));
}
