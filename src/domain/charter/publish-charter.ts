import { desc } from 'drizzle-orm';
import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { sayCharter } from '../actors/group-charter.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { nodeActors } from '../node/node-reads.ts';
import { type CharterVersion, charterVersions } from './charter.table.ts';

export const CHARTER_MAX = 20_000;

export const newCharter = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1)
    .max(CHARTER_MAX)
    .transform((text) => text.replace(/\r\n?/g, '\n')),
  note: z.string().trim().max(500).default(''),
});

/**
 * A new version of the charter, as the assembly decided: whoever asks to join from now on accepts this one.
 * @throws {UserError} `invalid`, `forbidden`, `conflict` where nothing is new
 */
export async function publishCharter(
  domain: Domain,
  caller: Caller,
  input: z.input<typeof newCharter>,
): Promise<CharterVersion> {
  requireCoordinator(caller);
  const { text, note } = parseInput(newCharter, input);
  return domain.db.transaction(async (tx) => {
    const { group } = await nodeActors(tx);
    const [before] = await tx
      .select()
      .from(charterVersions)
      .orderBy(desc(charterVersions.version))
      .limit(1)
      .for('update');
    if (before?.text === text) throw new UserError('conflict', 'charter_unchanged', {}, 'text');
    const version = (before?.version ?? 0) + 1;
    const publishedBy = caller.kind === 'account' ? (caller.actsFor[0] ?? null) : null;
    // Of two at once the second one meets the first one's number, and is asked to look at it.
    const [published] = await tx
      .insert(charterVersions)
      .values({ version, text, note, publishedBy, publishedAt: domain.clock.now() })
      .onConflictDoNothing()
      .returning();
    if (published === undefined) throw new UserError('conflict', 'charter_changed_meanwhile');
    await sayCharter(tx, domain, group, domain.addresses.charterPage(version));
    await recordEvent(tx, domain, caller, {
      type: 'charter-published',
      actorId: group.id,
      subjectId: group.id,
      data: { version },
    });
    return published;
  });
}
