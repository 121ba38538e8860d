import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../domain/accounts/sign-in.ts';
import { UserError } from '../platform/errors.ts';
import { type Reader, readerOf, requireReadersForm, type Web } from './reader.ts';
import type { Typed } from './typed.ts';

/** What one file of a form may weigh, in bytes; a form holds at most four. */
export const MAX_FILE_BYTES = 12 * 1024 * 1024;
export const MAX_FILES = 4;

export type Files = ReadonlyMap<string, Buffer>;

export interface Upload {
  readonly reader: Reader;
  readonly signedIn: SignedIn;
  readonly typed: Typed;
  /** By the names of their fields; a file that nobody chose is not there. */
  readonly files: Files;
  /** The first file that was too big; it is left out, the rest of the form is whole. */
  readonly tooBig: UserError | undefined;
}

/**
 * A form with files, of a reader who is signed in: nothing is read of anyone else's.
 * @throws {UserError} `forbidden`
 */
export async function signedUpload(web: Web, request: FastifyRequest, reply: FastifyReply): Promise<Upload> {
  const reader = await readerOf(web, request, reply);
  const { signedIn } = reader;
  if (signedIn === undefined) throw new UserError('forbidden', 'sign_in_first');
  const typed: Record<string, string> = {};
  const files = new Map<string, Buffer>();
  let tooBig: UserError | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') typed[part.fieldname] = part.value;
      continue;
    }
    const data = await part.toBuffer();
    if (part.file.truncated) {
      tooBig ??= new UserError('invalid', 'picture_too_big', { max: MAX_FILE_BYTES >> 20 }, part.fieldname);
    } else if (data.length > 0) files.set(part.fieldname, data);
  }
  request.body = typed;
  requireReadersForm(reader, request);
  return { reader, signedIn, typed, files, tooBig };
}

/** What the parser of such forms is told: what goes beyond is cut off or refused with 413. */
export const MULTIPART_LIMITS = {
  throwFileSizeLimit: false,
  limits: {
    fileSize: MAX_FILE_BYTES,
    files: MAX_FILES,
    fields: 80,
    fieldSize: 64 * 1024,
    fieldNameSize: 40,
    parts: 84,
    headerPairs: 20,
  },
} as const;
