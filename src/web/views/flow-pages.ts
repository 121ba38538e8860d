import { FEWEST, FLOW_KINDS, type Flow } from '../../domain/flows/flow.ts';
import type { AgreedFlow, Reciprocity } from '../../domain/flows/flow-reads.ts';
import { formatNumber } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { FlowQuery } from '../query.ts';
import type { Reader } from '../reader.ts';
import { select } from './filters.ts';
import { flowDiagram, ribbonSample } from './flow-diagram.ts';
import { formPage } from './forms.ts';
import { layout } from './layout.ts';
import { actorLink, emptyNotice, pageHead } from './parts.ts';

/** More ribbons than these say nothing any more. */
const DRAWN = 40;
export const LISTED = 500;

export interface FlowContents {
  readonly query: FlowQuery;
  readonly year: number;
  readonly years: readonly number[];
  readonly flows: readonly AgreedFlow[];
  readonly reciprocity: readonly Reciprocity[];
}

export function flowPage(reader: Reader, contents: FlowContents): SafeHtml {
  const { flows: words, matches } = messages(reader.locale);
  const { flows, years, year, query } = contents;
  const title = `${words.title} ${year}`;
  return layout(reader, {
    title,
    description: words.lead,
    section: '/flussi',
    main: html`<div class="wrap">${pageHead(title, words.lead)}
<p><a href="/richieste">${matches.unmet.title}</a>${reader.web.role === 'network' && html` · <a href="/abbinamenti">${matches.title}</a>`}</p>
${years.length > 0 && flowFilters(reader, { years, year, query })}
${flows.length === 0 ? emptyNotice(words.none, words.noneLead(FEWEST)) : flowFigures(reader, contents)}</div>`,
  });
}

function flowFilters(reader: Reader, { years, year, query }: Pick<FlowContents, 'years' | 'year' | 'query'>) {
  const { words } = reader;
  const { flows, map } = messages(reader.locale);
  return html`<search class="filters"><form method="get" action="/flussi" aria-label="${words.filters.title}">
${select(
  'anno',
  flows.year,
  String(years[0]),
  years.slice(1).map((one) => [String(one), String(one)] as const),
  String(year),
)}
${select(
  'kind',
  flows.kind,
  map.everything,
  FLOW_KINDS.map((kind) => [kind, flows.kinds[kind]] as const),
  query.kind,
)}
<div class="filter-actions"><button class="button">${flows.show}</button></div></form></search>`;
}

function flowFigures(reader: Reader, { flows, reciprocity }: FlowContents): SafeHtml {
  const { locale } = reader;
  const { flows: words } = messages(locale);
  const number = (count: number) => formatNumber(String(count), locale);
  return html`<div class="map-columns">
<figure class="map-figure">${flowDiagram(
    flows.slice(0, DRAWN).map((flow) => ({
      from: flow.provider.name,
      to: flow.receiver.name,
      kind: flow.kind,
      amount: Math.min(flow.byProvider, flow.byReceiver),
    })),
  )}
<figcaption><ul class="map-legend" aria-label="${words.legend}">${FLOW_KINDS.filter((kind) => flows.some((flow) => flow.kind === kind)).map((kind) => html`<li>${ribbonSample(kind)}${words.kinds[kind]}</li>`)}</ul>
<p>${words.diagram}${flows.length > DRAWN && html` ${words.largest(number(DRAWN))}`}</p></figcaption></figure>
<div><h2 id="flow-table">${words.table}</h2>${flowTable(reader, flows)}
${flows.length === LISTED && html`<p class="quiet-text">${words.mostListed(number(LISTED))}</p>`}</div></div>
<section><h2 id="reciprocity">${words.reciprocity}</h2><p>${words.reciprocityLead}</p>
<div class="table-scroll" role="region" aria-labelledby="reciprocity" tabindex="0"><table class="flow-table">
<thead><tr><th scope="col">${words.district}</th><th scope="col">${words.given}</th><th scope="col">${words.received}</th></tr></thead>
<tbody>${reciprocity.map(({ district, given, received }) => html`<tr><th scope="row">${actorLink(district)}</th><td>${number(given)}</td><td>${number(received)}</td></tr>`)}</tbody>
</table></div></section>`;
}

function flowTable(reader: Reader, flows: readonly AgreedFlow[]): SafeHtml {
  const { locale } = reader;
  const { flows: words } = messages(locale);
  const number = (count: number) => formatNumber(String(count), locale);
  return html`<div class="table-scroll" role="region" aria-labelledby="flow-table" tabindex="0"><table class="flow-table">
<thead><tr><th scope="col">${words.provider}</th><th scope="col">${words.receiver}</th><th scope="col">${words.kind}</th><th scope="col">${words.agreements}</th></tr></thead>
<tbody>${flows.map((flow) => {
    const { byProvider, byReceiver, hoursByProvider, hoursByReceiver } = flow;
    const counted =
      byProvider === byReceiver ? number(byProvider) : words.differ(number(byProvider), number(byReceiver));
    return html`<tr><th scope="row">${actorLink(flow.provider)}</th><td>${actorLink(flow.receiver)}</td><td>${words.kinds[flow.kind]}</td><td>${counted}${hoursText(reader, hoursByProvider, hoursByReceiver)}</td></tr>`;
  })}</tbody></table></div>`;
}

function hoursText({ locale }: Reader, byProvider: string | null, byReceiver: string | null) {
  if (byProvider === null || byReceiver === null) return undefined;
  const { flows: words } = messages(locale);
  const [one, other] = [byProvider, byReceiver].map((hours) => formatNumber(hours, locale));
  const text = words.hours(
    one === other || other === undefined ? (one ?? '') : words.differ(one ?? '', other),
  );
  return html` (${text})`;
}

/** Whether the district publishes its flows, and what it says by that. */
export function flowConsentPage(
  reader: Reader,
  published: readonly Flow[],
  names: ReadonlyMap<string, string>,
): SafeHtml {
  const { locale, group } = reader;
  const { flows: words } = messages(locale);
  const { consent } = words;
  const isPublic = group.flows !== null;
  const name = (uri: string) => html`<bdi>${names.get(uri) ?? uri}</bdi>`;
  return layout(reader, {
    title: consent.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(consent.title, consent.lead)}
<p class="notice">${isPublic ? consent.is : consent.isNot}</p>
<p>${consent.what(FEWEST)}</p>
${formPage(reader, {
  action: '/coordinamento/flussi',
  fields: [],
  hidden: { publish: isPublic ? 'no' : 'yes' },
  submit: isPublic ? consent.hide : consent.publish,
})}
<h2 id="published">${isPublic ? consent.now : consent.would}</h2>
${
  published.length === 0
    ? html`<p>${consent.nothing}</p>`
    : html`<div class="table-scroll" role="region" aria-labelledby="published" tabindex="0"><table class="flow-table">
<thead><tr>${[words.year, words.provider, words.receiver, words.kind, words.agreements].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${published.map(({ year, provider, receiver, kind, agreements, hours }) => html`<tr><td>${year}</td><td>${name(provider)}</td><td>${name(receiver)}</td><td>${words.kinds[kind]}</td><td>${formatNumber(String(agreements), locale)}${hours !== null && html` (${words.hours(formatNumber(hours, locale))})`}</td></tr>`)}</tbody></table></div>`
}</div>`,
  });
}
