import type { listBlockedHosts } from '../../domain/moderation/blocked-hosts.ts';
import { formatDate } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { formPage } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';
import { button } from './people-page.ts';

type BlockedHost = Awaited<ReturnType<typeof listBlockedHosts>>[number];

export function blockPage(
  reader: Reader,
  hosts: readonly BlockedHost[],
  typed: Typed,
  error?: UserError,
): SafeHtml {
  const { blocks: words } = messages(reader.locale).coordination;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
<section class="box">${formPage(reader, {
      action: '/coordinamento/blocchi',
      fields: [
        { name: 'host', label: words.host, hint: words.hostHint, type: 'text', value: typed.host },
        { name: 'reason', label: words.reason, hint: words.reasonHint, type: 'text', value: typed.reason },
      ],
      submit: words.submit,
      error,
    })}</section>
${
  hosts.length === 0
    ? html`<p class="quiet-text">${words.empty}</p>`
    : html`<ul class="rows">${hosts.map(
        ({ host, reason, createdAt }) =>
          html`<li class="session"><div><p class="row-title">${host}</p><p class="quiet-text">${reason && html`${reason} · `}${words.since(formatDate(createdAt, reader.locale))}</p></div>${button(reader, '/coordinamento/blocchi/togli', { host }, words.unblock)}</li>`,
      )}</ul>`
}</div>`,
  });
}
