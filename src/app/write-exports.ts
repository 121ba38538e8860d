import { createReadStream, createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { collectData, collectMedia } from '../domain/accounts/collect-data.ts';
import { dropOldExports, type ExportJob, exportReady } from '../domain/accounts/exports.ts';
import type { Domain } from '../domain/domain.ts';
import type { ExportFiles } from '../platform/export-files.ts';
import type { Handler } from '../platform/queue/worker.ts';

/** Writes copies of people's data: `data/<table>.json`, `media/<picture>`, in a tar.gz. */
export function exportHandler(domain: Domain, files: ExportFiles): Handler {
  return {
    batch: 1,
    concurrency: 1,
    handle: async ([message]) => {
      if (message === undefined) return [];
      // Written by this node, in the form that askForExport gives it.
      const job = message.payload as ExportJob;
      await writeArchive(domain, files.path(job.id), job);
      if (!(await exportReady(domain, job.id))) await files.remove(job.id);
      return [{ id: message.id, result: 'done' }];
    },
  };
}

export async function sweepExports(domain: Domain, files: ExportFiles): Promise<void> {
  for (const id of await dropOldExports(domain)) await files.remove(id);
}

async function writeArchive(domain: Domain, path: string, job: ExportJob): Promise<void> {
  const archive = pack();
  const partial = `${path}.partial`;
  const written = pipeline(archive, createGzip(), createWriteStream(partial, { mode: 0o600 }));
  const filled = fill(archive, domain, job).catch((error: unknown) => {
    archive.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  await Promise.all([written, filled]);
  await rename(partial, path);
}

async function fill(archive: Pack, domain: Domain, { accountId, actorIds }: ExportJob): Promise<void> {
  for (const { name, rows } of await collectData(domain, accountId, actorIds)) {
    archive.entry({ name: `data/${name}.json` }, `[\n${rows.join(',\n')}\n]\n`);
  }
  for (const media of await collectMedia(domain, actorIds)) {
    const path = domain.media.path(media);
    const file = await stat(path).catch(() => undefined);
    if (file === undefined) continue;
    await pipeline(createReadStream(path), archive.entry({ name: `media/${media}`, size: file.size }));
  }
  archive.finalize();
}
