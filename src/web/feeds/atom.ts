import { html, type SafeHtml, webAddress } from '../html.ts';

/** An Atom feed (RFC 4287). Addresses are absolute; ids never change. */
export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly updated: Date;
  readonly author: { readonly name: string; readonly uri: string };
  readonly self: string;
  readonly alternate: string;
  /** The page of the feed after this one (RFC 5005). */
  readonly next: string | undefined;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly published: Date;
  readonly updated: Date;
  readonly author: { readonly name: string; readonly uri: string };
  readonly alternate: string;
  readonly language?: string | null;
  /** Sanitised HTML. */
  readonly content: string;
  readonly categories: readonly string[];
}

export function atom(feed: Feed): SafeHtml {
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language}">
<id>${feed.id}</id>
<title>${feed.title}</title>
<updated>${feed.updated.toISOString()}</updated>
${author(feed.author)}
<link rel="self" type="application/atom+xml" href="${feed.self}"/>
<link rel="alternate" type="text/html" href="${feed.alternate}"/>
${feed.next && html`<link rel="next" type="application/atom+xml" href="${feed.next}"/>`}
<generator>Distretto</generator>
${feed.entries.map(entry)}</feed>
`;
}

function entry(item: Entry): SafeHtml {
  return html`<entry${item.language && html` xml:lang="${item.language}"`}>
<id>${item.id}</id>
<title>${item.title}</title>
<published>${item.published.toISOString()}</published>
<updated>${item.updated.toISOString()}</updated>
${author(item.author)}
<link rel="alternate" type="text/html" href="${webAddress(item.alternate) ?? item.id}"/>
${item.categories.map((term) => html`<category term="${term}"/>`)}
<content type="html">${item.content}</content>
</entry>
`;
}

function author({ name, uri }: { name: string; uri: string }): SafeHtml {
  return html`<author><name>${name}</name>${webAddress(uri) && html`<uri>${uri}</uri>`}</author>`;
}
