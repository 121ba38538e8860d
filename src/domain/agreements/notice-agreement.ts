import type { Transaction } from '../../platform/database/database.ts';
import { actorsByIds } from '../actors/actor-reads.ts';
import type { Domain } from '../domain.ts';
import { type NoticeKind, sendNotice } from '../notices/send-notice.ts';
import type { Agreement } from './agreement.table.ts';

/** Tells the side of ours that did not do it what has come of an agreement. */
export async function noticeAgreement(
  tx: Transaction,
  domain: Domain,
  agreement: Agreement,
  doneBy: Agreement['ownerId'],
  kind: Extract<NoticeKind, `agreement-${string}`>,
): Promise<void> {
  const { ownerId, responderId } = agreement;
  const [recipientId, counterpartId] = doneBy === ownerId ? [responderId, ownerId] : [ownerId, responderId];
  const [recipient] = await actorsByIds(tx, [recipientId]);
  if (recipient === undefined || recipient.host !== null || recipient.deletedAt !== null) return;
  await sendNotice(tx, domain, [recipientId], {
    kind,
    title: agreement.title,
    path: `/accordi/${agreement.id}`,
    counterpartId,
    aboutPostId: agreement.postId,
  });
}
