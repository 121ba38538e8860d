import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { opendir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { ImageType } from './process-image.ts';

export interface MediaStore {
  /** Stores the bytes and returns their name; the same bytes always have the same name. */
  put(data: Buffer, mediaType: ImageType): Promise<string>;
  /** The file of that name, whether it exists or not. Throws UserError `not-found` for what is no name of this store. */
  path(name: string): string;
  /** The names of files written before that. */
  writtenBefore(time: Date): AsyncGenerator<string>;
  /** Does nothing where there is no such file. Two owners of the same bytes share one file: ask before. */
  remove(name: string): Promise<void>;
}

const EXTENSIONS: Record<ImageType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};
const NAME = /^[0-9a-f]{40}\.(jpg|png|webp)$/;

/** Files in one folder, named by content: `<160 bits of SHA-256>.<extension>`. A file is there whole or not at all. */
export function createMediaStore(dir: string): MediaStore {
  mkdirSync(dir, { recursive: true });

  function path(name: string): string {
    if (!NAME.test(name)) throw new UserError('not-found', 'file_not_found');
    return join(dir, name);
  }

  return {
    async put(data, mediaType) {
      const name = `${createHash('sha256').update(data).digest('hex').slice(0, 40)}.${EXTENSIONS[mediaType]}`;
      const partial = join(dir, `.${randomUUID()}.partial`);
      try {
        await writeFile(partial, data, { flush: true });
        await rename(partial, path(name));
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      return name;
    },
    path,
    async *writtenBefore(time) {
      for await (const { name } of await opendir(dir)) {
        if (!NAME.test(name)) continue;
        const file = await stat(join(dir, name)).catch(() => undefined);
        if (file !== undefined && file.mtime < time) yield name;
      }
    },
    remove: (name) => rm(path(name), { force: true }),
  };
}
