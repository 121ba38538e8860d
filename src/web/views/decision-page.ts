import type { Actor } from '../../domain/actors/actor.table.ts';
import { isQuorate } from '../../domain/decisions/decision.ts';
import type { DecisionView } from '../../domain/decisions/decision-reads.ts';
import { isOver } from '../../domain/polls/poll.ts';
import { messages } from '../../messages/messages.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { signInPath } from '../sign-in-first.ts';
import { ballotForm } from './ballot.ts';
import {
  closingText,
  decisionBadge,
  decisionTitle,
  electorateText,
  isOpen,
  turnoutText,
} from './decision-parts.ts';
import { fromOwnNode } from './interaction-pages.ts';
import { layout } from './layout.ts';
import { actorLink, excerpt, facts, outsideLink } from './parts.ts';
import { pollResults } from './poll-results.ts';
import type { Typed } from './respond-form.ts';

/** The voices that the reader can cast, and those that are cast, by whom. */
export interface OwnVoices {
  readonly left: readonly Actor[];
  readonly cast: readonly { readonly actor: Actor; readonly by: 'you' | 'another' | 'operator' }[];
}

export function decisionPage(reader: Reader, view: DecisionView, voices: OwnVoices, typed?: Typed): SafeHtml {
  const { post, author, poll, decision } = view;
  const words = messages(reader.locale).decisions;
  const ours = author.host === null;
  const quorum =
    decision !== null && (decision.quorum === null ? words.noQuorum : words.quorumOf(decision.quorum));
  return layout(reader, {
    title: decisionTitle(view),
    description: excerpt(post.content, 200) || words.lead,
    section: '/decisioni',
    canonical: post.url,
    hidden: !ours,
    main: html`<article class="wrap narrow sheet">
<nav class="crumbs" aria-label="${reader.words.proposals.crumb}"><a href="/decisioni">${words.title}</a></nav>
<header class="sheet-head"><p class="card-kind">${decisionBadge(reader, view)}</p>
<h1 dir="auto">${decisionTitle(view)}</h1>
${!ours && html`<p class="byline">${actorLink(author)}</p>`}</header>
<div class="prose" dir="auto"${post.language !== null && post.language !== reader.locale && html` lang="${post.language}"`}>${raw(post.content)}</div>
${facts([
  [isOpen(view) ? words.closes : words.closed, closingText(reader, view)],
  [words.electorate, electorateText(reader, view)],
  quorum !== false && [words.quorum, quorum],
  [words.turnout, turnoutText(reader, view)],
])}
${ours ? voteBox(reader, view, voices, typed) : html`<p class="notice">${words.ofDistrict(author.name)} ${outsideLink(post.url, reader.words.proposals.original)}</p>`}
<section class="box"><h2>${words.results}</h2>
${
  isOpen(view)
    ? html`<p>${words.sealed}</p>`
    : html`${pollResults(reader, poll)}${decision?.quorum != null && html`<p><strong>${isQuorate(poll, decision) ? words.quorate : words.notQuorate}</strong></p>`}`
}</section>
${ours && html`<section><h2>${words.ballot}</h2><p>${words.secret}</p></section>`}
${ours && isOpen(view) && reader.signedIn?.caller.role === 'coordinator' && coordinatorBox(reader, view)}
</article>`,
  });
}

function voteBox(
  reader: Reader,
  { post, poll }: DecisionView,
  { left, cast }: OwnVoices,
  typed: Typed | undefined,
): SafeHtml | undefined {
  const words = messages(reader.locale).decisions.vote;
  const { clock } = reader.web.domain;
  const thanks =
    cast.length > 0 &&
    html`<div class="notice own" role="status">${cast.map(({ actor, by }) => html`<p>${words.counted[by](actor.name)}</p>`)}</div>`;
  if (isOver(poll, clock.now())) return thanks || undefined;
  if (reader.signedIn === undefined) {
    return html`<section class="box reply"><h2>${words.title}</h2><p>${words.signInLead}</p>
<p><a class="button" href="${signInPath(reader)}">${words.signIn}</a></p>${fromOwnNode(reader, post.uri, 'reply')}</section>`;
  }
  if (left.length === 0 && cast.length === 0) return html`<p class="notice">${words.noVoice}</p>`;
  if (left.length === 0) return thanks || undefined;
  return html`${thanks}<section class="box reply" id="vote"><h2>${words.title}</h2>
${ballotForm(reader, {
  action: `/decisioni/${post.id}/voti`,
  poll,
  voters: left,
  note: words.final,
  confirm: words.sure,
  typed,
})}</section>`;
}

function coordinatorBox(reader: Reader, { post }: DecisionView): SafeHtml {
  const words = messages(reader.locale).decisions.coordinate;
  const step = (path: string, lead: string, label: string) =>
    html`<form method="post" action="/decisioni/${post.id}/${path}"><input type="hidden" name="csrf" value="${reader.csrf}">
<p>${lead}</p><p><button class="button quiet">${label}</button></p></form>`;
  return html`<details class="box"><summary>${words.title}</summary>
${step('chiusura', words.closeLead, words.close)}
${step('ritiro', words.withdrawLead, words.withdraw)}</details>`;
}
