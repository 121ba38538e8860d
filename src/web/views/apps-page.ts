import type { Actor } from '../../domain/actors/actor.table.ts';
import type { consentsOf } from '../../domain/oauth/tokens.ts';
import { formatDate } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { layout } from './layout.ts';
import { emptyNotice, pageHead } from './parts.ts';

type Consent = Awaited<ReturnType<typeof consentsOf>>[number];

/** The applications that somebody has let in, each with a way to end that. */
export function appsPage(reader: Reader, consents: readonly Consent[], actors: readonly Actor[]): SafeHtml {
  const words = messages(reader.locale).consent;
  const row = ({ id, app, actorId, createdAt }: Consent) => {
    const actor = actors.find((one) => one.id === actorId);
    return html`<li class="session"><p><strong>${app.name}</strong> · ${actor && words.inName(actor.name)} · ${words.since(formatDate(createdAt, reader.locale))}</p>
<form method="post" action="/io/applicazioni"><input type="hidden" name="csrf" value="${reader.csrf}"><input type="hidden" name="id" value="${id}"><button class="button quiet">${words.end}</button></form></li>`;
  };
  return layout(reader, {
    title: words.apps,
    hidden: true,
    main: html`<div class="wrap narrow">${pageHead(words.apps, words.appsLead)}
${consents.length === 0 ? emptyNotice(words.noApps) : html`<ul class="rows">${consents.map(row)}</ul>`}</div>`,
  });
}
