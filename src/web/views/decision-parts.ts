import type { Actor } from '../../domain/actors/actor.table.ts';
import { turnout, VOICES } from '../../domain/decisions/decision.ts';
import type { DecisionView } from '../../domain/decisions/decision-reads.ts';
import { formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import type { Id } from '../../platform/ids.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { excerpt } from './parts.ts';

/** Whether votes are still counted, for whoever looks. */
export function isOpen({ poll }: DecisionView): boolean {
  return poll.closedAt === null;
}

export function decisionBadge(reader: Reader, view: DecisionView): SafeHtml {
  const { state } = messages(reader.locale).decisions;
  return isOpen(view)
    ? html`<span class="badge offer">${state.open}</span>`
    : html`<span class="badge">${state.closed}</span>`;
}

/** When it closes or closed. */
export function closingText(reader: Reader, view: DecisionView): string {
  const words = messages(reader.locale).decisions;
  const { closedAt, endsAt } = view.poll;
  const at = closedAt ?? endsAt;
  const when = at === null ? '' : formatDateTime(at, reader.locale);
  const early = closedAt !== null && endsAt !== null && closedAt < endsAt;
  return early ? `${when} (${words.closedEarly})` : when;
}

export function electorateText(reader: Reader, { poll }: DecisionView): string | undefined {
  const electorate = VOICES.find((one) => one === poll.electorate);
  return electorate && messages(reader.locale).decisions.electorates[electorate];
}

/** How many have voted, and of how many where we know. */
export function turnoutText(reader: Reader, { poll, decision }: DecisionView): string {
  const words = messages(reader.locale).decisions;
  if (decision === null) return words.cast(poll.voters);
  return words.turnoutOf(poll.voters, decision.voices, turnout(poll, decision));
}

export function decisionTitle({ post }: DecisionView): string {
  return post.title ?? excerpt(post.content, 120);
}

/** `left`: in whose name the reader can still vote, by decision. */
export function decisionCards(
  reader: Reader,
  views: readonly DecisionView[],
  left: ReadonlyMap<Id, readonly Actor[]>,
): SafeHtml {
  const words = messages(reader.locale).decisions;
  const toCast = (actors: readonly Actor[] = []) =>
    actors.length > 0 &&
    html`<p><strong>${words.vote.toCast(actors.map(({ name }) => name).join(', '))}</strong></p>`;
  return html`<ul class="news">${views.map(
    (
      view,
    ) => html`<li class="card"><div class="card-body"><p class="card-kind">${decisionBadge(reader, view)}</p>
<h2 dir="auto"><a href="/decisioni/${view.post.id}">${decisionTitle(view)}</a></h2>
${view.author.host !== null && html`<p class="from away"><bdi>${view.author.name}</bdi></p>`}
<p>${isOpen(view) ? words.closes : words.closed}: ${closingText(reader, view)}</p>
<p>${words.turnout}: ${turnoutText(reader, view)}</p>
${toCast(left.get(view.post.id))}</div></li>`,
  )}</ul>`;
}
