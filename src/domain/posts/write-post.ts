import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { actorById } from '../actors/actor-reads.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { nodeActors } from '../node/node-reads.ts';
import { announces, type Post, posts } from './post.table.ts';

/** What the use cases of proposals, announcements and answers have in common: a post of one of our own. */
export interface PostDraft {
  readonly id: Id;
  readonly actorId: Id;
  readonly kind: Post['kind'];
  readonly url: string;
  readonly title: string | null;
  readonly content: string;
  readonly source: string;
  readonly language: string;
  readonly tags: string[];
  readonly inReplyTo?: string;
  /** Whom alone it is for; without, it is public. */
  readonly recipientId?: Id;
}

/** Writes the post, lets the district pass on what its member made public, and records the event. */
export async function publishPost(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  draft: PostDraft,
): Promise<Post> {
  const { group } = await nodeActors(tx);
  const author = await actorById(tx, draft.actorId);
  if (author === undefined || author.host !== null || author.deletedAt !== null) {
    throw new UserError('not-found', 'member_unknown', { handle: draft.actorId });
  }
  const publishedAt = domain.clock.now();
  const isPublic = draft.recipientId === undefined;
  const [post] = await tx
    .insert(posts)
    .values({
      ...draft,
      uri: domain.addresses.object(draft.id),
      visibility: isPublic ? 'public' : 'direct',
      audienceId: isPublic ? group.id : null,
      publishedAt,
    })
    .returning();
  if (post === undefined) throw new Error(`post ${draft.id} was not inserted`);
  if (isPublic && author.id !== group.id) {
    const id = domain.ids();
    await tx.insert(announces).values({
      id,
      uri: domain.addresses.activity(id),
      actorId: group.id,
      postId: post.id,
      publishedAt,
    });
  }
  await recordEvent(tx, domain, caller, {
    type: 'post-published',
    actorId: draft.actorId,
    subjectId: post.id,
  });
  return post;
}

const UNKNOWN: Readonly<Record<Post['kind'], string>> = {
  proposal: 'proposal_unknown',
  announcement: 'announcement_unknown',
  note: 'announcement_unknown',
  question: 'question_unknown',
  attestation: 'attestation_unknown',
  event: 'event_unknown',
  order: 'order_unknown',
};

/**
 * One of our own posts, locked until the transaction ends.
 * @throws {UserError} `not-found`, `gone`
 */
export async function lockOwnPost(tx: Transaction, id: Id, kind: Post['kind']): Promise<Post> {
  const [post] = await tx
    .select()
    .from(posts)
    .where(and(eq(posts.id, id), eq(posts.kind, kind), isNull(posts.received)))
    .for('update');
  if (post === undefined) throw new UserError('not-found', UNKNOWN[kind], { id });
  if (post.deletedAt !== null) throw new UserError('gone', 'already_withdrawn', { id });
  return post;
}

export async function changePost(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  post: Post,
  change: Partial<Pick<Post, 'title' | 'content' | 'source' | 'tags'>>,
): Promise<void> {
  // Later than the version before by at least a millisecond: readers elsewhere keep the latest.
  const before = (post.updatedAt ?? post.publishedAt).getTime();
  const updatedAt = new Date(Math.max(domain.clock.now().getTime(), before + 1));
  await tx
    .update(posts)
    .set({ ...change, updatedAt })
    .where(eq(posts.id, post.id));
  await recordEvent(tx, domain, caller, {
    type: 'post-changed',
    actorId: post.actorId,
    subjectId: post.id,
  });
}
