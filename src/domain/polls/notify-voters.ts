import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { actors } from '../actors/actor.table.ts';
import type { Domain } from '../domain.ts';
import { notify } from '../notifications/notify.ts';
import type { Post } from '../posts/post.table.ts';
import { pollVotes } from './poll.table.ts';

/** Those of ours who voted hear that a poll has ended. Who voted by secret ballot is known to nobody. */
export async function notifyVoters(
  tx: Transaction,
  domain: Domain,
  post: Pick<Post, 'id' | 'actorId' | 'visibility' | 'conversationId'>,
): Promise<void> {
  const voters = await tx
    .selectDistinct({ id: actors.id })
    .from(pollVotes)
    .innerJoin(actors, eq(actors.id, pollVotes.actorId))
    .where(and(eq(pollVotes.postId, post.id), isNull(actors.host)));
  const ids = voters.map(({ id }) => id);
  await notify(tx, domain, ids, { kind: 'poll', actorId: post.actorId, post });
}
