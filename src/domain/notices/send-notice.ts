import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Domain } from '../domain.ts';
import { nodeActors } from '../node/node-reads.ts';
import { insertPrivatePost } from '../posts/write-post.ts';
import { notices } from './notice.table.ts';

/** What one of ours is told of in its clients, with a place to act. */
export const NOTICE_KINDS = [
  'agreement-proposed',
  'agreement-accepted',
  'agreement-rejected',
  'agreement-withdrawn',
  'agreement-cancelled',
  'agreement-done',
  'agreement-fulfilled',
  'order-closing',
  'decision-opened',
  'match-found',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface NewNotice {
  readonly kind: NoticeKind;
  /** What it is about, in its own words. */
  readonly title: string;
  /** Where to act: a path on this node. */
  readonly path: string;
  /** Who did it, and hears the answer. */
  readonly counterpartId?: Id | undefined;
  /** What an answer is about. */
  readonly aboutPostId?: Id | undefined;
}

/**
 * The node itself writes to some of ours, in the transaction in which it came about: a private post that clients show
 * as a message and a mention. It never leaves the node. The words are found when it is read.
 */
export async function sendNotice(
  tx: Transaction,
  domain: Domain,
  recipientIds: readonly Id[],
  { kind, title, path, counterpartId, aboutPostId }: NewNotice,
): Promise<void> {
  if (recipientIds.length === 0) return;
  const { application } = await nodeActors(tx);
  for (const recipientId of recipientIds) {
    const post = await insertPrivatePost(
      tx,
      domain,
      application,
      recipientId,
      `${domain.addresses.origin}${path}`,
    );
    await tx.insert(notices).values({
      postId: post.id,
      kind,
      title,
      path,
      counterpartId: counterpartId ?? null,
      aboutPostId: aboutPostId ?? null,
    });
  }
}
