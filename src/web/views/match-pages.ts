import type { MatchView } from '../../domain/matches/match-reads.ts';
import { UNMET_DAYS } from '../../domain/matches/unmet-requests.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { formatDate, formatNumber } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import type { Page } from '../../platform/pages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { proposalCard } from './cards.ts';
import { layout } from './layout.ts';
import { actorLink, emptyNotice, excerpt, originName, pageHead, pager, placeName } from './parts.ts';
import { quantityText } from './terms.ts';

/** Each request with the offer of another district that might meet it. */
export function matchPage(reader: Reader, page: Page<MatchView>, after: string | undefined): SafeHtml {
  const { matches: words } = messages(reader.locale);
  const { role } = reader.web;
  return layout(reader, {
    title: words.title,
    description: words.lead,
    section: role === 'network' ? '/richieste' : '/coordinamento',
    hidden: role === 'district',
    main: html`<div class="wrap">${pageHead(words.title, words.lead)}
${page.items.length === 0 ? emptyNotice(words.empty, words.emptyLead) : html`<p>${words.propose}</p><ul class="plain matches">${page.items.map((view) => matchRow(reader, view))}</ul>`}
${pager(reader, '/abbinamenti', { after }, page.next)}</div>`,
  });
}

function matchRow(reader: Reader, { match, request, offer }: MatchView): SafeHtml {
  const { locale, signedIn } = reader;
  const { matches: words } = messages(locale);
  const distance =
    match.kilometres === null ? undefined : words.distance(formatNumber(String(match.kilometres), locale));
  return html`<li class="match" id="m-${match.id}"><p class="match-why">${words.reasons[match.reason]}${distance !== undefined && html` · ${distance}`}</p>
<ul class="cards two">${proposalCard(reader, request, 2)}${proposalCard(reader, offer, 2)}</ul>
${
  signedIn?.caller.role === 'coordinator' &&
  html`<form method="post" action="/abbinamenti/togli"><input type="hidden" name="csrf" value="${reader.csrf}"><input type="hidden" name="id" value="${match.id}"><button class="button quiet" aria-label="${words.dismissOne(titleOf(request), titleOf(offer))}">${words.dismiss}</button></form>`
}</li>`;
}

function titleOf({ post }: ProposalView): string {
  return post.title ?? excerpt(post.content, 80);
}

/** Requests that have waited for long. */
export function unmetPage(
  reader: Reader,
  page: Page<ProposalView>,
  days: string,
  after: string | undefined,
): SafeHtml {
  const { matches } = messages(reader.locale);
  const { unmet: words } = matches;
  const { role } = reader.web;
  return layout(reader, {
    title: words.title,
    description: words.lead,
    section: '/richieste',
    main: html`<div class="wrap">${pageHead(words.title, words.lead)}
<search class="filters"><form method="get" action="/richieste" aria-label="${reader.words.filters.title}">
<div class="field"><label for="f-giorni">${words.days}</label><select id="f-giorni" name="giorni">${UNMET_DAYS.map(
      (one) => html`<option value="${one}"${one === days && html` selected`}>${words.daysOf(one)}</option>`,
    )}</select></div>
<div class="filter-actions"><button class="button">${words.show}</button></div></form></search>
${role === 'network' && html`<p><a href="/abbinamenti">${matches.title}</a></p>`}
${page.items.length === 0 ? emptyNotice(words.empty) : html`<ul class="rows">${page.items.map((view) => unmetRow(reader, view))}</ul>`}
${pager(reader, '/richieste', { giorni: days, after }, page.next)}</div>`,
  });
}

function unmetRow(reader: Reader, view: ProposalView): SafeHtml {
  const { post, proposal, owner, group } = view;
  const { unmet: words } = messages(reader.locale).matches;
  const place = placeName(proposal);
  const { quantity, unit } = proposal;
  return html`<li><p class="row-title" dir="auto"><a href="/offerte/${post.id}">${titleOf(view)}</a></p>
<p class="quiet-text">${actorLink(owner)} · <bdi>${originName(reader, owner, group)}</bdi>${place && html` · ${place}`}${quantity !== null && html` · ${quantityText(reader, quantity, unit ?? 'one')}`} · ${words.since(formatDate(proposal.publishedAt, reader.locale))}</p></li>`;
}
