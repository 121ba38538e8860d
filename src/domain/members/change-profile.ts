import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { storeImage } from '../posts/images.ts';
import { members } from './member.table.ts';
import { showPicture } from './show-picture.ts';

export const MAX_FIELDS = 6;

/** Bytes of a picture, or null to take it away. */
const picture = z.instanceof(Buffer).nullable();
const profileChange = z.strictObject({
  avatar: picture.optional(),
  header: picture.optional(),
  fields: z
    .array(
      z.strictObject({ name: z.string().trim().min(1).max(255), value: z.string().trim().min(1).max(500) }),
    )
    .max(MAX_FIELDS)
    .optional(),
  /** Whether it decides itself on each who wants to follow it. */
  manuallyApproves: z.boolean().optional(),
  /** Whether a program speaks for it. */
  automated: z.boolean().optional(),
});

/**
 * Changes how a member's profile looks, and who may follow it. Only what is given changes; pictures are made upright,
 * small, and without what they tell of their maker.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`
 */
export async function changeProfile(
  domain: Domain,
  caller: Caller,
  memberId: Id,
  input: z.input<typeof profileChange>,
): Promise<Actor> {
  requireActingFor(caller, memberId);
  const { avatar, header, ...facts } = parseInput(profileChange, input);
  // Pictures take their time: before the transaction.
  const small = avatar && (await storeImage(domain, avatar)).preview;
  const wide = header && (await storeImage(domain, header)).media;
  return domain.db.transaction(async (tx) => {
    const [member] = await tx
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.id, memberId), isNull(members.leftAt)))
      .for('update');
    if (member === undefined) throw new UserError('not-found', 'member_unknown', { handle: memberId });
    if (small !== undefined) await showPicture(tx, memberId, 'avatar', small);
    if (wide !== undefined) await showPicture(tx, memberId, 'header', wide);
    const address = (media: string | null) => (media === null ? null : domain.addresses.media(media));
    const [changed] = await tx
      .update(actors)
      .set({
        ...facts,
        ...(small === undefined ? {} : { avatarUrl: address(small) }),
        ...(wide === undefined ? {} : { headerUrl: address(wide) }),
        updatedAt: domain.clock.now(),
      })
      .where(eq(actors.id, memberId))
      .returning();
    if (changed === undefined) throw new Error(`the profile of ${memberId} was not changed`);
    await recordEvent(tx, domain, caller, { type: 'member-changed', actorId: memberId, subjectId: memberId });
    return changed;
  });
}
