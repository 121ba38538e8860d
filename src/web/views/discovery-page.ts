import type { Discovery, Found } from '../../domain/discoveries/discovery-reads.ts';
import { kindByIri } from '../../domain/taxonomy/kinds.ts';
import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { formPage } from './forms.ts';
import { layout } from './layout.ts';
import { actorLink, pageHead, placeName } from './parts.ts';
import { button } from './people-page.ts';

const PATH = '/coordinamento/scoperta';

export interface DiscoveryContents {
  readonly discovery: Discovery | undefined;
  readonly followedIds: ReadonlySet<string>;
  readonly tried?: { readonly typed: Typed; readonly error: UserError } | undefined;
}

export function discoveryPage(
  reader: Reader,
  { discovery, followedIds, tried }: DiscoveryContents,
): SafeHtml {
  const { discovery: words } = messages(reader.locale);
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
<section class="box">${formPage(reader, {
      action: PATH,
      fields: [
        {
          name: 'address',
          label: words.address,
          hint: words.addressHint,
          type: 'text',
          value: tried?.typed.address,
        },
      ],
      submit: words.submit,
      error: tried?.error,
    })}</section>
${
  discovery &&
  html`<section><h2>${words.from(discovery.host)}</h2>
${discovery.goesOn && html`<p role="status">${words.goesOn}</p>`}
${
  discovery.found.length === 0
    ? html`<p class="quiet-text">${words.empty}</p>`
    : html`<ul class="rows">${discovery.found.map((one) => row(reader, one, followedIds))}</ul>`
}</section>`
}</div>`,
  });
}

function row(reader: Reader, { actor, namedBy }: Found, followedIds: ReadonlySet<string>): SafeHtml {
  const { discovery: words } = messages(reader.locale);
  const role = kindByIri(actor.kind ?? '') === 'network' ? 'network' : 'district';
  const about = [words.roles[role], placeName(actor), namedBy && words.namedBy(namedBy.name)];
  const belongs = reader.group.memberOf.includes(actor.uri);
  const ask = addressWith(`/adesioni/${reader.group.id}/chiedi`, {
    gruppo: `@${actor.handle}@${actor.host}`,
  });
  return html`<li class="session"><div><p class="row-title">${actorLink(actor)} <span class="address">@${actor.handle}@${actor.host}</span></p><p class="quiet-text">${about.filter(Boolean).join(' · ')}</p></div>
${followedIds.has(actor.id) ? html`<p class="quiet-text">${words.follows}</p>` : button(reader, `${PATH}/segui`, { id: actor.id }, words.follow)}
${role === 'network' && !belongs && html`<a class="button quiet" href="${ask}">${words.join}</a>`}</li>`;
}
