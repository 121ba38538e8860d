import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Actor } from '../actors/actor.table.ts';
import type { Domain } from '../domain.ts';
import { endTerms, type ProposalTerms, writeTerms } from '../proposals/write-terms.ts';
import { replaceImages } from './images.ts';
import { announces, type Post, type PostImage, posts } from './post.table.ts';
import { isForgotten, remember } from './tombstones.ts';
import { buryPost } from './withdraw-post.ts';

/** A post of another node: read, sanitised, and known to be its author's. */
export interface IncomingPost {
  readonly uri: string;
  readonly url: string;
  readonly kind: Post['kind'];
  readonly visibility: Post['visibility'];
  readonly title: string | null;
  readonly content: string;
  readonly language: string | null;
  readonly tags: string[];
  readonly inReplyTo: string | null;
  readonly publishedAt: Date;
  readonly updatedAt: Date | null;
  readonly images: readonly Omit<PostImage, 'postId' | 'position' | 'media'>[];
  readonly terms: ProposalTerms | undefined;
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
  if (await isForgotten(tx, incoming.uri)) return undefined;
  const [known] = await tx.select().from(posts).where(eq(posts.uri, incoming.uri)).for('update');
  if (known !== undefined && !supersedes(incoming, known, author)) return known;
  const { images, terms, concluded, uri, ...facts } = incoming;
  const values = { ...facts, audienceId: audience?.id ?? known?.audienceId ?? null };
  const now = domain.clock.now();
  const [post] = await tx
    .insert(posts)
    .values({ ...values, id: known?.id ?? domain.ids(), uri, actorId: author.id })
    .onConflictDoUpdate({ target: posts.uri, set: values })
    .returning();
  if (post === undefined) throw new Error(`post ${uri} was not saved`);
  await replaceImages(
    tx,
    post.id,
    images.map((image) => ({ ...image, media: null })),
  );
  if (terms === undefined) {
    // An offer that was edited into a plain note is none any more.
    if (known !== undefined) await endTerms(tx, [post.id]);
  } else {
    const expired = terms.expiresAt !== null && terms.expiresAt !== undefined && terms.expiresAt < now;
    const state = concluded ? 'closed' : expired ? 'expired' : 'open';
    await writeTerms(tx, post, state, terms, {
      title: post.title ?? '',
      text: htmlToText(post.content),
      about: [author.name, terms.comune, terms.province, terms.region, ...(terms.sectors ?? [])],
    });
  }
  return post;
}

function supersedes(incoming: IncomingPost, known: Post, author: Actor): boolean {
  if (known.deletedAt !== null || known.actorId !== author.id || known.received === null) return false;
  // An edit never makes a post seen by more people than its author first meant.
  const widens = known.visibility !== 'public' && known.visibility !== incoming.visibility;
  const newer = (incoming.updatedAt ?? incoming.publishedAt) > (known.updatedAt ?? known.publishedAt);
  return newer && !widens;
}

/** The author takes a post back, perhaps before we have seen it. */
export async function receiveWithdrawal(
  tx: Transaction,
  domain: Domain,
  author: Actor,
  uri: string,
): Promise<void> {
  const [post] = await tx.select().from(posts).where(eq(posts.uri, uri)).for('update');
  if (post === undefined) await remember(tx, domain, uri);
  else if (post.actorId === author.id && post.received !== null) await buryPost(tx, domain, post.id);
}

/** Somebody passes a post on. */
export async function receiveAnnounce(
  tx: Transaction,
  domain: Domain,
  uri: string,
  actor: Actor,
  post: Post,
): Promise<void> {
  if (post.visibility !== 'public' && post.visibility !== 'unlisted') return;
  if (await isForgotten(tx, uri)) return;
  await tx
    .insert(announces)
    .values({ id: domain.ids(), uri, actorId: actor.id, postId: post.id, publishedAt: domain.clock.now() })
    .onConflictDoNothing();
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
    .returning({ id: announces.id });
  if (undone.length === 0) await remember(tx, domain, uri);
}
