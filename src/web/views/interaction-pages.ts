import type { Intent } from '../../domain/remote-lookup.ts';
import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { InteractionTarget } from '../interaction-target.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import { errorSummary, fieldRow, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';

/** For somebody who is at home elsewhere: the way to act on this from there. */
export function fromOwnNode({ locale }: Reader, uri: string, intent: Intent): SafeHtml {
  const words = messages(locale).interactions;
  return html`<p>${words.lead}</p><p><a class="button quiet" href="${addressWith('/dal-tuo-nodo', { uri })}" rel="nofollow">${words.buttons[intent]}</a></p>`;
}

/** Asks visitors who they are elsewhere. */
export function ownNodePage(
  reader: Reader,
  { uri, title, intent }: InteractionTarget,
  address: string,
  error?: UserError,
): SafeHtml {
  const words = messages(reader.locale).interactions;
  return layout(reader, {
    title: words.buttons[intent],
    hidden: true,
    main: html`<div class="wrap form-page">${pageHead(words.buttons[intent], words.leads[intent](title))}
${formPage(reader, {
  action: '/dal-tuo-nodo',
  hidden: { uri },
  fields: [
    {
      name: 'address',
      label: words.address,
      type: 'text',
      hint: words.addressHint,
      max: 320,
      value: address,
    },
  ],
  submit: words.submit,
  error,
})}
<p>${words.byHand}</p><p class="copy"><code>${uri}</code></p></div>`,
  });
}

/** Where somebody of ours opens what is elsewhere, where that was not found. */
export function openHerePage(reader: Reader, uri: string, error?: UserError): SafeHtml {
  const { open: words } = messages(reader.locale).interactions;
  return layout(reader, {
    title: words.title,
    hidden: true,
    main: html`<div class="wrap form-page">${pageHead(words.title, words.lead)}
${error && errorSummary(reader, error, 'uri')}
<form class="form" method="get" action="/authorize_interaction">
${fieldRow('', { name: 'uri', label: words.address, type: 'text', max: 2000, value: uri }, undefined)}
<p><button class="button">${words.submit}</button></p>
</form></div>`,
  });
}
