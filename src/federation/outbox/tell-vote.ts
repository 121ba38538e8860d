import { actorById } from '../../domain/actors/actor-reads.ts';
import { pollOf } from '../../domain/polls/poll-reads.ts';
import { postById } from '../../domain/posts/post-reads.ts';
import type { Id } from '../../platform/ids.ts';
import { createVote } from '../json/question-to-json.ts';
import { type Draft, privateDraft, type Telling } from './draft.ts';

/** Tells the author of a poll elsewhere, and nobody else, what one of ours chose: each choice by itself. */
export async function tellVote(telling: Telling): Promise<Draft[]> {
  const { federation, db, event, actor } = telling;
  const post = await postById(db, event.subjectId ?? '');
  const poll = post && (await pollOf(db, post.id));
  const to = post && (await actorById(db, post.actorId));
  if (post === undefined || poll === undefined || to === undefined) return [];
  const { positions } = event.data as { positions: readonly number[] };
  const drafts: Draft[] = [];
  for (const position of positions) {
    const id: Id = federation.domain.ids();
    const vote = {
      uri: `${actor.uri}#votes/${id}`,
      question: post.uri,
      label: poll.options[position] ?? '',
    };
    drafts.push(
      ...(await privateDraft(telling, { id, actor, to, subjectId: post.id }, (envelope) =>
        createVote(envelope, vote),
      )),
    );
  }
  return drafts;
}
