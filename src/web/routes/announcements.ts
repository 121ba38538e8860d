import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type AnnouncementView,
  announcementById,
  announcementCursor,
  announcements,
} from '../../domain/announcements/announcement-reads.ts';
import { isForEveryone } from '../../domain/posts/visible-to.ts';
import { publishStatus } from '../../domain/statuses/publish-status.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { announcementsFeed } from '../feeds/announcements-feed.ts';
import { sendFeed } from '../feeds/send-feed.ts';
import { html } from '../html.ts';
import { redirectToActivity, sendPage } from '../page.ts';
import { addressWith, listQuery, PAGE_SIZE, pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { announcementData } from '../structured-data.ts';
import { actorIn, signedForm } from '../typed.ts';
import { announcementPage } from '../views/announcement-page.ts';
import { announcementCards, announcementTitle } from '../views/cards.ts';
import { fromTabs } from '../views/filters.ts';
import { layout } from '../views/layout.ts';
import { emptyNotice, excerpt, pageHead, pager } from '../views/parts.ts';
import type { Typed } from '../views/respond-form.ts';

export function announcementRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;
  const { db } = domain;

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

  fastify.post('/annunci/:id/risposte', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const view = await announcementById(db, pathId(request.params));
    if (view === undefined || !isShown(view)) throw new UserError('not-found', 'page_unknown');
    const { text = '', readers } = typed;
    const visibility = readers === 'unlisted' ? 'unlisted' : 'direct';
    const answer = { text, visibility, inReplyTo: view.post.id, language: reader.locale } as const;
    try {
      await publishStatus(domain, signedIn.caller, actorIn(typed), answer, { lookup: web.lookup });
      return reply.redirect(`${pathOf(view)}?fatto=risposta#reply`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, sheet(reader, view, { values: typed, error }), HTTP_STATUS[error.kind]);
    }
  });

  async function sendOne(kind: 'announcement' | 'note', request: FastifyRequest, reply: FastifyReply) {
    const view = await announcementById(db, pathId(request.params));
    const open = isForEveryone(view?.post);
    if (view === undefined || view.post.kind !== kind || !open) {
      throw new UserError('not-found', 'page_unknown');
    }
    if (redirectToActivity(request, reply, view.post.uri)) return reply;
    if (view.post.deletedAt !== null) throw new UserError('gone', 'post_gone');
    if (!isShown(view)) throw new UserError('not-found', 'page_unknown');
    return sendPage(reply, sheet(await readerOf(web, request, reply), view));
  }
}

/** Announcements and notes that anyone may read. */
function isShown({ post, author }: AnnouncementView): boolean {
  const isOpen = isForEveryone(post);
  const isText = post.kind === 'announcement' || post.kind === 'note';
  return isText && isOpen && post.deletedAt === null && author.suspendedAt === null;
}

function pathOf({ post: { kind, id } }: AnnouncementView): string {
  return `/${kind === 'note' ? 'note' : 'annunci'}/${id}`;
}

function sheet(reader: Reader, view: AnnouncementView, typed?: Typed) {
  const { post, author } = view;
  return layout(reader, {
    title: announcementTitle(reader, view),
    description: excerpt(post.content, 200),
    section: '/annunci',
    canonical: post.url,
    hidden: author.host !== null || !author.indexable,
    image: view.images.find((image) => image.media !== null)?.url,
    preview: 'article',
    data: announcementData(view, announcementTitle(reader, view)),
    main: announcementPage(reader, view, typed),
  });
}
