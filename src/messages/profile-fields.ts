import type { Actor, ProfileField } from '../domain/actors/actor.table.ts';
import { kindByIri } from '../domain/taxonomy/kinds.ts';
import { SECTOR_SLUGS, sectorBySlug } from '../domain/taxonomy/sectors.ts';
import { escapeHtml, textToHtml } from '../platform/html/text.ts';
import { type Locale, messages } from './messages.ts';

/** Kind, sectors, comune and site, then what it says beside that, as Mastodon shows profile fields: HTML. */
export function profileFields(actor: Actor, locale: Locale): ProfileField[] {
  // What others say of themselves came with names of their own, all of it.
  if (actor.host !== null) return actor.fields;
  const { federation: words, taxonomy } = messages(locale);
  const kind = actor.kind === null ? undefined : kindByIri(actor.kind);
  const sectors = sectorsOf(actor).map(({ slug }) => taxonomy.sectors[slug]);
  const facts: [name: string, value: string | undefined][] = [
    [words.kind, kind && escapeHtml(taxonomy.kinds[kind].one)],
    [words.sectors, sectors.length === 0 ? undefined : escapeHtml(sectors.join(', '))],
    [words.place, actor.comune === null ? undefined : escapeHtml(placeName(actor.comune, actor.province))],
    [words.site, actor.site === null ? undefined : siteLink(actor.site)],
    [words.vat, actor.vatNumber === null ? undefined : escapeHtml(actor.vatNumber)],
  ];
  return [
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    ...actor.fields.map(({ name, value }) => ({ name, value: inline(textToHtml(value)) })),
  ];
}

export function sectorsOf(actor: Actor) {
  return SECTOR_SLUGS.filter((slug) => actor.sectors.includes(slug)).map(sectorBySlug);
}

function placeName(comune: string, province: string | null): string {
  return province === null ? comune : `${comune} (${province})`;
}

function siteLink(site: string): string {
  const label = site.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return `<a href="${escapeHtml(site)}" rel="me">${escapeHtml(label)}</a>`;
}

function inline(html: string): string {
  return html.replace(/^<p>|<\/p>$/g, '');
}
