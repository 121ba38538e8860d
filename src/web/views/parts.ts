import type { Actor } from '../../domain/actors/actor.table.ts';
import { kindByIri } from '../../domain/taxonomy/kinds.ts';
import { SECTOR_SLUGS } from '../../domain/taxonomy/sectors.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { type HtmlValue, html, type SafeHtml, webAddress } from '../html.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import { icon } from './icons.ts';

/** The page of an actor on this node, whoever's it is. */
export function actorPath(actor: Actor): string {
  const handle = encodeURIComponent(actor.handle);
  return actor.host === null ? `/@${handle}` : `/@${handle}@${actor.host}`;
}

export function actorLink(actor: Actor): SafeHtml {
  return html`<a href="${actorPath(actor)}"><bdi>${actor.name}</bdi></a>`;
}

/** Whose district a thing comes from: its group's name, what a group itself says is its own, else its host. */
export function originName(reader: Reader, owner: Actor, group: Actor | null): string {
  if (owner.type === 'Group') return owner.name;
  return group?.name ?? owner.host ?? reader.group.name;
}

/** A link to somewhere else; text alone where the address is no web address. */
export function outsideLink(address: string | null, text: HtmlValue): SafeHtml {
  const href = webAddress(address);
  if (href === undefined) return html`<span>${text}</span>`;
  return html`<a href="${href}" rel="nofollow noopener noreferrer ugc">${text}${icon('elsewhere')}</a>`;
}

export function kindName(reader: Reader, actor: Actor): string | undefined {
  const kind = kindByIri(actor.kind ?? '') ?? (actor.type === 'Person' ? 'person' : undefined);
  return kind && reader.taxonomy.kinds[kind].one;
}

export function sectorNames(reader: Reader, slugs: readonly string[]): string[] {
  return SECTOR_SLUGS.filter((slug) => slugs.includes(slug)).map((slug) => reader.taxonomy.sectors[slug]);
}

export function placeName({
  comune,
  province,
}: {
  comune: string | null;
  province: string | null;
}): string | undefined {
  return comune === null ? undefined : province === null ? comune : `${comune} (${province})`;
}

/** Sanitised HTML as one line of at most so many characters. */
export function excerpt(content: string, length: number): string {
  const text = htmlToText(content).replace(/\s+/g, ' ');
  return text.length <= length ? text : `${text.slice(0, length).replace(/\s+\S*$/u, '')}…`;
}

export function pageHead(title: HtmlValue, lead?: HtmlValue): SafeHtml {
  return html`<div class="page-head"><h1 dir="auto">${title}</h1>${lead && html`<p class="lead">${lead}</p>`}</div>`;
}

export function emptyNotice(title: HtmlValue, text?: HtmlValue, actions?: HtmlValue): SafeHtml {
  return html`<div class="empty">${icon('search')}<p class="empty-title">${title}</p>${text && html`<p>${text}</p>`}${actions}</div>`;
}

/** The way on, and back to the beginning. */
export function pager(
  reader: Reader,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  next: string | undefined,
): SafeHtml | undefined {
  const { words } = reader;
  if (next === undefined && query.after === undefined) return undefined;
  const first = addressWith(path, { ...query, after: undefined });
  return html`<nav class="pager" aria-label="${words.filters.pages}">
${query.after && html`<a class="button quiet" href="${first}">${words.filters.first}</a>`}
${next && html`<a class="button" rel="next" href="${addressWith(path, { ...query, after: next })}">${words.filters.next}</a>`}
</nav>`;
}

export function facts(rows: readonly (readonly [string, HtmlValue] | undefined | false | '')[]): SafeHtml {
  return html`<dl class="facts">${rows.map(
    (row) => row && html`<div><dt>${row[0]}</dt><dd>${row[1]}</dd></div>`,
  )}</dl>`;
}
