import type { Actor } from '../../domain/actors/actor.table.ts';
import type { DomainEvent } from '../../domain/history/event-reads.ts';
import { formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import type { Id } from '../../platform/ids.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { layout } from './layout.ts';
import { actorLink, emptyNotice, pageHead, pager } from './parts.ts';

export interface LogPage {
  readonly events: readonly DomainEvent[];
  readonly actors: ReadonlyMap<Id, Actor>;
  /** The person of each account that did something. */
  readonly people: ReadonlyMap<Id, Actor>;
  readonly next: string | undefined;
  readonly after: string | undefined;
}

export function logPage(reader: Reader, page: LogPage): SafeHtml {
  const { log: words } = messages(reader.locale).coordination;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${page.events.length === 0 ? emptyNotice(words.empty) : html`<ol class="rows log">${page.events.map((event) => eventRow(reader, event, page))}</ol>`}
${pager(reader, '/coordinamento/registro', { after: page.after }, page.next)}</div>`,
  });
}

function eventRow(reader: Reader, event: DomainEvent, { actors, people }: LogPage): SafeHtml {
  const { log: words } = messages(reader.locale).coordination;
  const texts: Readonly<Record<string, string | undefined>> = words.events;
  const actor = actors.get(event.actorId ?? '');
  const { host } = event.data;
  return html`<li><p class="row-title">${texts[event.type] ?? event.type}${actor && html`: ${actorLink(actor)}`}${typeof host === 'string' && html`: ${host}`}</p>
<p class="quiet-text"><time datetime="${event.occurredAt.toISOString()}">${formatDateTime(event.occurredAt, reader.locale)}</time> · ${callerText(reader, event.caller, people)}</p></li>`;
}

function callerText(reader: Reader, caller: string, people: ReadonlyMap<Id, Actor>): string {
  const { callers } = messages(reader.locale).coordination.log;
  const [kind = '', id = ''] = caller.split(':');
  if (kind === 'account') return people.get(id)?.name ?? callers.account;
  return kind === 'operator' || kind === 'clock' || kind === 'remote' ? callers[kind] : kind;
}
