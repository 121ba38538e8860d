import type { FastifyInstance } from 'fastify';
import { openOrdersOn } from '../../domain/orders/order-reads.ts';
import { postById } from '../../domain/posts/post-reads.ts';
import { isForEveryone, isForMembers } from '../../domain/posts/visible-to.ts';
import { proposalById } from '../../domain/proposals/catalogue.ts';
import { messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { proposalsFeed } from '../feeds/proposals-feed.ts';
import { sendFeed } from '../feeds/send-feed.ts';
import { html } from '../html.ts';
import { redirectToActivity, sendPage } from '../page.ts';
import { scopedCount, searchCatalogue, searchIn } from '../proposal-search.ts';
import { addressWith, type ProposalQuery, pathId, proposalQuery } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { proposalCards } from '../views/cards.ts';
import { fromTabs, hasFilters } from '../views/filters.ts';
import { layout } from '../views/layout.ts';
import { emptyNotice, pageHead, pager } from '../views/parts.ts';
import { proposalFilters, resultHead } from '../views/proposal-filters.ts';
import { proposalSheet } from '../views/proposal-page.ts';
import { scopeLink } from '../views/scopes.ts';

const ORDERS_SHOWN = 5;

export function proposalRoutes(fastify: FastifyInstance, web: Web): void {
  const { db } = web.domain;

  fastify.get('/offerte', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    const query = forReader(reader, parseInput(proposalQuery, request.query));
    const { words, group } = reader;
    const found = await searchCatalogue(web.domain, query);
    const { page } = found;
    const { after: _, scoped, ...filters } = query;
    const isMember = reader.signedIn !== undefined && scoped === undefined;
    const kept = isMember ? await scopedCount(web.domain, query) : 0;
    return sendPage(
      reply,
      layout(reader, {
        title: words.proposals.title,
        description: words.proposals.lead,
        section: '/offerte',
        hidden: query.after !== undefined || scoped !== undefined,
        feed: {
          href: addressWith('/offerte.atom', filters),
          title: `${group.name}: ${words.feeds.proposals}`,
        },
        main: html`<div class="wrap">
${pageHead(words.proposals.title, web.role === 'network' ? words.proposals.networkLead : words.proposals.lead)}
${proposalFilters(reader, query, found)}
${web.role === 'district' && fromTabs(reader, '/offerte', query)}
${scopeLink(reader, query, kept)}
${page.items.length === 0 ? nothingFound(reader, query) : html`${resultHead(reader, query, found)}${proposalCards(reader, page.items, 2, found.place)}`}
${pager(reader, '/offerte', query, page.next)}
<p class="embed-link">${hasFilters(query) && html`<a href="${addressWith('/avvisi/nuova', searchIn(query))}" rel="nofollow">${messages(reader.locale).alerts.save.link}</a> · `}<a href="${addressWith('/mappa', mapFilters(query))}">${messages(reader.locale).map.link}</a> ·
<a href="${addressWith('/embed', filters)}" rel="nofollow">${messages(reader.locale).embed.link}</a></p>
</div>`,
      }),
    );
  });

  fastify.get('/offerte.atom', async (request, reply) => {
    const { scoped: _, ...query } = parseInput(proposalQuery, request.query);
    const reader = await readerOf(web, request, reply);
    return sendFeed(
      request,
      reply,
      proposalsFeed(reader, query, (await searchCatalogue(web.domain, query)).page),
    );
  });

  fastify.get('/offerte/:id', async (request, reply) => {
    const id = pathId(request.params);
    const [post, view] = await Promise.all([postById(db, id), proposalById(db, id)]);
    const reader = await readerOf(web, request, reply);
    const open = reader.signedIn === undefined ? isForEveryone(post) : isForMembers(post);
    if (post === undefined || post.kind !== 'proposal' || !open) {
      throw new UserError('not-found', 'page_unknown');
    }
    if (redirectToActivity(request, reply, post.uri)) return reply;
    if (post.deletedAt !== null) throw new UserError('gone', 'post_gone');
    if (view === undefined || view.owner.suspendedAt !== null)
      throw new UserError('not-found', 'page_unknown');
    const orders = await openOrdersOn(db, id, ORDERS_SHOWN);
    return sendPage(reply, proposalSheet(reader, view, undefined, orders));
  });
}

/** What is kept to some districts is for members: whoever else asks for it gets what is for all. */
function forReader({ signedIn }: Reader, { scoped, ...query }: ProposalQuery): ProposalQuery {
  return signedIn === undefined || scoped === undefined ? query : { ...query, scoped };
}

/** What of the filters the map has too. */
function mapFilters({ text, purpose, sector, kind, from }: ProposalQuery) {
  return { show: 'proposals', text, purpose, sector, kind, from };
}

function nothingFound(reader: Reader, query: ProposalQuery) {
  const { proposals, filters } = reader.words;
  if (!hasFilters(query)) return emptyNotice(proposals.emptyAll);
  const clear = html`<p><a class="button quiet" href="/offerte">${filters.clear}</a></p>`;
  return emptyNotice(proposals.emptyTitle, proposals.empty, clear);
}
