import { readFile } from 'node:fs/promises';
import { UserError } from '../../platform/errors.ts';

/**
 * Reads the pictures of `--image`, each with the `--alt` in the same place.
 * @throws {UserError} `invalid` where one has no description, `not-found` for a file that can't be read
 */
export async function readImages(
  paths: readonly string[] | undefined,
  alts: readonly string[] = [],
): Promise<{ data: Buffer; alt: string }[] | undefined> {
  if (paths === undefined && alts.length === 0) return undefined;
  if (paths?.length !== alts.length) throw new UserError('invalid', 'image_without_alt', {}, 'alt');
  return Promise.all(paths.map(async (path, index) => ({ data: await read(path), alt: alts[index] ?? '' })));
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    throw new UserError('not-found', 'image_unreadable', { path }, 'image');
  }
}
