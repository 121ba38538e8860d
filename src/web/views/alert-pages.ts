import type { SavedSearch } from '../../domain/alerts/alert.table.ts';
import { HOW_OFTEN, type HowOften, type SearchQuery } from '../../domain/alerts/alert.ts';
import type { Subscription } from '../../domain/alerts/unsubscribe.ts';
import { describeSearch } from '../../messages/describe-search.ts';
import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import { type Field, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';

export interface OwnAlerts {
  readonly searches: readonly SavedSearch[];
  readonly digest: boolean;
  /** Whether somebody said that the account's address is theirs. */
  readonly isConfirmed: boolean;
}

export function alertsPage(reader: Reader, { searches, digest, isConfirmed }: OwnAlerts): SafeHtml {
  const { alerts: words } = messages(reader.locale);
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/io',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${!reader.web.mail && html`<p class="notice">${words.noMail}</p>`}
${!isConfirmed && html`<p class="notice">${words.confirmFirst} <a href="/io/account">${words.account}</a></p>`}
<section class="box"><h2>${words.digest.title}</h2><p>${words.digest.lead}${digest && html` <strong>${words.digest.on}</strong>`}</p>
<form method="post" action="/avvisi/riassunto"><input type="hidden" name="csrf" value="${reader.csrf}">
<input type="hidden" name="wanted" value="${digest ? 'no' : 'yes'}"><p><button class="button${digest && ' quiet'}">${digest ? words.digest.end : words.digest.begin}</button></p></form></section>
<section class="band"><div class="band-head"><h2>${words.searches.title}</h2><a class="more" href="/offerte">${words.searches.toCatalogue}</a></div>
${searches.length === 0 ? html`<p class="quiet-text">${words.searches.empty}</p>` : html`<ul class="rows">${searches.map((one) => row(reader, one))}</ul>`}</section></div>`,
  });
}

function row(reader: Reader, { id, query, often }: SavedSearch): SafeHtml {
  const { searches: words } = messages(reader.locale).alerts;
  const path = `/avvisi/ricerche/${id}`;
  const csrf = html`<input type="hidden" name="csrf" value="${reader.csrf}">`;
  const name = inWords(reader, query);
  return html`<li><p class="row-title"><a href="${addressWith('/offerte', query)}" dir="auto">${name}</a></p>
<div class="row-forms"><form method="post" action="${path}">${csrf}<label for="often-${id}" class="visually-hidden">${words.often}: ${name}</label>
<select id="often-${id}" name="often">${HOW_OFTEN.map((one) => html`<option value="${one}"${one === often && html` selected`}>${words[one]}</option>`)}</select>
<button class="button quiet">${words.change}<span class="visually-hidden">: ${name}</span></button></form>
<form method="post" action="${path}/cancella">${csrf}<button class="button quiet">${words.forget}<span class="visually-hidden">: ${name}</span></button></form></div></li>`;
}

/** Saves the search that the catalogue's address says. */
export function saveSearchPage(reader: Reader, query: SearchQuery, error?: UserError): SafeHtml {
  const { save: words, searches } = messages(reader.locale).alerts;
  const choices = HOW_OFTEN.map((one: HowOften) => [one, searches[one]] as const);
  const often: Field = { name: 'often', label: searches.often, type: 'choice', choices };
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/offerte',
    main: html`<div class="wrap form-page">${pageHead(words.title, words.lead(inWords(reader, query)))}
${formPage(reader, { action: '/avvisi/ricerche', hidden: query, fields: [often], submit: words.submit, error })}</div>`,
  });
}

/** For whoever has a letter in hand, signed in or not. */
export function unsubscribePage(reader: Reader, { of }: Subscription, key: string): SafeHtml {
  const { unsubscribe: words } = messages(reader.locale).alerts;
  return layout(reader, {
    title: words.title,
    hidden: true,
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead[of])}
<form method="post" action="/disiscrizione/${key}"><p><button class="button">${words.submit}</button></p></form></div>`,
  });
}

export function unsubscribedPage(reader: Reader): SafeHtml {
  const { unsubscribe: words } = messages(reader.locale).alerts;
  return layout(reader, {
    title: words.title,
    hidden: true,
    main: html`<div class="wrap narrow">${pageHead(words.title)}
<p class="notice" role="status">${words.done}</p><p>${words.again} <a href="/avvisi">${messages(reader.locale).alerts.title}</a></p></div>`,
  });
}

function inWords({ locale, taxonomy }: Reader, query: SearchQuery): string {
  const { alerts, search } = messages(locale);
  return describeSearch(query, alerts.describe, taxonomy, search.returns);
}
