import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from './ids.ts';

/** Where copies of somebody's data lie until they are fetched: one archive each, in a folder for the node alone. */
export interface ExportFiles {
  path(id: Id): string;
  remove(id: Id): Promise<void>;
}

export function exportFiles(dataDir: string): ExportFiles {
  const folder = join(dataDir, 'exports');
  const path = (id: Id) => join(folder, `${BigInt(id)}.tar.gz`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { path, remove: (id) => rm(path(id), { force: true }) };
}
