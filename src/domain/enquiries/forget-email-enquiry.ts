import { and, eq, inArray, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { forgetLetters } from '../letters/settle-letter.ts';
import { emailEnquiries, emailMessages } from './email-enquiry.table.ts';
import { emailSeal, idOfKey, KEPT_DAYS, UNCONFIRMED_DAYS } from './email-enquiry.ts';

const DAY_MS = 86_400_000;
const BATCH = 100;

/** Who asked wants it forgotten. @throws {UserError} `gone` */
export async function forgetByKey(domain: Domain, key: string): Promise<void> {
  const id = idOfKey(domain, key);
  const gone = await domain.db.transaction((tx) => forget(tx, domain, eq(emailEnquiries.id, id)));
  if (gone === 0) throw new UserError('gone', 'enquiry_gone');
}

/** The owner wants a conversation gone, for both. @throws {UserError} `forbidden`, `not-found` */
export async function forgetEmailEnquiry(domain: Domain, caller: Caller, actorId: Id, id: Id): Promise<void> {
  requireActingFor(caller, actorId);
  const theirs = and(eq(emailEnquiries.id, id), eq(emailEnquiries.ownerId, actorId));
  const gone = await domain.db.transaction((tx) => forget(tx, domain, theirs));
  if (gone === 0) throw new UserError('not-found', 'enquiry_unknown');
}

/** Whoever leaves takes with them what they were asked. */
export async function forgetEmailEnquiriesTo(tx: Transaction, domain: Domain, actorId: Id): Promise<void> {
  while ((await forget(tx, domain, eq(emailEnquiries.ownerId, actorId))) === BATCH);
  await tx.delete(emailMessages).where(eq(emailMessages.authorId, actorId));
}

/** Forgets what nobody confirmed, and what nobody has added to for long. */
export async function sweepEmailEnquiries(domain: Domain): Promise<void> {
  const before = (days: number) => new Date(domain.clock.now().getTime() - days * DAY_MS);
  const old = or(
    lt(emailEnquiries.lastAt, before(KEPT_DAYS)),
    and(isNull(emailEnquiries.confirmedAt), lt(emailEnquiries.lastAt, before(UNCONFIRMED_DAYS))),
  );
  while ((await domain.db.transaction((tx) => forget(tx, domain, old))) === BATCH);
}

/** Conversations with all that names who began them: the letters that went there too. Answers how many there were. */
async function forget(tx: Transaction, domain: Domain, which: SQL | undefined): Promise<number> {
  const some = tx.select({ id: emailEnquiries.id }).from(emailEnquiries).where(which).limit(BATCH);
  const gone = await tx.delete(emailEnquiries).where(inArray(emailEnquiries.id, some)).returning();
  for (const { id, email } of gone) {
    const address = domain.vault.open(email, emailSeal(id));
    await forgetLetters(tx, address, ['enquiry-confirm', 'enquiry-answered']);
  }
  return gone.length;
}
