import { PURPOSES } from '../../domain/proposals/proposal.ts';
import { PLACED } from '../../domain/proposals/proposals-by-place.ts';
import { SECTOR_SLUGS } from '../../domain/taxonomy/sectors.ts';
import { formatNumber } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import {
  COUNTED,
  type Counts,
  type PlaceMap,
  type PlaceRow,
  placeRows,
  provinceName,
  sumCounts,
} from '../place-map.ts';
import { addressWith, type MapQuery } from '../query.ts';
import type { Reader } from '../reader.ts';
import { input, SEARCHABLE_KINDS, select } from './filters.ts';
import { icon } from './icons.ts';
import { DRAWN, mapDrawing, markSample } from './map-drawing.ts';
import { actorLink, pageHead, placeName } from './parts.ts';

export function mapPage(reader: Reader, query: MapQuery, found: PlaceMap): SafeHtml {
  const { locale, web } = reader;
  const { map } = messages(locale);
  const rows = placeRows(found, query);
  const number = (count: number) => formatNumber(String(count), locale);
  return html`<div class="wrap">
${pageHead(map.title, map.lead)}
${mapFilters(reader, query)}
${whereabouts(reader, query)}
<div class="map-columns">
<figure class="map-figure">${mapDrawing(found, query)}
<figcaption>${mapLegend(reader)}<p>${query.region === undefined && html`${map.zoom} `}<span class="map-credit">${map.credit}</span></p></figcaption></figure>
<div><h2 id="map-table">${map.table}</h2>
${rows.length === 0 ? html`<p>${map.nothing}</p>` : placeTable(reader, query, rows)}
${found.unplaced > 0 && query.region === undefined && html`<p class="quiet-text">${map.unplaced(number(found.unplaced))}</p>`}
${found.more && html`<p class="quiet-text">${map.newest(number(PLACED))}</p>`}
${found.comuni.length > DRAWN && html`<p class="quiet-text">${map.largest(number(DRAWN))}</p>`}
${
  found.districts.length > 0 &&
  web.role === 'network' &&
  html`<h2>${map.districtsHere}</h2><ul class="plain map-districts">${found.districts.map(
    (district) =>
      html`<li>${actorLink(district)}${placeName(district) && html` <span class="quiet-text">${placeName(district)}</span>`}</li>`,
  )}</ul>`
}
</div></div></div>`;
}

/** The map alone, within a page that lists the same. */
export function foldedMap({ locale }: Reader, query: MapQuery, found: PlaceMap): SafeHtml {
  const { map } = messages(locale);
  return html`<details class="map-fold"><summary>${map.link}</summary>${mapDrawing(found, query)}
<p><a href="${addressWith('/mappa', query)}">${map.table}</a> <span class="map-credit">${map.credit}</span></p></details>`;
}

function mapLegend({ locale }: Reader): SafeHtml {
  const { map } = messages(locale);
  return html`<ul class="map-legend" aria-label="${map.legend}">${COUNTED.map((what) => html`<li>${markSample(what)}${map[what]}</li>`)}</ul>`;
}

function mapFilters(reader: Reader, query: MapQuery): SafeHtml {
  const { words, taxonomy, locale, web } = reader;
  const { filters } = words;
  const { map } = messages(locale);
  const { region, province, ...chosen } = query;
  const place = { region, province };
  const kept = Object.entries(place).filter(([, value]) => value !== undefined);
  return html`<search class="filters wide"><form method="get" action="/mappa" aria-label="${filters.title}">
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${input('text', filters.text, filters.textHint, query.text)}
${select(
  'show',
  map.show,
  map.everything,
  (['districts', 'members', 'proposals'] as const).map((one) => [one, map[one]] as const),
  query.show,
)}
${select(
  'purpose',
  filters.purpose,
  filters.bothPurposes,
  PURPOSES.map((one) => [one, one === 'offer' ? words.offers : words.requests] as const),
  query.purpose,
)}
${select(
  'sector',
  filters.sector,
  filters.anySector,
  SECTOR_SLUGS.map((slug) => [slug, taxonomy.sectors[slug]] as const),
  query.sector,
)}
${select(
  'kind',
  filters.kind,
  filters.anyKind,
  SEARCHABLE_KINDS.map((kind) => [kind, taxonomy.kinds[kind].other] as const),
  query.kind,
)}
${
  web.role === 'district' &&
  select(
    'from',
    filters.from,
    filters.all,
    (['here', 'elsewhere'] as const).map((one) => [one, filters[one]] as const),
    query.from,
  )
}
<div class="filter-actions"><button class="button">${icon('search')}${filters.apply}</button>
${Object.values(chosen).some((value) => value !== undefined) && html`<a class="button quiet" href="${addressWith('/mappa', place)}">${filters.clear}</a>`}</div>
</form></search>`;
}

/** Italy, the region, the province: the way back out. */
function whereabouts({ locale }: Reader, query: MapQuery): SafeHtml | undefined {
  const { region, province } = query;
  if (region === undefined) return undefined;
  const { map } = messages(locale);
  const out = (name: string, to: Partial<MapQuery>) =>
    html`<li><a href="${addressWith('/mappa', { ...query, ...to })}">${name}</a></li>`;
  const here = (name: string) => html`<li aria-current="location">${name}</li>`;
  return html`<nav class="map-crumbs" aria-label="${map.where}"><ol>
${out(map.italy, { region: undefined, province: undefined })}
${province === undefined ? here(region) : html`${out(region, { province: undefined })}${here(provinceName(province))}`}
</ol></nav>`;
}

function placeTable({ locale }: Reader, query: MapQuery, rows: readonly PlaceRow[]): SafeHtml {
  const { map } = messages(locale);
  const { region, province } = query;
  const place = province !== undefined ? map.comune : region !== undefined ? map.province : map.region;
  const closer = ({ name, code }: PlaceRow) =>
    province !== undefined
      ? addressWith('/offerte', { comune: `${name} (${province})` })
      : addressWith('/mappa', {
          ...query,
          ...(region === undefined ? { region: name } : { province: code }),
        });
  const cells = (counts: Counts) =>
    COUNTED.map((what) => html`<td>${formatNumber(String(counts[what]), locale)}</td>`);
  return html`<div class="table-scroll" role="region" aria-labelledby="map-table" tabindex="0"><table class="map-table">
<thead><tr><th scope="col">${place}</th>${COUNTED.map((what) => html`<th scope="col">${map[what]}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row"><a href="${closer(row)}">${row.name}</a></th>${cells(row.counts)}</tr>`)}</tbody>
<tfoot><tr><th scope="row">${map.total}</th>${cells(sumCounts(rows))}</tr></tfoot>
</table></div>`;
}
