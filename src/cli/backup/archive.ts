import { spawn } from 'node:child_process';
import { z } from 'zod';
import { dumpSchema } from '../../platform/database/dump.ts';

/*
 * A backup is a tar.gz that any tar opens: manifest.json, database/<table>.copy, media/ and, unless it comes from the
 * environment, secret.key.
 */
export const MANIFEST = 'manifest.json';
export const DATABASE = 'database';
export const MEDIA = 'media';
export const SECRET_KEY = 'secret.key';

export const manifestSchema = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Of the node it was made of: links in it lead there. */
  origin: z.string(),
  database: dumpSchema,
});

/** Runs the system's tar. `output` is an open file for what it writes. @throws {Error} with what tar says */
export function tar(args: readonly string[], output?: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('tar', args, { stdio: ['ignore', output ?? 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`tar: ${complaint.trim()}`))));
  });
}
