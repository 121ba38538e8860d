import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Post } from '../../domain/posts/post.table.ts';
import { taggedPosts } from '../../domain/posts/tagged-posts.ts';
import { formatDate } from '../../messages/format.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { html } from '../html.ts';
import { sendPage } from '../page.ts';
import { listQuery, PAGE_SIZE } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { layout } from '../views/layout.ts';
import { actorLink, emptyNotice, excerpt, pageHead, pager } from '../views/parts.ts';

/** Where posts that are no announcements have their pages. */
const PATHS: Partial<Record<Post['kind'], string>> = {
  proposal: 'offerte',
  event: 'eventi',
  order: 'ordini',
};

const tagParam = z.object({
  tag: z
    .string()
    .regex(/^[\p{L}\p{N}_]{1,60}$/u)
    .toLowerCase(),
});

export function tagRoutes(fastify: FastifyInstance, web: Web): void {
  fastify.get('/tag/:tag', async (request, reply) => {
    const param = tagParam.safeParse(request.params);
    if (!param.success) throw new UserError('not-found', 'page_unknown');
    const { tag } = param.data;
    const query = parseInput(listQuery.pick({ after: true }), request.query);
    const reader = await readerOf(web, request, reply);
    const { words, locale } = reader;
    const rows = await taggedPosts(web.domain.db, tag, PAGE_SIZE + 1, readCursor(query.after));
    const page = pageOf(rows, PAGE_SIZE, ({ post }) => ({ at: post.publishedAt, id: post.id }));
    return sendPage(
      reply,
      layout(reader, {
        title: words.tag.title(tag),
        hidden: page.items.length === 0,
        main: html`<div class="wrap narrow">
${pageHead(words.tag.title(tag), words.tag.lead(tag))}
${page.items.length === 0 && emptyNotice(words.tag.empty)}
<ul class="news">${page.items.map(
          ({ post, author }) => html`<li class="news-item"><div>
<p class="news-date"><time datetime="${post.publishedAt.toISOString()}">${formatDate(post.publishedAt, locale)}</time></p>
<h2 dir="auto"><a href="/${PATHS[post.kind] ?? 'annunci'}/${post.id}">${post.title ?? excerpt(post.content, 80)}</a></h2>
<p dir="auto">${excerpt(post.content, 180)}</p><p class="from">${actorLink(author)}</p></div></li>`,
        )}</ul>
${pager(reader, `/tag/${encodeURIComponent(tag)}`, query, page.next)}
</div>`,
      }),
    );
  });
}
