import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  announcementById,
  announcementCursor,
  announcements,
} from '../../domain/announcements/announcement-reads.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { announcementsFeed } from '../feeds/announcements-feed.ts';
import { sendFeed } from '../feeds/send-feed.ts';
import { html } from '../html.ts';
import { redirectToActivity, sendPage } from '../page.ts';
import { addressWith, listQuery, PAGE_SIZE, pathId } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { announcementData } from '../structured-data.ts';
import { announcementPage } from '../views/announcement-page.ts';
import { announcementCards, announcementTitle } from '../views/cards.ts';
import { fromTabs } from '../views/filters.ts';
import { layout } from '../views/layout.ts';
import { emptyNotice, excerpt, pageHead, pager } from '../views/parts.ts';

export function announcementRoutes(fastify: FastifyInstance, web: Web): void {
  const { db } = web.domain;

  async function find({
    from,
    after,
  }: {
    from?: 'here' | 'elsewhere' | undefined;
    after?: string | undefined;
  }) {
    const rows = await announcements(db, { from }, PAGE_SIZE + 1, readCursor(after));
    return pageOf(rows, PAGE_SIZE, announcementCursor);
  }

  fastify.get('/annunci', async (request, reply) => {
    const query = parseInput(listQuery, request.query);
    const reader = await readerOf(web, request, reply);
    const { words, group } = reader;
    const page = await find(query);
    return sendPage(
      reply,
      layout(reader, {
        title: words.announcements.title,
        description: words.announcements.lead,
        section: '/annunci',
        feed: {
          href: addressWith('/annunci.atom', { from: query.from }),
          title: `${group.name}: ${words.feeds.announcements}`,
        },
        main: html`<div class="wrap">
${pageHead(words.announcements.title, words.announcements.lead)}
${web.role === 'district' && fromTabs(reader, '/annunci', query)}
${page.items.length === 0 ? emptyNotice(words.announcements.empty) : announcementCards(reader, page.items, 2)}
${pager(reader, '/annunci', query, page.next)}
</div>`,
      }),
    );
  });

  fastify.get('/annunci.atom', async (request, reply) => {
    const query = parseInput(listQuery, request.query);
    const reader = await readerOf(web, request, reply);
    return sendFeed(request, reply, announcementsFeed(reader, query, await find(query)));
  });

  fastify.get('/annunci/:id', (request, reply) => sendOne('announcement', request, reply));
  // What answers somebody, or is not told to everyone by the district.
  fastify.get('/note/:id', (request, reply) => sendOne('note', request, reply));

  async function sendOne(kind: 'announcement' | 'note', request: FastifyRequest, reply: FastifyReply) {
    const view = await announcementById(db, pathId(request.params));
    const open = view?.post.visibility === 'public' || view?.post.visibility === 'unlisted';
    if (view === undefined || view.post.kind !== kind || !open) {
      throw new UserError('not-found', 'page_unknown');
    }
    const { post, author } = view;
    if (redirectToActivity(request, reply, post.uri)) return reply;
    if (post.deletedAt !== null) throw new UserError('gone', 'post_gone');
    if (author.suspendedAt !== null) throw new UserError('not-found', 'page_unknown');
    const reader = await readerOf(web, request, reply);
    return sendPage(
      reply,
      layout(reader, {
        title: announcementTitle(reader, view),
        description: excerpt(post.content, 200),
        section: '/annunci',
        canonical: post.url,
        hidden: author.host !== null || !author.indexable,
        image: view.images.find((image) => image.media !== null)?.url,
        preview: 'article',
        data: announcementData(view, announcementTitle(reader, view)),
        main: announcementPage(reader, view),
      }),
    );
  }
}
