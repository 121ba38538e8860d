import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { notes } from './note.table.ts';

const noteInput = z.string().trim().max(2000);

/** Notes something down of somebody; nothing takes the note away. @throws {UserError} `invalid`, `forbidden` */
export async function writeNote(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  targetId: Id,
  input: string,
): Promise<void> {
  requireActingFor(caller, ownerId);
  const text = parseInput(noteInput, input);
  if (text === '') {
    await domain.db.delete(notes).where(and(eq(notes.ownerId, ownerId), eq(notes.targetId, targetId)));
    return;
  }
  await domain.db
    .insert(notes)
    .values({ ownerId, targetId, text })
    .onConflictDoUpdate({ target: [notes.ownerId, notes.targetId], set: { text } });
}
