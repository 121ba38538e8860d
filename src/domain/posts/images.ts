import { readFile } from 'node:fs/promises';
import { asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { processImage } from '../../platform/media/process-image.ts';
import type { Domain, Queryable } from '../domain.ts';
import { type PostImage, postImages } from './post.table.ts';

/** Pictures as somebody hands them in: at most four, as Mastodon shows. */
export const imagesInput = z
  .array(
    z.union([
      z.strictObject({ data: z.instanceof(Buffer), alt: z.string().trim().max(1500) }),
      /** One that is here already, by its name in the media store. */
      z.strictObject({ media: z.string().max(60), alt: z.string().trim().max(1500) }),
    ]),
  )
  .max(4, 'too_many_images')
  .default([]);

export type StoredImage = Omit<PostImage, 'postId' | 'position'>;

/**
 * Processes and stores pictures, before the transaction that uses them.
 * @throws {UserError} `invalid` for what is no picture.
 */
export async function storeImages(
  domain: Domain,
  images: z.output<typeof imagesInput>,
): Promise<StoredImage[]> {
  return Promise.all(
    images.map(async (image) => {
      const stored =
        'media' in image ? await storedImage(domain, image.media) : await storeImage(domain, image.data);
      const url = domain.addresses.media(stored.media);
      return { ...stored, id: domain.ids(), url, alt: image.alt, focusX: null, focusY: null };
    }),
  );
}

/** Makes a picture safe and keeps it, under a name that follows from what it shows. @throws {UserError} `invalid` */
export async function storeImage(domain: Domain, data: Buffer) {
  const { data: bytes, thumbnail, ...image } = await processImage(data);
  const media = await domain.media.put(bytes, image.mediaType);
  return { ...image, media, preview: await domain.media.put(thumbnail.data, image.mediaType) };
}

/** One that is here already: its file stays as it is. @throws {UserError} `not-found` */
async function storedImage(domain: Domain, media: string) {
  const file = await readFile(domain.media.path(media)).catch(() => {
    throw new UserError('not-found', 'file_not_found');
  });
  const { mediaType, width, height, thumbnail, blurhash } = await processImage(file);
  return {
    media,
    mediaType,
    width,
    height,
    blurhash,
    preview: await domain.media.put(thumbnail.data, mediaType),
  };
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
