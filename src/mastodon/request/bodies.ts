import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parse } from 'qs';
import { UserError } from '../../platform/errors.ts';

/** A file in a multipart body, under the name of its field. */
export interface UploadedFile {
  readonly data: Buffer;
  readonly mediaType: string;
}

const MAX_FILE_BYTES = 16 * 1024 * 1024;
const MAX_FIELDS = 200;
const MAX_FIELD_BYTES = 64 * 1024;
const MULTIPART = /^multipart\/form-data\b/i;

/** As Rails reads queries and forms: `id[]=1&id[]=2`, `poll[options][]=…`, `fields_attributes[0][name]=…`. */
function readForm(text: string): Record<string, unknown> {
  return parse(text, { depth: 4, arrayLimit: 200, parameterLimit: 1000, ignoreQueryPrefix: true });
}

/** Reads what clients send, on any route, in any of the ways they send it. */
export async function readBodies(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(.+\+)?json\b/i, { parseAs: 'string' }, (_request, body, done) =>
    done(null, readJson(String(body))),
  );
  app.addContentTypeParser(
    /^application\/x-www-form-urlencoded\b/i,
    { parseAs: 'string' },
    (_request, body, done) => done(null, readForm(String(body))),
  );
  // Some clients do not say what they send.
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    const text = String(body);
    done(null, text.trimStart().startsWith('{') ? readJson(text) : readForm(text));
  });
  await app.register(multipart, {
    limits: {
      fileSize: MAX_FILE_BYTES,
      files: 4,
      fields: MAX_FIELDS,
      fieldSize: MAX_FIELD_BYTES,
      parts: MAX_FIELDS,
    },
  });
  app.addHook('onRequest', async (request) => {
    const query = request.raw.url?.split('?', 2)[1];
    request.query = query === undefined ? {} : readForm(query);
  });
  app.addHook('preValidation', async (request) => {
    if (MULTIPART.test(request.headers['content-type'] ?? '')) request.body = await readMultipart(request);
  });
}

function readJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError('invalid', 'body_unreadable');
  }
}

/** Files are for those who are somebody here. */
async function readMultipart(request: FastifyRequest): Promise<Record<string, unknown>> {
  const fields: string[] = [];
  const files: [name: string, file: UploadedFile][] = [];
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields.push(`${encodeURIComponent(part.fieldname)}=${encodeURIComponent(String(part.value ?? ''))}`);
    } else if (request.access?.user === undefined) {
      throw new UserError('forbidden', 'sign_in_first');
    } else {
      files.push([part.fieldname, { data: await part.toBuffer(), mediaType: part.mimetype }]);
    }
  }
  return { ...readForm(fields.join('&')), ...Object.fromEntries(files) };
}
