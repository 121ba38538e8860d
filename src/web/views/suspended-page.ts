import type { listSuspended } from '../../domain/moderation/suspend.ts';
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

export function suspendedPage(
  reader: Reader,
  rows: Awaited<ReturnType<typeof listSuspended>>,
  typed: Typed,
  error?: UserError,
): SafeHtml {
  const { moderation, coordination } = messages(reader.locale);
  const words = moderation.suspended;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
<section class="box">${formPage(reader, {
      action: '/coordinamento/sospesi',
      fields: [
        {
          name: 'address',
          label: words.address,
          hint: words.addressHint,
          type: 'text',
          value: typed.address,
        },
        { name: 'reason', label: words.reason, hint: words.reasonHint, type: 'text', value: typed.reason },
      ],
      submit: words.submit,
      error,
    })}</section>
${
  rows.length === 0
    ? html`<p class="quiet-text">${words.empty}</p>`
    : html`<ul class="rows">${rows.map(
        ({ actor, reason, createdAt }) =>
          html`<li class="session"><div><p class="row-title"><bdi>${actor.name}</bdi> <span class="address">@${actor.handle}@${actor.host ?? reader.web.domain.addresses.host}</span></p><p class="quiet-text">${reason} · ${coordination.blocks.since(formatDate(createdAt, reader.locale))}</p></div>${button(reader, '/coordinamento/sospesi/riammetti', { id: actor.id }, words.restore)}</li>`,
      )}</ul>`
}</div>`,
  });
}
