import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import { actorById } from '../actors/actor-reads.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { nodeActors } from '../node/node-reads.ts';
import { feedBoost } from '../timelines/feed-home.ts';
import { tellLive } from '../timelines/live.ts';
import { notifyBoosters } from './notify-boosters.ts';
import { announces, type Post, posts, type Visibility } from './post.table.ts';
import { conversationOf, tellLocals } from './tell-locals.ts';

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
  /** Whom alone it is for. */
  readonly recipientId?: Id;
  /** Without, `direct` where it is for one alone, else `public`. */
  readonly visibility?: Visibility;
  /** Whether the district passes it on; without, if it is public. */
  readonly passedOn?: boolean;
  readonly warning?: string | null;
  readonly sensitive?: boolean;
  /** Whom it names. */
  readonly mentionIds?: readonly Id[];
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
  const { mentionIds = [], passedOn, ...facts } = draft;
  const visibility = draft.visibility ?? (draft.recipientId === undefined ? 'public' : 'direct');
  const isPassedOn = visibility === 'public' && (passedOn ?? true);
  const isOfDistrict = isPassedOn || visibility === 'scoped';
  const [post] = await tx
    .insert(posts)
    .values({
      ...facts,
      uri: domain.addresses.object(draft.id),
      visibility,
      audienceId: isOfDistrict ? group.id : null,
      conversationId: await conversationOf(tx, draft),
      publishedAt,
    })
    .returning();
  if (post === undefined) throw new Error(`post ${draft.id} was not inserted`);
  const named = draft.recipientId === undefined ? mentionIds : [...mentionIds, draft.recipientId];
  await tellLocals(tx, domain, post, [...new Set(named)]);
  if (isPassedOn) await passOn(tx, domain, post);
  await recordEvent(tx, domain, caller, {
    type: 'post-published',
    actorId: draft.actorId,
    subjectId: post.id,
  });
  return post;
}

/** The district passes on what its members make public. */
export async function passOn(tx: Transaction, domain: Domain, post: Post): Promise<void> {
  const { group } = await nodeActors(tx);
  if (post.audienceId !== group.id || post.actorId === group.id) return;
  const id = domain.ids();
  const uri = domain.addresses.activity(id);
  const announce = { id, uri, actorId: group.id, postId: post.id, publishedAt: domain.clock.now() };
  await tx.insert(announces).values(announce);
  await feedBoost(tx, announce);
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

/** A post of the node itself to one of ours: told to that one here, and to nobody elsewhere. */
export async function insertPrivatePost(
  tx: Transaction,
  domain: Domain,
  author: Pick<Actor, 'id'>,
  readerId: Id,
  url: string,
): Promise<Post> {
  const id = domain.ids();
  const [post] = await tx
    .insert(posts)
    .values({
      id,
      uri: domain.addresses.object(id),
      url,
      actorId: author.id,
      kind: 'note',
      visibility: 'direct',
      content: '',
      conversationId: id,
      publishedAt: domain.clock.now(),
    })
    .returning();
  if (post === undefined) throw new Error(`post ${id} was not inserted`);
  await tellLocals(tx, domain, post, [readerId]);
  return post;
}

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
  change: Partial<Pick<Post, 'title' | 'content' | 'source' | 'tags' | 'warning' | 'sensitive' | 'language'>>,
): Promise<void> {
  // Later than the version before by at least a millisecond: readers elsewhere keep the latest.
  const before = (post.updatedAt ?? post.publishedAt).getTime();
  const updatedAt = new Date(Math.max(domain.clock.now().getTime(), before + 1));
  await tx
    .update(posts)
    .set({ ...change, updatedAt })
    .where(eq(posts.id, post.id));
  await notifyBoosters(tx, domain, post);
  await tellLive(tx, { event: 'edited', postId: post.id });
  await recordEvent(tx, domain, caller, {
    type: 'post-changed',
    actorId: post.actorId,
    subjectId: post.id,
  });
}
