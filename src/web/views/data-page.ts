import { messages } from '../../messages/messages.ts';
import { DATA_SET_NAMES, DATA_SETS } from '../data/data-sets.ts';
import { FORMATS, LICENCE } from '../data/formats.ts';
import { DATA_PATH, MAX_ROWS, REQUESTS } from '../data/open-api.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { pageHead } from './parts.ts';

/** The API for people who want to read of it before they use it. */
export function dataPage({ locale, web }: Reader): SafeHtml {
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
<p>${words.licence} <a href="${LICENCE}" rel="license noopener noreferrer">CC BY 4.0</a></p>
</div>`;
}
