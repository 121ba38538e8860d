import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { preferences } from './preference.table.ts';

const change = z.strictObject({
  visibility: z.enum(['public', 'unlisted', 'followers', 'direct']).optional(),
  sensitive: z.boolean().optional(),
  /** ISO 639; null for the language of whoever writes. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)
    .nullable()
    .optional(),
});

export type Preferences = Omit<typeof preferences.$inferSelect, 'actorId'>;

const UNSAID: Preferences = { visibility: 'public', sensitive: false, language: null };

export async function preferencesOf(db: Queryable, actorId: Id): Promise<Preferences> {
  const [row] = await db.select().from(preferences).where(eq(preferences.actorId, actorId));
  const { visibility, sensitive, language } = row ?? UNSAID;
  return { visibility, sensitive, language };
}

/** Only what is given changes. @throws {UserError} `invalid`, `forbidden` */
export async function changePreferences(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  input: z.input<typeof change>,
): Promise<void> {
  requireActingFor(caller, actorId);
  const said = parseInput(change, input);
  await domain.db
    .insert(preferences)
    .values({ ...UNSAID, ...said, actorId })
    .onConflictDoUpdate({ target: preferences.actorId, set: { actorId, ...said } });
}
