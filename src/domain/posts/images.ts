import { asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { processImage } from '../../platform/media/process-image.ts';
import type { Domain, Queryable } from '../domain.ts';
import { type PostImage, postImages } from './post.table.ts';

/** Pictures as somebody hands them in: at most four, as Mastodon shows. */
export const imagesInput = z
  .array(z.strictObject({ data: z.instanceof(Buffer), alt: z.string().trim().max(1500) }))
  .max(4, 'too_many_images')
  .default([]);

type StoredImage = Omit<PostImage, 'postId' | 'position'>;

/**
 * Processes and stores pictures, before the transaction that uses them.
 * @throws {UserError} `invalid` for what is no picture.
 */
export async function storeImages(
  domain: Domain,
  images: z.output<typeof imagesInput>,
): Promise<StoredImage[]> {
  return Promise.all(
    images.map(async ({ data, alt }) => {
      const image = await processImage(data);
      const media = await domain.media.put(image.data, image.mediaType);
      return {
        media,
        url: domain.addresses.media(media),
        mediaType: image.mediaType,
        alt,
        width: image.width,
        height: image.height,
      };
    }),
  );
}

/** Gives the post its pictures; for a post that had others, {@link removeImages} comes first. */
export async function addImages(tx: Transaction, postId: Id, images: readonly StoredImage[]): Promise<void> {
  if (images.length === 0) return;
  const rows = images.map((image, position) => ({ ...image, postId, position }));
  await tx.insert(postImages).values(rows).prepare('add_images').execute();
}

export async function removeImages(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  await tx.delete(postImages).where(inArray(postImages.postId, [...postIds]));
}

export async function imagesOf(db: Queryable, postId: Id): Promise<PostImage[]> {
  return db.select().from(postImages).where(eq(postImages.postId, postId)).orderBy(asc(postImages.position));
}
