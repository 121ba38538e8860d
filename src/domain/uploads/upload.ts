import { and, eq, inArray, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { type StoredImage, storeImage } from '../posts/images.ts';
import { type Upload, uploads } from './upload.table.ts';

const KEPT_MS = 24 * 60 * 60_000;

const description = z.strictObject({
  alt: z.string().trim().max(1500).optional(),
  /** What is to stay in view: across and up, from -1 to 1. */
  focus: z.tuple([z.number().min(-1).max(1), z.number().min(-1).max(1)]).optional(),
});
export type Description = z.input<typeof description>;

/**
 * Takes a picture for a status to come: made upright, without what it tells of its maker, and small.
 * @throws {UserError} `invalid`, `forbidden`
 */
export async function uploadPicture(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  data: Buffer,
  input: Description,
): Promise<Upload> {
  requireActingFor(caller, actorId);
  const { alt = '', focus } = parseInput(description, input);
  const { media, preview, mediaType, width, height, blurhash } = await storeImage(domain, data);
  const [upload] = await domain.db
    .insert(uploads)
    .values({
      id: domain.ids(),
      actorId,
      media,
      preview,
      mediaType,
      alt,
      width,
      height,
      blurhash,
      focusX: focus?.[0] ?? null,
      focusY: focus?.[1] ?? null,
      createdAt: domain.clock.now(),
    })
    .returning();
  if (upload === undefined) throw new Error('upload was not inserted');
  return upload;
}

/** @throws {UserError} `invalid`, `forbidden`, `not-found` once a status has it */
export async function describeUpload(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
  input: Description,
): Promise<Upload> {
  requireActingFor(caller, actorId);
  const { alt, focus } = parseInput(description, input);
  const change = {
    ...(alt === undefined ? {} : { alt }),
    ...(focus === undefined ? {} : { focusX: focus[0], focusY: focus[1] }),
  };
  if (Object.keys(change).length === 0) return uploadOf(domain, actorId, id);
  const [upload] = await domain.db.update(uploads).set(change).where(ownedBy(actorId, id)).returning();
  if (upload === undefined) throw new UserError('not-found', 'file_not_found');
  return upload;
}

/** @throws {UserError} `not-found` */
export async function uploadOf({ db }: Domain, actorId: Id, id: Id): Promise<Upload> {
  const [upload] = await db.select().from(uploads).where(ownedBy(actorId, id));
  if (upload === undefined) throw new UserError('not-found', 'file_not_found');
  return upload;
}

/** Forgets what no status has taken; the picture itself goes with the next sweep. @throws {UserError} `forbidden`, `not-found` */
export async function removeUpload(domain: Domain, caller: Caller, actorId: Id, id: Id): Promise<void> {
  requireActingFor(caller, actorId);
  const gone = await domain.db.delete(uploads).where(ownedBy(actorId, id)).returning({ id: uploads.id });
  if (gone.length === 0) throw new UserError('not-found', 'file_not_found');
}

/** Gives uploads to a status, in this order; each to one alone. @throws {UserError} `invalid` for what is not there */
export async function takeUploads(
  tx: Transaction,
  { addresses }: Domain,
  actorId: Id,
  ids: readonly Id[],
): Promise<StoredImage[]> {
  if (ids.length === 0) return [];
  const taken = await tx
    .delete(uploads)
    .where(and(eq(uploads.actorId, actorId), inArray(uploads.id, [...ids])))
    .returning();
  return ids.map((id) => {
    const upload = taken.find((one) => one.id === id);
    if (upload === undefined) throw new UserError('invalid', 'upload_unknown', {}, 'mediaIds');
    const { actorId: _, createdAt: __, ...image } = upload;
    return { ...image, url: addresses.media(upload.media) };
  });
}

/** Forgets what no status has taken within a day. */
export async function sweepUploads({ db, clock }: Domain): Promise<void> {
  await db.delete(uploads).where(lt(uploads.createdAt, new Date(clock.now().getTime() - KEPT_MS)));
}

function ownedBy(actorId: Id, id: Id) {
  return and(eq(uploads.id, id), eq(uploads.actorId, actorId));
}
