import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { messages } from '../../messages/messages.ts';
import { assets } from '../assets.ts';
import { html, type SafeHtml } from '../html.ts';
import { lookPath } from '../look.ts';
import { addressWith, type ProposalQuery } from '../query.ts';
import type { Reader } from '../reader.ts';
import { proposalCards } from './cards.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';

/** A list that stands within a page of somebody else's: what it leads to opens outside of the frame. */
export function embeddedList(reader: Reader, query: ProposalQuery, views: readonly ProposalView[]): SafeHtml {
  const { group, locale, web } = reader;
  const { embed } = messages(locale);
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${embed.frame(group.name)}</title>
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<base target="_blank">
<link rel="canonical" href="${web.domain.addresses.origin + addressWith('/offerte', query)}">
<link rel="stylesheet" href="${assets.style.path}">
${reader.settings.accent && html`<link rel="stylesheet" href="${lookPath(reader.settings.accent)}">`}
</head>
<body class="embedded">
<main class="wrap">
<h1 dir="auto">${embed.frame(group.name)}</h1>
${views.length === 0 ? html`<p>${embed.empty}</p>` : proposalCards(reader, views, 2)}
<p class="embedded-more"><a class="button quiet" href="${addressWith('/offerte', query)}">${embed.all(group.name)}</a></p>
</main>
</body>
</html>
`;
}

/** The lines that put the list, with these filters, into another page. */
export function embedPage(reader: Reader, query: ProposalQuery): SafeHtml {
  const { group, locale, web } = reader;
  const { embed } = messages(locale);
  const path = addressWith('/embed/offerte', query);
  const lines = html`<iframe src="${web.domain.addresses.origin + path}" title="${embed.frame(group.name)}" width="100%" height="640" loading="lazy"></iframe>`;
  return layout(reader, {
    title: embed.title,
    description: embed.lead,
    section: '/offerte',
    hidden: true,
    main: html`<div class="wrap narrow">
${pageHead(embed.title, embed.lead)}
<h2>${embed.snippet}</h2>
<p class="copy"><code translate="no">${lines.toString()}</code></p>
<p class="quiet-text">${embed.chosen}</p>
<p class="actions"><a class="button" href="${path}">${embed.preview}</a>
<a class="button quiet" href="${addressWith('/offerte', query)}">${embed.choose}</a></p>
</div>`,
  });
}
