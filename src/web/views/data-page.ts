import { licenceOf } from '../../domain/node/licences.ts';
import { messages } from '../../messages/messages.ts';
import { DATA_SET_NAMES, DATA_SETS } from '../data/data-sets.ts';
import { FORMATS } from '../data/formats.ts';
import { DATA_PATH, MAX_ROWS, REQUESTS } from '../data/open-api.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { pageHead } from './parts.ts';

/** The API for people who want to read of it before they use it. */
export function dataPage({ locale, web, settings }: Reader): SafeHtml {
  const licence = licenceOf(settings);
  const { openData: words } = messages(locale);
  return html`<div class="wrap narrow">
${pageHead(words.title, words.lead)}
${DATA_SET_NAMES.map(
  (
    name,
  ) => html`<section class="box" aria-labelledby="data-${name}"><h2 id="data-${name}">${words.sets[name]}</h2>
<p>${words.about[name]}</p>
<ul class="data-formats">${FORMATS.map((format) => html`<li><a href="${DATA_PATH}/${name}.${format}" rel="nofollow">${words.formats[format]}<span class="visually-hidden"> (${words.sets[name]})</span></a></li>`)}</ul>
<details><summary>${words.columns}</summary><p class="data-columns" translate="no">${Object.keys(DATA_SETS[name].schema.shape).map((column, at) => html`${at > 0 && ', '}<code>${column}</code>`)}</p></details></section>`,
)}
<h2>${words.how}</h2>
<ul class="data-rules">
<li>${words.pages(MAX_ROWS)}</li>
<li>${words.unchanged}</li>
<li>${words.rate(REQUESTS.limit, REQUESTS.minutes)}</li>
<li>${words.description} <a href="${DATA_PATH}/openapi.json" rel="nofollow"><span translate="no">${web.domain.addresses.origin}${DATA_PATH}/openapi.json</span></a></li>
</ul>
<h2>${words.licenceTitle}</h2>
<p>${licence === undefined ? words.noLicence : html`${words.licence} <a href="${licence.url}" rel="license noopener noreferrer">${licence.title}</a>`}</p>
</div>`;
}
