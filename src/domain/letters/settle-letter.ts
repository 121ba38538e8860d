import { and, eq, inArray, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Domain } from '../domain.ts';
import { letters } from './letter.table.ts';
import { LETTER_DAYS, type LetterKind } from './letter.ts';

/** Writes down what became of a letter. What has left is read by its reader alone. */
export async function settleLetter(
  domain: Domain,
  id: Id,
  state: 'sent' | 'kept' | 'refused',
): Promise<void> {
  await domain.db
    .update(letters)
    .set({ state, changedAt: domain.clock.now(), ...(state === 'sent' ? { contents: null } : {}) })
    .where(eq(letters.id, id));
}

/** Forgets all that was written to an address, or what of it is of these kinds. */
export async function forgetLetters(
  tx: Transaction,
  email: string,
  kinds?: readonly LetterKind[],
): Promise<void> {
  const ofKind = kinds && inArray(letters.kind, [...kinds]);
  await tx.delete(letters).where(and(eq(letters.email, email), ofKind));
}

export async function sweepLetters(domain: Domain): Promise<void> {
  const limit = new Date(domain.clock.now().getTime() - LETTER_DAYS * 86_400_000);
  await domain.db.delete(letters).where(lt(letters.createdAt, limit));
}
