import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorById } from '../../domain/actors/actor-reads.ts';
import type { Post } from '../../domain/posts/post.table.ts';
import { postById } from '../../domain/posts/post-reads.ts';
import type { Id } from '../../platform/ids.ts';
import {
  announceActivity,
  type Envelope,
  featuredActivity,
  likeActivity,
  undoActivity,
} from '../json/activities.ts';
import { type Draft, envelopeOf, privateDraft, type Telling } from './draft.ts';
import { inboxesOfFollowers, withoutBlocked } from './recipients.ts';

/** A Like, or its end: for the author of the post alone. */
export async function tellFavourite(telling: Telling): Promise<Draft[]> {
  const { federation, event, actor } = telling;
  const about = await subject(telling);
  if (about === undefined) return [];
  const { post, author } = about;
  const { favouriteId } = event.data as { favouriteId: Id };
  const uri = federation.domain.addresses.activity(favouriteId);
  const isUndone = event.type === 'favourite-undone';
  const id = isUndone ? federation.domain.ids() : favouriteId;
  return privateDraft(telling, { id, actor, to: author, subjectId: post.id }, (envelope) =>
    isUndone
      ? undoActivity(envelope, likeActivity({ ...envelope, uri }, post.uri))
      : likeActivity(envelope, post.uri),
  );
}

/** An Announce, or its end: for the actor's followers and the author of the post. */
export async function tellBoost(telling: Telling): Promise<Draft[]> {
  const { federation, db, event, actor } = telling;
  const about = await subject(telling);
  if (about === undefined) return [];
  const { post, author } = about;
  const { boostId } = event.data as { boostId: Id };
  const isUndone = event.type === 'boost-undone';
  const id = isUndone ? federation.domain.ids() : boostId;
  const base = envelopeOf(federation, event, id, actor);
  const envelope: Envelope = { ...base, cc: [...(base.cc ?? []), author.uri] };
  const uri = federation.domain.addresses.activity(boostId);
  const json = isUndone
    ? undoActivity(envelope, announceActivity({ ...envelope, uri }, post.uri))
    : announceActivity(envelope, post.uri);
  const followers = await inboxesOfFollowers(db, [actor.id]);
  const itsAuthor = author.host === null ? [] : await withoutBlocked(db, [author.inbox]);
  const inboxes = [...new Set([...followers, ...itsAuthor])];
  return [{ id, actor, subjectId: post.id, json, inboxes, public: true, listed: !isUndone }];
}

/** What is pinned is added to the actor's `featured`, as Mastodon does. */
export async function tellPin(telling: Telling): Promise<Draft[]> {
  const { federation, db, event, actor } = telling;
  const about = await subject(telling);
  if (about === undefined || about.post.visibility === 'followers') return [];
  const id = federation.domain.ids();
  const verb = event.type === 'post-pinned' ? 'Add' : 'Remove';
  const json = featuredActivity(verb, envelopeOf(federation, event, id, actor), about.post.uri);
  const inboxes = await inboxesOfFollowers(db, [actor.id]);
  return [{ id, actor, subjectId: about.post.id, json, inboxes, public: true, listed: false }];
}

async function subject({ db, event }: Telling): Promise<{ post: Post; author: Actor } | undefined> {
  const post = await postById(db, event.subjectId ?? '');
  const author = post && (await actorById(db, post.actorId));
  return post === undefined || author === undefined || post.deletedAt !== null ? undefined : { post, author };
}
