import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { type LetterRow, letters } from './letter.table.ts';
import type { NewLetter } from './letter.ts';
import { sealOf } from './write-letters.ts';

/** What the list of letters shows: to whom and of what kind, not what they say. */
export type LetterEntry = Omit<LetterRow, 'contents'>;

const { id, email, locale, kind, state, createdAt, changedAt } = letters;

/** Newest first; `before` is the id of the last one seen. @throws {UserError} `forbidden` */
export async function listLetters(
  domain: Domain,
  caller: Caller,
  limit: number,
  before?: Id,
): Promise<LetterEntry[]> {
  requireCoordinator(caller);
  return domain.db
    .select({ id, email, locale, kind, state, createdAt, changedAt })
    .from(letters)
    .where(before === undefined ? undefined : lt(letters.id, before))
    .orderBy(desc(letters.id))
    .limit(limit);
}

/**
 * A letter that stayed here, for a coordinator to pass on. What can still be sent is nobody else's to read.
 * @throws {UserError} `forbidden`, `not-found`
 */
export async function readKeptLetter(
  domain: Domain,
  caller: Caller,
  letterId: Id,
): Promise<NewLetter & LetterEntry> {
  requireCoordinator(caller);
  const [row] = await domain.db
    .select()
    .from(letters)
    .where(and(eq(letters.id, letterId), inArray(letters.state, ['kept', 'refused'])));
  if (row === undefined || row.contents === null) throw new UserError('not-found', 'letter_unknown');
  return { ...row, ...openLetter(domain, row, row.contents) };
}

/** A letter that is to be sent; undefined when that has been done, or it was forgotten. */
export async function letterToSend(domain: Domain, letterId: Id): Promise<NewLetter | undefined> {
  const [row] = await domain.db.select().from(letters).where(eq(letters.id, letterId));
  return row === undefined || row.contents === null ? undefined : openLetter(domain, row, row.contents);
}

/** Only {@link writeLetters} seals for this, so what opens is of the row's kind. */
function openLetter(domain: Domain, row: LetterRow, contents: Buffer): NewLetter {
  const opened: unknown = JSON.parse(domain.vault.open(contents, sealOf(row.id)));
  return { kind: row.kind, email: row.email, locale: row.locale, contents: opened } as NewLetter;
}
