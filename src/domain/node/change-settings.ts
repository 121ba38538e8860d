import { eq } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import { htmlToText, textToHtml } from '../../platform/html/text.ts';
import { parseInput } from '../../platform/input.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { requireComune } from '../members/member-face.ts';
import { showPicture } from '../members/show-picture.ts';
import { placeFacts } from '../places/place-columns.ts';
import { storeImage } from '../posts/images.ts';
import { readableAccent } from './accent.ts';
import { node } from './node.table.ts';
import { type NodeActors, nodeActors } from './node-reads.ts';
import { type NodeSettings, type SettingsChange, settingsChange } from './settings.ts';

/**
 * What the district says of itself and decides of its node. Followers hear of what is seen of it (Update of the Group).
 * @throws {UserError} `invalid`, `forbidden`
 */
export async function changeSettings(
  domain: Domain,
  caller: Caller,
  input: SettingsChange,
): Promise<NodeActors> {
  requireCoordinator(caller);
  const { logo, header, ...change } = readChange(input);
  // Pictures take their time: before the transaction.
  const small = logo && (await storeImage(domain, logo)).preview;
  const wide = header && (await storeImage(domain, header)).media;
  return domain.db.transaction(async (tx) => {
    await tx.select().from(node).for('update');
    const before = await nodeActors(tx);
    const { group, application } = before;
    if (small !== undefined) await showPicture(tx, group.id, 'avatar', small);
    if (wide !== undefined) await showPicture(tx, group.id, 'header', wide);
    const address = (media: string | null) => (media === null ? null : domain.addresses.media(media));
    const face: Partial<Actor> = {
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.summary === undefined || change.summary === htmlToText(group.summary)
        ? {}
        : { summary: textToHtml(change.summary) }),
      ...(change.comune === undefined ? {} : placeOf(change.comune, change.province)),
      ...(small === undefined ? {} : { avatarUrl: address(small) }),
      ...(wide === undefined ? {} : { headerUrl: address(wide) }),
    };
    const decided: Partial<NodeSettings> = {
      ...(change.contact === undefined ? {} : { contact: change.contact || null }),
      ...(change.locale === undefined ? {} : { locale: change.locale }),
      ...(change.accent === undefined ? {} : { accent: change.accent || null }),
      ...(change.licence === undefined ? {} : { licence: change.licence || null }),
      ...(change.takesApplications === undefined ? {} : { takesApplications: change.takesApplications }),
    };
    const seen = differing(group, face);
    const settled = differing(before.settings, decided);
    if (seen.length > 0) {
      const updatedAt = domain.clock.now();
      await tx
        .update(actors)
        .set({ ...face, updatedAt })
        .where(eq(actors.id, group.id));
      if (face.name !== undefined)
        await tx.update(actors).set({ name: face.name, updatedAt }).where(eq(actors.id, application.id));
      await recordEvent(tx, domain, caller, {
        type: 'actor-changed',
        actorId: group.id,
        data: { fields: seen },
      });
    }
    if (settled.length > 0) {
      await tx.update(node).set(decided);
      await recordEvent(tx, domain, caller, {
        type: 'settings-changed',
        actorId: group.id,
        data: { fields: settled },
      });
    }
    return nodeActors(tx);
  });
}

/** Says of a colour that nobody could read which one near it would do. */
function readChange(input: SettingsChange) {
  try {
    return parseInput(settingsChange, input);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'accent_unreadable') throw error;
    const near = readableAccent(String(input.accent).trim().toLowerCase());
    throw new UserError(error.kind, error.code, { near }, error.field);
  }
}

function placeOf(comune: string | null, province: string | undefined) {
  return placeFacts(comune ? requireComune(comune, province) : undefined);
}

/** The names of what would change. */
function differing<T extends object>(before: T, after: Partial<T>): string[] {
  return (Object.keys(after) as (keyof T & string)[]).filter((key) => before[key] !== after[key]);
}
