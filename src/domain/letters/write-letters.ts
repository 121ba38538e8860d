import type { Transaction } from '../../platform/database/database.ts';
import { enqueue } from '../../platform/queue/queue.ts';
import type { Domain } from '../domain.ts';
import { letters } from './letter.table.ts';
import type { NewLetter } from './letter.ts';

/** Type of the queue's messages: `{ id }` of a letter. */
export const LETTER = 'letter';

/**
 * Writes letters in the transaction of what they tell of; they leave after it. Call it once and last, since it
 * takes lanes of the queue (see {@link enqueue}).
 */
export async function writeLetters(
  tx: Transaction,
  domain: Domain,
  toWrite: readonly NewLetter[],
): Promise<void> {
  if (toWrite.length === 0) return;
  const now = domain.clock.now();
  const rows = toWrite.map(({ email, locale, kind, contents }) => {
    const id = domain.ids();
    const sealed = domain.vault.seal(JSON.stringify(contents), sealOf(id));
    return {
      id,
      email,
      locale,
      kind,
      contents: sealed,
      state: 'waiting' as const,
      createdAt: now,
      changedAt: now,
    };
  });
  await tx.insert(letters).values(rows);
  // A lane for each server that takes the letters in the end: one that refuses or dawdles holds up no other.
  await enqueue(
    tx,
    domain.clock,
    rows.map(({ id, email }) => ({
      type: LETTER,
      lane: `letter:${email.split('@').at(-1)?.toLowerCase()}`,
      payload: { id },
    })),
  );
}

/** What the contents of a letter are sealed for. */
export function sealOf(id: string): string {
  return `letter:${id}`;
}
