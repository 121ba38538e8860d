import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { indexedMembers, indexedPageStarts, indexedPosts } from '../../domain/node/site-map.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type HtmlValue, html, type SafeHtml } from '../html.ts';
import type { Web } from '../reader.ts';

const LISTS = [
  '/',
  '/offerte',
  '/soggetti',
  '/mappa',
  '/dati',
  '/annunci',
  '/eventi',
  '/ordini',
  '/carta',
  '/decisioni',
];
/** What is private, or one's own. What only must not be indexed says so itself, and has to be read for that. */
const CLOSED = ['/accedi', '/api/', '/coordinamento', '/io', '/lingua', '/oauth/'];

const pageQuery = z.object({
  after: z
    .string()
    .refine((text) => text === '0' || isId(text))
    .default('0'),
});

/** What search engines ask for: RFC 9309, https://www.sitemaps.org/protocol.html */
export function searchEngineRoutes(fastify: FastifyInstance, { domain }: Web): void {
  const { db, addresses } = domain;
  const { origin } = addresses;

  fastify.get('/robots.txt', (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(
        [
          'User-agent: *',
          ...CLOSED.map((path) => `Disallow: ${path}`),
          '',
          `Sitemap: ${origin}/sitemap.xml`,
          '',
        ].join('\n'),
      ),
  );

  fastify.get('/sitemap.xml', async (_request, reply) => {
    const { posts, members } = await indexedPageStarts(db);
    const paths = [
      '/sitemap/pagine.xml',
      ...members.map((start) => `/sitemap/soggetti.xml?after=${start}`),
      ...posts.map((start) => `/sitemap/pubblicati.xml?after=${start}`),
    ];
    const maps = paths.map((path) => html`<sitemap><loc>${origin + path}</loc></sitemap>`);
    return reply.headers(HEADERS).send(document('sitemapindex', maps));
  });

  fastify.get('/sitemap/pagine.xml', (_request, reply) => {
    const urls = LISTS.map((path) => html`<url><loc>${origin + path}</loc></url>`);
    return reply.headers(HEADERS).send(document('urlset', urls));
  });

  for (const [path, read] of [
    ['/sitemap/soggetti.xml', indexedMembers],
    ['/sitemap/pubblicati.xml', indexedPosts],
  ] as const) {
    fastify.get(path, async (request, reply) => {
      const { after } = parseInput(pageQuery, request.query);
      const urls = (await read(db, after)).map(
        ({ url, changedAt }) =>
          html`<url><loc>${url}</loc><lastmod>${changedAt.toISOString()}</lastmod></url>`,
      );
      return reply.headers(HEADERS).send(document('urlset', urls));
    });
  }
}

const HEADERS = {
  'content-type': 'application/xml; charset=utf-8',
  'cache-control': 'public, max-age=3600',
};

function document(root: 'sitemapindex' | 'urlset', content: HtmlValue): string {
  const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';
  const name: SafeHtml = html`${root}`;
  return html`<?xml version="1.0" encoding="UTF-8"?>
<${name} xmlns="${namespace}">${content}</${name}>
`.toString();
}
