import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';
import { dumpSchema } from '../../platform/database/dump.ts';
import { UserError } from '../../platform/errors.ts';

/*
 * A backup is a tar.gz that any tar opens: manifest.json, database/<table>.copy, media/ and secret.key; the key is left
 * out where it comes from the environment and the backup is not encrypted. With a passphrase the whole is one file of
 * the format age (age-encryption.org/v1), which any age opens.
 */
export const MANIFEST = 'manifest.json';
export const DATABASE = 'database';
export const MEDIA = 'media';
export const SECRET_KEY = 'secret.key';
const AGE_HEADER = 'age-encryption.org/v1\n';

export const manifestSchema = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Of the node it was made of: links in it lead there. */
  origin: z.string(),
  database: dumpSchema,
});

/** Packs with the system's tar, and seals it where there is a passphrase. @throws {Error} with what tar says */
export async function pack(
  args: readonly string[],
  into: FileHandle,
  passphrase: string | undefined,
): Promise<void> {
  const tar = runTar(args);
  tar.stdin.end();
  const sealed = passphrase === undefined ? tar.stdout : await seal(tar.stdout, passphrase);
  await Promise.all([into.writeFile(sealed), tar.ended]);
}

/** Unpacks into a folder. @throws {UserError} `invalid` where it is sealed and the passphrase is another or missing */
export async function unpack(path: string, folder: string, passphrase: string | undefined): Promise<void> {
  const sealed = await isSealed(path);
  if (sealed && passphrase === undefined)
    throw new UserError('invalid', 'backup_passphrase_missing', { path });
  const opened = sealed ? await unseal(path, passphrase ?? '') : createReadStream(path);
  const tar = runTar(['-xz', '-C', folder, '--no-same-owner']);
  tar.stdout.resume();
  await Promise.all([pipeline(opened, tar.stdin), tar.ended]);
}

async function seal(plain: Readable, passphrase: string): Promise<Readable> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return Readable.from(await encrypter.encrypt(webStream(plain)));
}

async function unseal(path: string, passphrase: string): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return Readable.from(await decrypter.decrypt(webStream(createReadStream(path))));
  } catch {
    throw new UserError('invalid', 'backup_passphrase_wrong', { path });
  }
}

function webStream(stream: Readable): ReadableStream<Uint8Array> {
  return ReadableStream.from<Uint8Array>(stream);
}

async function isSealed(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(AGE_HEADER.length), 0, AGE_HEADER.length, 0);
  return buffer.subarray(0, bytesRead).toString('latin1') === AGE_HEADER;
}

function runTar(args: readonly string[]) {
  const child = spawn('tar', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve, reject) => {
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`tar: ${complaint.trim()}`))));
  });
  return { stdin: child.stdin, stdout: child.stdout, ended };
}
