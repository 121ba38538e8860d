import { count, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { correspondentsOf } from '../accounts/account-reads.ts';
import type { Domain, Queryable } from '../domain.ts';
import { writeLetters } from '../letters/write-letters.ts';
import { isForEveryone } from '../posts/visible-to.ts';
import { proposalById } from '../proposals/catalogue.ts';
import { type EmailEnquiry, emailEnquiries, emailMessages } from './email-enquiry.table.ts';
import {
  emailSeal,
  enquiryPage,
  idOfKey,
  MAX_MESSAGES,
  messageText,
  type NewEmailEnquiry,
  newEmailEnquiry,
  requireWritten,
} from './email-enquiry.ts';

/**
 * Somebody with nothing but an e-mail address asks the owner of an offer or a request. Nobody sees it until who reads
 * that mail box says that it was them. What fills in the field that no person sees is let go without a word, and has
 * no id.
 * @throws {UserError} `invalid`, `not-found` for what is not open here
 */
export async function writeEmailEnquiry(
  domain: Domain,
  postId: Id,
  input: NewEmailEnquiry,
): Promise<Id | undefined> {
  const { name, email, text, locale, stamp, website } = parseInput(newEmailEnquiry, input);
  if (website !== '') return undefined;
  requireWritten(domain, postId, stamp);
  return domain.db.transaction(async (tx) => {
    const { owner, title } = await requireAskable(tx, postId);
    const now = domain.clock.now();
    const id = domain.ids();
    const sealed = domain.vault.seal(email, emailSeal(id));
    await tx.insert(emailEnquiries).values({
      ...{ id, postId, ownerId: owner.id, name, email: sealed, locale },
      createdAt: now,
      lastAt: now,
    });
    await tx.insert(emailMessages).values({ id: domain.ids(), enquiryId: id, text, sentAt: now });
    // It says nothing that a stranger wrote: the node sends nobody's words to an address that nobody confirmed.
    const contents = { title, url: enquiryPage(domain, id) };
    await writeLetters(tx, domain, [{ kind: 'enquiry-confirm', email, locale, contents }]);
    return id;
  });
}

/** An offer or a request of ours that anyone may ask about. @throws {UserError} `not-found` */
export async function requireAskable(db: Queryable, postId: Id) {
  const view = await proposalById(db, postId);
  const isOpen =
    view?.proposal.state === 'open' &&
    view.post.deletedAt === null &&
    isForEveryone(view.post) &&
    view.owner.host === null &&
    view.owner.suspendedAt === null;
  if (view === undefined || !isOpen) throw new UserError('not-found', 'page_unknown');
  return { owner: view.owner, title: view.post.title ?? '', view };
}

/** Whoever has the key of a conversation began it: the owner sees it from now on. @throws {UserError} `gone` */
export async function confirmEmailEnquiry(domain: Domain, key: string): Promise<void> {
  await domain.db.transaction(async (tx) => {
    const enquiry = await lockByKey(tx, domain, key);
    if (enquiry.confirmedAt !== null) return;
    const now = domain.clock.now();
    await tx
      .update(emailEnquiries)
      .set({ confirmedAt: now, lastAt: now })
      .where(eq(emailEnquiries.id, enquiry.id));
    await tellOwner(tx, domain, enquiry);
  });
}

/** Who asked writes again. @throws {UserError} `invalid`, `gone`, `conflict` */
export async function writeAgain(domain: Domain, key: string, input: { text: string }): Promise<void> {
  const text = parseInput(messageText, input.text);
  await domain.db.transaction(async (tx) => {
    const enquiry = await lockByKey(tx, domain, key);
    if (enquiry.confirmedAt === null) throw new UserError('conflict', 'enquiry_unconfirmed');
    await addMessage(tx, domain, enquiry, null, text);
    await tellOwner(tx, domain, enquiry);
  });
}

async function lockByKey(tx: Transaction, domain: Domain, key: string): Promise<EmailEnquiry> {
  const [enquiry] = await tx
    .select()
    .from(emailEnquiries)
    .where(eq(emailEnquiries.id, idOfKey(domain, key)))
    .for('update');
  if (enquiry === undefined) throw new UserError('gone', 'enquiry_gone');
  return enquiry;
}

export async function addMessage(
  tx: Transaction,
  domain: Domain,
  { id: enquiryId }: EmailEnquiry,
  authorId: Id | null,
  text: string,
): Promise<void> {
  const [row] = await tx
    .select({ total: count() })
    .from(emailMessages)
    .where(eq(emailMessages.enquiryId, enquiryId));
  if ((row?.total ?? 0) >= MAX_MESSAGES) throw new UserError('conflict', 'enquiry_full');
  const now = domain.clock.now();
  await tx.insert(emailMessages).values({ id: domain.ids(), enquiryId, authorId, text, sentAt: now });
  await tx.update(emailEnquiries).set({ lastAt: now }).where(eq(emailEnquiries.id, enquiryId));
}

async function tellOwner(tx: Transaction, domain: Domain, enquiry: EmailEnquiry): Promise<void> {
  const { id, ownerId, postId, name } = enquiry;
  const view = await proposalById(tx, postId);
  const contents = {
    name,
    title: view?.post.title ?? '',
    url: `${domain.addresses.origin}/messaggi#m${id}`,
  };
  const readers = await correspondentsOf(tx, ownerId);
  await writeLetters(
    tx,
    domain,
    readers.map(({ email, locale }) => ({ kind: 'enquiry-arrived', email, locale, contents })),
  );
}
