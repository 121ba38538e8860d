import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import { type AttestationTerms, addAttestation, endAttestations } from '../attestations/write-attestation.ts';
import { remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { type EventTerms, endEvents, writeEvent } from '../events/write-event.ts';
import { notify, unnotify } from '../notifications/notify.ts';
import { type OrderTerms, writeOrder } from '../orders/write-order.ts';
import { endPolls, type IncomingPoll, receivePoll } from '../polls/write-poll.ts';
import { addTerms, endTerms, type ProposalTerms } from '../proposals/write-terms.ts';
import { feedBoost, removeFromHome } from '../timelines/feed-home.ts';
import { tellLive } from '../timelines/live.ts';
import { endBoosts } from './boost.ts';
import { addImages, removeImages } from './images.ts';
import { notifyBoosters } from './notify-boosters.ts';
import { announces, type Emoji, type Post, type PostImage, posts } from './post.table.ts';
import { keepVersion } from './post-versions.ts';
import { addMentions, conversationOf, tellLocals } from './tell-locals.ts';
import { isForgotten, remember } from './tombstones.ts';
import { isForEveryone } from './visible-to.ts';
import { buryPost } from './withdraw-post.ts';

/** A picture that stays where it came from. */
export type IncomingImage = Pick<PostImage, 'url' | 'mediaType' | 'alt' | 'width' | 'height'> &
  Partial<Pick<PostImage, 'blurhash' | 'focusX' | 'focusY'>>;

/** A post of another node: read, sanitised, and known to be its author's. */
export interface IncomingPost {
  readonly uri: string;
  readonly url: string;
  readonly kind: Post['kind'];
  readonly visibility: Post['visibility'];
  readonly title: string | null;
  readonly warning?: string | null;
  readonly sensitive?: boolean;
  readonly content: string;
  readonly language: string | null;
  readonly tags: string[];
  readonly emojis?: readonly Emoji[];
  /** Whom it names, of those that we know. */
  readonly mentionIds?: readonly Id[];
  readonly inReplyTo: string | null;
  /** The one of ours that it speaks to. */
  readonly recipientId?: Id | null | undefined;
  readonly publishedAt: Date;
  readonly updatedAt: Date | null;
  readonly images: readonly IncomingImage[];
  readonly terms: ProposalTerms | undefined;
  readonly poll?: IncomingPoll | undefined;
  /** What a district attests with it, where its proof holds. */
  readonly attestation?: AttestationTerms | undefined;
  /** What it says as an event. */
  readonly event?: EventTerms | undefined;
  /** What it says as a collective order. */
  readonly order?: OrderTerms | undefined;
  /** Whether its author has declared it concluded. */
  readonly concluded: boolean;
  readonly received: unknown;
}

/**
 * Takes in a post or a newer version of it; older versions and what was withdrawn change nothing.
 * A post stays its first author's.
 */
export async function receivePost(
  tx: Transaction,
  domain: Domain,
  author: Actor,
  audience: Actor | undefined,
  incoming: IncomingPost,
): Promise<Post | undefined> {
  if (await isForgotten(tx, incoming.uri, incoming.terms && incoming.updatedAt)) return undefined;
  const {
    images,
    terms,
    concluded,
    poll,
    attestation,
    event,
    order,
    uri,
    mentionIds = [],
    ...facts
  } = incoming;
  const audienceId = audience?.id ?? null;
  // Most posts are new: to them goes the shortest way.
  const id = domain.ids();
  const fresh = {
    ...facts,
    recipientId: facts.recipientId ?? null,
    audienceId,
    conversationId: await conversationOf(tx, { id, inReplyTo: facts.inReplyTo }),
    id,
    uri,
    actorId: author.id,
    source: null,
    deletedAt: null,
    warning: facts.warning ?? null,
    sensitive: facts.sensitive ?? false,
    emojis: facts.emojis ?? [],
  };
  const [added] = await tx
    .insert(posts)
    .values(fresh)
    .onConflictDoNothing()
    .returning({ id: posts.id })
    .prepare('receive_post')
    .execute();
  const post = added === undefined ? await supersede(tx, domain, author, audienceId, incoming) : fresh;
  if (post === undefined) return refresh(tx, author, incoming);
  if (poll !== undefined) await receivePoll(tx, post.id, poll, { edited: true });
  await addImages(
    tx,
    post.id,
    images.map((image) => ({ ...unseen, ...image, id: domain.ids() })),
  );
  if (event !== undefined) await writeEvent(tx, post, event);
  if (terms !== undefined) {
    await addTerms(tx, post, stateOf(terms, concluded, domain.clock.now()), terms, {
      title: post.title ?? '',
      text: htmlToText(post.content),
      about: [author.name, terms.comune, terms.province, terms.region, ...(terms.sectors ?? [])],
    });
  }
  if (attestation !== undefined) await addAttestation(tx, post.id, attestation);
  if (order !== undefined) await writeOrder(tx, post, order);
  // Old posts that are read afterwards, of a group just followed, are news to nobody.
  if (added !== undefined) await tellLocals(tx, domain, post, mentionIds);
  return post;
}

const unseen = { media: null, preview: null, blurhash: null, focusX: null, focusY: null };

function stateOf({ expiresAt }: ProposalTerms, concluded: boolean, now: Date): 'open' | 'closed' | 'expired' {
  if (concluded) return 'closed';
  return expiresAt !== null && expiresAt !== undefined && expiresAt < now ? 'expired' : 'open';
}

/** The known post as it stands; only what is counted goes on without a newer version. */
async function refresh(
  tx: Transaction,
  author: Actor,
  { uri, poll }: IncomingPost,
): Promise<Post | undefined> {
  const [known] = await tx.select().from(posts).where(eq(posts.uri, uri));
  const isItsPoll = known?.kind === 'question' && known.actorId === author.id && known.deletedAt === null;
  if (isItsPoll && known.received !== null && poll !== undefined) {
    await receivePoll(tx, known.id, poll, { edited: false });
  }
  return known;
}

/** The known post with the facts of its newer version, bare of pictures and terms; undefined where it stays as it is. */
async function supersede(
  tx: Transaction,
  domain: Domain,
  author: Actor,
  audienceId: Id | null,
  incoming: IncomingPost,
): Promise<Post | undefined> {
  const {
    images: _,
    terms: __,
    attestation: ___,
    concluded: ____,
    order: _____,
    poll,
    event,
    uri,
    mentionIds = [],
    ...facts
  } = incoming;
  const [known] = await tx.select().from(posts).where(eq(posts.uri, uri)).for('update');
  if (known === undefined || !supersedes(incoming, known, author)) return undefined;
  if (known.deletedAt === null) await keepVersion(tx, known);
  await endTerms(tx, [known.id]);
  await endAttestations(tx, [known.id]);
  if (poll === undefined) await endPolls(tx, [known.id]);
  if (event === undefined) await endEvents(tx, [known.id]);
  await removeImages(tx, [known.id]);
  const [post] = await tx
    .update(posts)
    .set({ ...facts, audienceId: audienceId ?? known.audienceId, deletedAt: null })
    .where(eq(posts.id, known.id))
    .returning();
  if (incoming.visibility === 'scoped') await endBoosts(tx, domain, remote, known.id);
  await addMentions(tx, known.id, mentionIds);
  await notifyBoosters(tx, domain, known);
  await tellLive(tx, { event: 'edited', postId: known.id });
  return post;
}

function supersedes(incoming: IncomingPost, known: Post, author: Actor): boolean {
  if (known.actorId !== author.id || known.received === null) return false;
  // What its author took from us alone comes back with a later version: only proposals have a scope.
  if (known.deletedAt !== null && incoming.terms === undefined) return false;
  // An edit never makes a post seen by more people than its author first meant, unless its scope is chosen anew.
  const isFixed = known.visibility !== 'public' && known.visibility !== 'scoped';
  const widens = isFixed && known.visibility !== incoming.visibility;
  const newer = (incoming.updatedAt ?? incoming.publishedAt) > (known.updatedAt ?? known.publishedAt);
  return newer && !widens;
}

/** The author takes a post back, perhaps before we have seen it; `at`: when, by the author's clock. */
export async function receiveWithdrawal(
  tx: Transaction,
  domain: Domain,
  author: Actor,
  uri: string,
  at: Date = domain.clock.now(),
): Promise<void> {
  const [post] = await tx.select().from(posts).where(eq(posts.uri, uri)).for('update');
  if (post === undefined) return remember(tx, domain, uri, at);
  if (post.actorId !== author.id || post.received === null) return;
  // It was given again since: this is late.
  if (post.kind === 'proposal' && post.updatedAt !== null && at < post.updatedAt) return;
  await buryPost(tx, domain, post.id);
  await tx.update(posts).set({ updatedAt: at }).where(eq(posts.id, post.id));
}

/** Somebody passes a post on. */
export async function receiveAnnounce(
  tx: Transaction,
  domain: Domain,
  uri: string,
  actor: Actor,
  post: Post,
): Promise<void> {
  if (!isForEveryone(post)) return;
  if (await isForgotten(tx, uri)) return;
  const [boost] = await tx
    .insert(announces)
    .values({ id: domain.ids(), uri, actorId: actor.id, postId: post.id, publishedAt: domain.clock.now() })
    .onConflictDoNothing()
    .returning();
  if (boost === undefined) return;
  await feedBoost(tx, boost);
  if (post.received === null) {
    await notify(tx, domain, [post.actorId], { kind: 'reblog', actorId: actor.id, post });
  }
}

export async function receiveUndoAnnounce(
  tx: Transaction,
  domain: Domain,
  uri: string,
  actor: Actor,
): Promise<void> {
  const undone = await tx
    .update(announces)
    .set({ undone: true })
    .where(and(eq(announces.uri, uri), eq(announces.actorId, actor.id)))
    .returning({ id: announces.id, postId: announces.postId });
  const [boost] = undone;
  if (boost === undefined) return remember(tx, domain, uri);
  await removeFromHome(tx, { ids: [boost.id] });
  await unnotify(tx, { kind: 'reblog', actorId: actor.id, postId: boost.postId });
  await tellLive(tx, { event: 'deleted', id: boost.id });
}
