import { and, eq, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { noticeOf } from '../notices/notice-reads.ts';
import { pollFacts } from '../polls/poll.ts';
import { addPoll } from '../polls/write-poll.ts';
import { addImages } from '../posts/images.ts';
import type { Post } from '../posts/post.table.ts';
import { postById, requireReadable } from '../posts/post-reads.ts';
import { publishPost } from '../posts/write-post.ts';
import { takeUploads } from '../uploads/upload.ts';
import { type ComposedText, composeText, type Lookup } from './compose-status.ts';
import { idempotencyKeys } from './status.table.ts';
import { type NewStatus, newStatus } from './status.ts';

const KEYS_KEPT_MS = 60 * 60_000;

/**
 * Publishes what somebody wrote in a client. What is public and answers nobody is an announcement, which the district
 * passes on; all else is a note. The same `key` within an hour gives the post that it gave before.
 * @throws {UserError} `invalid`, `forbidden`, `not-found` for what it answers
 */
export async function publishStatus(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  input: NewStatus,
  { lookup, key }: { readonly lookup: Lookup; readonly key?: string | undefined },
): Promise<Post> {
  requireActingFor(caller, actorId);
  const status = parseInput(newStatus, input);
  const text = status.text.trim();
  if (text === '' && status.mediaIds.length === 0) throw new UserError('invalid', 'status_empty', {}, 'text');
  if (status.poll !== undefined && status.mediaIds.length > 0) {
    throw new UserError('invalid', 'poll_with_media', {}, 'mediaIds');
  }
  const composed = await composeText(domain, lookup, text);
  return domain.db.transaction(async (tx) => {
    const before = key === undefined ? undefined : await publishedUnder(tx, domain, actorId, key);
    if (before !== undefined) return before;
    const post = await insert(tx, domain, caller, actorId, status, composed);
    if (key !== undefined) {
      await tx
        .update(idempotencyKeys)
        .set({ postId: post.id })
        .where(and(eq(idempotencyKeys.actorId, actorId), eq(idempotencyKeys.key, key)));
    }
    return post;
  });
}

async function insert(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  actorId: Id,
  status: ReturnType<typeof newStatus.parse>,
  composed: ComposedText,
): Promise<Post> {
  const { mentionIds, ...text } = composed;
  const target = status.inReplyTo === undefined ? undefined : await answered(tx, actorId, status.inReplyTo);
  const isTalk = target !== undefined || status.visibility !== 'public';
  const kind = status.poll !== undefined ? 'question' : isTalk ? 'note' : 'announcement';
  const id = domain.ids();
  const { addresses } = domain;
  const page = {
    question: addresses.pollPage,
    announcement: addresses.announcementPage,
    note: addresses.notePage,
  };
  const named = new Set([
    ...mentionIds,
    ...(target?.counterpartId === undefined ? [] : [target.counterpartId]),
  ]);
  named.delete(actorId);
  const post = await publishPost(tx, domain, caller, {
    ...text,
    id,
    actorId,
    kind,
    url: page[kind](id),
    title: null,
    language: status.language ?? 'it',
    visibility: status.visibility,
    passedOn: !isTalk,
    warning: status.warning || null,
    sensitive: status.sensitive || status.warning !== '',
    mentionIds: [...named],
    ...(target === undefined ? {} : { inReplyTo: target.uri }),
    ...(target?.recipientId === undefined ? {} : { recipientId: target.recipientId }),
  });
  await addImages(tx, id, await takeUploads(tx, domain, actorId, status.mediaIds));
  if (status.poll !== undefined) {
    const { options, expiresIn, multiple } = status.poll;
    const endsAt = new Date(post.publishedAt.getTime() + expiresIn * 1000);
    await addPoll(tx, id, { ...parseInput(pollFacts, { options, multiple, endsAt }), electorate: 'anyone' });
  }
  return post;
}

interface Answered {
  readonly uri: string;
  /** Whose post is answered: of ours, and so an enquiry to them. */
  readonly recipientId: Id | undefined;
  /** Who is meant where a notice of the node is answered. */
  readonly counterpartId: Id | undefined;
}

/** A notice of the node is answered to whom it tells of, about what it tells of; all else to its author. */
async function answered(tx: Transaction, actorId: Id, postId: Id): Promise<Answered> {
  const post = await requireReadable(tx, postId, actorId);
  const notice = await noticeOf(tx, postId);
  if (notice?.counterpartId) {
    const about = notice.aboutPostId === null ? undefined : await postById(tx, notice.aboutPostId);
    const { counterpartId } = notice;
    return { uri: about?.uri ?? post.uri, recipientId: counterpartId, counterpartId };
  }
  // An answer to oneself speaks to nobody new.
  const recipientId = post.actorId === actorId ? undefined : post.actorId;
  return { uri: post.uri, recipientId, counterpartId: undefined };
}

/** What was published under this key; without, the key is taken, and whoever comes with it meanwhile waits. */
async function publishedUnder(
  tx: Transaction,
  domain: Domain,
  actorId: Id,
  key: string,
): Promise<Post | undefined> {
  const createdAt = domain.clock.now();
  const mine = and(eq(idempotencyKeys.actorId, actorId), eq(idempotencyKeys.key, key));
  await tx
    .delete(idempotencyKeys)
    .where(and(mine, lt(idempotencyKeys.createdAt, new Date(createdAt.getTime() - KEYS_KEPT_MS))));
  const taken = await tx
    .insert(idempotencyKeys)
    .values({ actorId, key, createdAt })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  if (taken.length > 0) return undefined;
  const [known] = await tx.select().from(idempotencyKeys).where(mine);
  return known?.postId ? postById(tx, known.postId) : undefined;
}

export async function sweepIdempotencyKeys(domain: Domain): Promise<void> {
  const limit = new Date(domain.clock.now().getTime() - KEYS_KEPT_MS);
  await domain.db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, limit));
}
