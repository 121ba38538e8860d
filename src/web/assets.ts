import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

interface Asset {
  readonly path: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** One style sheet in parts, each after what it builds on. */
const STYLE = [
  'tokens',
  'base',
  'frame',
  'home',
  'lists',
  'pages',
  'forms',
  'writing',
  'votes',
  'pacts',
  'events',
  'orders',
  'charter',
  'map',
  'open-data',
  'settings',
  'portraits',
  'flows',
  'interactions',
];

export const assets = {
  style: asset(
    'style.css',
    'text/css; charset=utf-8',
    Buffer.concat(STYLE.map((part) => read(`style/${part}.css`))),
  ),
  forms: asset('forms.js', 'text/javascript; charset=utf-8', read('forms.js')),
  passkeys: asset('passkeys.js', 'text/javascript; charset=utf-8', read('passkeys.js')),
  logo: asset('logo.svg', 'image/svg+xml', read('logo.svg')),
} as const;

function read(file: string): Buffer {
  return readFileSync(new URL(`assets/${file}`, import.meta.url));
}

/** The hash in the path changes with the content, so a browser may keep a file forever. */
function asset(file: string, mediaType: string, content: Buffer): Asset {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12);
  const [name, extension] = file.split('.');
  return { path: `/assets/${name}.${hash}.${extension}`, mediaType, content };
}

export function assetRoutes(fastify: FastifyInstance): void {
  for (const { path, mediaType, content } of Object.values(assets)) {
    fastify.get(path, (_request, reply) =>
      reply.type(mediaType).header('cache-control', 'public, max-age=31536000, immutable').send(content),
    );
  }
}
