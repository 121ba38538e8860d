import type { Actor } from '../../domain/actors/actor.table.ts';
import {
  DECISION_LISTS,
  type DecisionList,
  type DecisionView,
} from '../../domain/decisions/decision-reads.ts';
import { messages } from '../../messages/messages.ts';
import type { Id } from '../../platform/ids.ts';
import type { Page } from '../../platform/pages.ts';
import { html, type SafeHtml } from '../html.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import { decisionCards } from './decision-parts.ts';
import { layout } from './layout.ts';
import { emptyNotice, pageHead, pager } from './parts.ts';

export function decisionList(
  reader: Reader,
  { list, after }: { readonly list: DecisionList; readonly after: string | undefined },
  page: Page<DecisionView>,
  left: ReadonlyMap<Id, readonly Actor[]>,
): SafeHtml {
  const words = messages(reader.locale).decisions;
  const address = (one: DecisionList) =>
    addressWith('/decisioni', { list: one === 'open' ? undefined : one });
  return layout(reader, {
    title: words.title,
    description: words.lead,
    section: '/decisioni',
    feed: { href: '/decisioni.atom', title: `${reader.group.name}: ${words.feed}` },
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${reader.signedIn?.caller.role === 'coordinator' && html`<p><a class="button" href="/decisioni/nuova">${words.open.title}</a></p>`}
<nav class="tabs" aria-label="${words.listsLabel}"><ul>${DECISION_LISTS.map(
      (one) =>
        html`<li><a href="${address(one)}"${one === list && html` aria-current="true"`}>${words.lists[one]}</a></li>`,
    )}</ul></nav>
${page.items.length === 0 ? emptyNotice(words.empty[list]) : decisionCards(reader, page.items, left)}
${pager(reader, '/decisioni', { list, after }, page.next)}</div>`,
  });
}
