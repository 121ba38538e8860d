import type { EventView } from '../../domain/events/event-reads.ts';
import { messages } from '../../messages/messages.ts';
import type { Page } from '../../platform/pages.ts';
import { html, type SafeHtml } from '../html.ts';
import { addressWith, type EventQuery } from '../query.ts';
import type { Reader } from '../reader.ts';
import { eventCards } from './event-cards.ts';
import { fromTabs } from './filters.ts';
import { icon } from './icons.ts';
import { layout } from './layout.ts';
import { emptyNotice, pageHead, pager } from './parts.ts';

export function eventList(reader: Reader, query: EventQuery, page: Page<EventView>): SafeHtml {
  const words = messages(reader.locale).events;
  const { after: _, ...filters } = query;
  const calendar = { from: query.from, comune: query.comune };
  return layout(reader, {
    title: words.title,
    description: words.lead,
    section: '/eventi',
    hidden: query.after !== undefined,
    feed: { href: addressWith('/eventi.atom', filters), title: `${reader.group.name}: ${words.feed}` },
    main: html`<div class="wrap narrow">
${pageHead(words.title, words.lead)}
<p class="actions">${reader.signedIn !== undefined && html`<a class="button" href="/eventi/nuovo">${words.form.create}</a>`}
<a class="button quiet" href="${addressWith('/eventi.ics', calendar)}">${icon('calendar')}${words.calendarShown}</a></p>
${whenTabs(reader, query)}
${reader.web.role === 'district' && fromTabs(reader, '/eventi', query)}
${comuneFilter(reader, query)}
${page.items.length === 0 ? nothing(reader, query) : eventCards(reader, page.items, 2)}
${pager(reader, '/eventi', query, page.next)}
</div>`,
  });
}

function whenTabs({ locale }: Reader, query: EventQuery): SafeHtml {
  const words = messages(locale).events;
  const tabs = [
    [undefined, words.coming],
    ['past', words.past],
  ] as const;
  return html`<nav class="tabs" aria-label="${words.when}"><ul>${tabs.map(
    ([when, label]) =>
      html`<li><a href="${addressWith('/eventi', { ...query, when, after: undefined })}"${(query.when === 'past') === (when === 'past') && html` aria-current="true"`}>${label}</a></li>`,
  )}</ul></nav>`;
}

function comuneFilter({ words, locale }: Reader, { when, from, comune }: EventQuery): SafeHtml {
  const hidden = Object.entries({ when, from }).filter(([, value]) => value !== undefined);
  return html`<search class="filters"><form method="get" action="/eventi" aria-label="${words.filters.title}">
${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<div class="field"><label for="f-comune">${words.filters.comune}</label>
<input id="f-comune" name="comune" type="text" maxlength="80" value="${comune}" placeholder="${words.filters.comuneHint}"></div>
<div class="filter-actions"><button class="button">${icon('search')}${words.filters.apply}</button>
${comune !== undefined && html`<a class="button quiet" href="${addressWith('/eventi', { when, from })}">${messages(locale).events.all}</a>`}</div>
</form></search>`;
}

function nothing({ locale }: Reader, { when, from, comune }: EventQuery): SafeHtml {
  const words = messages(locale).events;
  if (comune !== undefined || from !== undefined) return emptyNotice(words.notFound);
  return emptyNotice(when === 'past' ? words.emptyPast : words.empty);
}
