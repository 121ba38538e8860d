import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorById } from '../../domain/actors/actor-reads.ts';
import { isFollowedHere } from '../../domain/follows/follow-reads.ts';
import type { Post } from '../../domain/posts/post.table.ts';
import { postByUri } from '../../domain/posts/post-reads.ts';
import { receiveAnnounce, receivePost, receiveWithdrawal } from '../../domain/posts/receive-post.ts';
import { runUnderWay, settleItem } from '../../domain/reconciliations/run.ts';
import type { Handler } from '../../platform/queue/worker.ts';
import type { Federation } from '../federation.ts';
import { audienceOf, mentionedBy, readPostOf } from '../inbox/posts.ts';
import { httpUri, typesOf } from '../json/read.ts';
import { FetchError } from '../remote/fetch-document.ts';
import { type CanonicalDocument, canonicalDocument, resolveActor } from '../remote/resolve-actor.ts';
import type { FetchPost } from './jobs.ts';
import { isRefused, oneByOne } from './one-by-one.ts';

/** Asks the servers of posts for them. */
export function fetchPostHandler(federation: Federation): Handler {
  return oneByOne<FetchPost>(federation, (payload) =>
    payload.runId === undefined ? fetchPost(federation, payload) : fetchForRun(federation, payload),
  );
}

/** The same for a comparison, which is told what became of the difference. */
async function fetchForRun(federation: Federation, payload: FetchPost): Promise<void> {
  const { domain } = federation;
  const { uri, groupId, runId } = payload;
  if (groupId === undefined || runId === undefined) return;
  if ((await runUnderWay(domain.db, groupId, runId)) === undefined) return;
  const before = await postByUri(domain.db, uri);
  let failed: unknown;
  try {
    await fetchPost(federation, payload);
  } catch (error) {
    if (!isRefused(error) || (error instanceof FetchError && error.failure === 'unavailable')) throw error;
    failed = error;
  }
  const after = await postByUri(domain.db, uri);
  await domain.db.transaction((tx) =>
    settleItem(tx, domain, { groupId, runId }, uri, resultOf(before, after, failed)),
  );
  if (failed !== undefined) throw failed;
}

function resultOf(before: Post | undefined, after: Post | undefined, failed: unknown) {
  const version = (post: Post | undefined) =>
    `${post?.updatedAt?.getTime()} ${post?.publishedAt.getTime()} ${post?.deletedAt?.getTime()}`;
  if (version(before) !== version(after)) return 'mended';
  const isNowhere =
    failed instanceof FetchError && (failed.failure === 'gone' || failed.failure === 'missing');
  return isNowhere || (failed === undefined && after !== undefined) ? 'same' : 'kept';
}

async function fetchPost(federation: Federation, { uri, groupId, announce }: FetchPost): Promise<void> {
  const { domain } = federation;
  const announcer = groupId === undefined ? undefined : await actorById(domain.db, groupId);
  if (announcer !== undefined && !(await isFollowedHere(domain.db, announcer.id))) return;
  const known = await postByUri(domain.db, uri);
  // Known by its author's word since: there is nothing to ask.
  const document = known && announce ? undefined : await fetchOrForget(federation, uri, known);
  const post = document === undefined ? known : await takeInFetched(federation, uri, document, announcer);
  if (post === undefined || announcer === undefined || announce === undefined) return;
  await domain.db.transaction((tx) => receiveAnnounce(tx, domain, announce, announcer, post));
}

async function fetchOrForget(
  federation: Federation,
  uri: string,
  known: Post | undefined,
): Promise<CanonicalDocument> {
  try {
    const document = await canonicalDocument(federation, uri);
    if (typesOf(document.json).includes('Tombstone')) throw new FetchError('gone', `${uri} is a tombstone`);
    return document;
  } catch (error) {
    if (
      error instanceof FetchError &&
      (error.failure === 'gone' || error.failure === 'missing') &&
      known !== undefined
    ) {
      const { domain } = federation;
      const author = await actorById(domain.db, known.actorId);
      if (author) await domain.db.transaction((tx) => receiveWithdrawal(tx, domain, author, uri));
    }
    throw error;
  }
}

/**
 * Takes in a post for everyone, or for the members of ours too, that its own server gave, or vouches for.
 * @throws {FetchError} `refused` where its author is none
 */
export async function takeInFetched(
  federation: Federation,
  uri: string,
  { json, received }: CanonicalDocument,
  announcer: Actor | undefined,
): Promise<Post | undefined> {
  const { domain, allowPrivateAddresses: allowHttp } = federation;
  if (json.id !== uri) throw new FetchError('refused', `${uri} leads to another object`);
  const authorUri = httpUri(json.attributedTo, { allowHttp });
  const author = authorUri === undefined ? undefined : await resolveActor(federation, authorUri);
  if (
    author === undefined ||
    author.host === null ||
    author.deletedAt !== null ||
    author.suspendedAt !== null
  ) {
    throw new FetchError('refused', `${uri} has no author`);
  }
  const incoming = await readPostOf(domain.db, federation, author, json, received);
  const isForOne = incoming?.visibility === 'direct' || incoming?.visibility === 'followers';
  if (incoming === undefined || isForOne) return undefined;
  const passedOnBy = announcer?.type === 'Group' ? announcer : undefined;
  return domain.db.transaction(async (tx) => {
    // What a network passes on is its district's.
    const group = (await audienceOf(tx, author, json)) ?? passedOnBy;
    const mentionIds = await mentionedBy(tx, federation, json, incoming);
    return receivePost(tx, domain, author, group, { ...incoming, mentionIds });
  });
}
