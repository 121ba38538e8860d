import { and, eq, isNotNull } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { actorById } from '../actors/actor-reads.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { writeLetters } from '../letters/write-letters.ts';
import { proposalById } from '../proposals/catalogue.ts';
import { type EmailEnquiry, emailEnquiries } from './email-enquiry.table.ts';
import { emailSeal, enquiryPage, messageText } from './email-enquiry.ts';
import { addMessage } from './write-email-enquiry.ts';

/**
 * Answers, by a letter of the node: neither side learns the other's address.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `conflict` where there are too many
 */
export async function answerEmailEnquiry(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
  input: { readonly text: string },
): Promise<void> {
  requireActingFor(caller, actorId);
  const text = parseInput(messageText, input.text);
  await domain.db.transaction(async (tx) => {
    const enquiry = await lockOf(tx, actorId, id);
    await addMessage(tx, domain, enquiry, actorId, text);
    const [owner, view] = [await actorById(tx, actorId), await proposalById(tx, enquiry.postId)];
    const { locale } = enquiry;
    const contents = {
      owner: owner?.name ?? '',
      title: view?.post.title ?? '',
      text,
      url: enquiryPage(domain, id),
    };
    const email = domain.vault.open(enquiry.email, emailSeal(id));
    await writeLetters(tx, domain, [{ kind: 'enquiry-answered', email, locale, contents }]);
  });
}

async function lockOf(tx: Transaction, ownerId: Id, id: Id): Promise<EmailEnquiry> {
  const [enquiry] = await tx
    .select()
    .from(emailEnquiries)
    .where(
      and(
        eq(emailEnquiries.id, id),
        eq(emailEnquiries.ownerId, ownerId),
        isNotNull(emailEnquiries.confirmedAt),
      ),
    )
    .for('update');
  if (enquiry === undefined) throw new UserError('not-found', 'enquiry_unknown');
  return enquiry;
}
