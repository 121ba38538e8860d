import { messages } from '../../messages/messages.ts';
import { assets } from '../assets.ts';
import { type HtmlValue, html, raw, type SafeHtml, webAddress } from '../html.ts';
import { lookPath } from '../look.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import type { StructuredData } from '../structured-data.ts';
import { icon } from './icons.ts';
import { mainMenu, mainMenuButton, ownMenu } from './menu.ts';

export interface PageFacts {
  readonly title: string;
  readonly description?: string | undefined;
  /** The path of the menu's entry that this page belongs to. */
  readonly section?: string | undefined;
  readonly feed?: { readonly href: string; readonly title: string } | undefined;
  /** Absolute: where this content has its home, if that is another address. */
  readonly canonical?: string | undefined;
  /** Kept out of search engines: copies, private pages, people who asked for it. */
  readonly hidden?: boolean;
  /** Absolute address of a picture of ours. */
  readonly image?: string | undefined;
  /** What a link to it previews (https://ogp.me/#types). */
  readonly preview?: 'article' | 'profile';
  /** What search engines may take from it; a hidden page gives nothing away. */
  readonly data?: StructuredData;
  /** What makes it nicer where scripts run. */
  readonly script?: 'forms' | 'passkeys';
  readonly main: HtmlValue;
}

export function layout(reader: Reader, page: PageFacts): SafeHtml {
  const { group, locale, words } = reader;
  const title = page.title === group.name ? page.title : `${page.title} · ${group.name}`;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${page.description && html`<meta name="description" content="${page.description}">`}
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf7ef">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#171b18">
${page.hidden && html`<meta name="robots" content="noindex">`}
${webAddress(page.canonical) && html`<link rel="canonical" href="${webAddress(page.canonical)}">`}
<meta property="og:title" content="${page.title}">
<meta property="og:type" content="${page.preview ?? 'website'}">
${webAddress(page.canonical) && html`<meta property="og:url" content="${webAddress(page.canonical)}">`}
<meta property="og:site_name" content="${group.name}">
${page.description && html`<meta property="og:description" content="${page.description}">`}
${page.image && html`<meta property="og:image" content="${page.image}">`}
<link rel="icon" type="image/svg+xml" href="${assets.logo.path}">
<link rel="stylesheet" href="${assets.style.path}">
${reader.settings.accent && html`<link rel="stylesheet" href="${lookPath(reader.settings.accent)}">`}
${page.data !== undefined && !page.hidden && dataBlock(page.data)}
${page.script && html`<script type="module" src="${assets[page.script].path}"></script>`}
${
  page.feed &&
  html`<link rel="alternate" type="application/atom+xml" title="${page.feed.title}" href="${page.feed.href}">`
}
</head>
<body>
<a class="skip" href="#content">${words.layout.skip}</a>
${header(reader, page)}
<main id="content" tabindex="-1">
${page.main}
</main>
${footer(reader, page)}
</body>
</html>
`;
}

/** A block of data that no text in it can end: `<` stands there as an escape of JSON. */
function dataBlock(data: StructuredData): SafeHtml {
  const json = JSON.stringify({ '@context': 'https://schema.org', ...data }).replaceAll('<', '\\u003c');
  return html`<script type="application/ld+json">${raw(json)}</script>`;
}

function header(reader: Reader, { section }: PageFacts): SafeHtml {
  const { group, words } = reader;
  return html`<header class="top">
<div class="wrap top-row">
<a class="brand" href="/" aria-label="${words.layout.home(group.name)}">
<img src="${group.avatarUrl ?? assets.logo.path}" alt="" width="40" height="40"><span dir="auto">${group.name}</span>
</a>
<div class="who">${mainMenuButton(reader)}${ownMenu(reader, section)}</div>
</div>
${mainMenu(reader, section)}
</header>`;
}

function footer({ group, settings, locale, words, path, web }: Reader, { feed }: PageFacts): SafeHtml {
  const other = locale === 'it' ? 'en' : 'it';
  return html`<footer class="bottom">
<div class="wrap bottom-row">
<div>
<p class="bottom-name" dir="auto">${group.name}</p>
<p>${words.layout.about}</p>
${settings.contact && html`<p>${messages(locale).settings.contactFooter} <a href="mailto:${settings.contact}">${settings.contact}</a></p>`}
<p><a href="${addressWith('/dal-tuo-nodo', { uri: group.uri })}" rel="nofollow">${words.layout.follow}</a>: <span class="address">@${group.handle}@${web.domain.addresses.host}</span></p>
</div>
<ul class="plain">
${feed && html`<li><a href="${feed.href}">${icon('feed')}${words.layout.feed}</a></li>`}
<li><a href="${addressWith('/lingua', { l: other, next: path })}" lang="${other}" hreflang="${other}">${icon('language')}${words.layout.otherLanguage}</a></li>
<li><a href="/dati">${messages(locale).openData.title}</a></li>
<li>${words.layout.software}</li>
</ul>
</div>
</footer>`;
}
