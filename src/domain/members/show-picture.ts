import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { type PicturePlace, profilePictures } from './profile-picture.table.ts';

/** Keeps the file of a profile's picture from being swept away, or lets it go. */
export async function showPicture(
  tx: Transaction,
  actorId: Id,
  place: PicturePlace,
  media: string | null,
): Promise<void> {
  if (media === null) {
    const these = and(eq(profilePictures.actorId, actorId), eq(profilePictures.place, place));
    await tx.delete(profilePictures).where(these);
    return;
  }
  await tx
    .insert(profilePictures)
    .values({ actorId, place, media })
    .onConflictDoUpdate({ target: [profilePictures.actorId, profilePictures.place], set: { media } });
}
