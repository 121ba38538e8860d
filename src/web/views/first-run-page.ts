import { type Finding, findingText } from '../../messages/finding.ts';
import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { formPage } from './forms.ts';
import { layout } from './layout.ts';
import { facts, pageHead, placeName } from './parts.ts';
import { button } from './people-page.ts';

export const FIRST_RUN_PATH = '/coordinamento/inizio';

/** What the last step brought. */
export interface FirstRun {
  readonly findings?: readonly Finding[];
  readonly letterTo?: string;
  readonly invited?: number;
  readonly tried?: { readonly path: string; readonly typed: Typed; readonly error: UserError };
}

export function firstRunPage(reader: Reader, run: FirstRun): SafeHtml {
  const { firstRun: words } = messages(reader.locale);
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${who(reader)}
${address(reader, run)}
${post(reader, run)}
${invitations(reader, run)}
<section class="box"><h2>${words.end}</h2><p>${words.endLead}</p>${button(reader, `${FIRST_RUN_PATH}/fine`, {}, words.endSubmit)}</section></div>`,
  });
}

function who({ group, settings, locale }: Reader): SafeHtml {
  const { firstRun: words, settings: names } = messages(locale);
  const missing = (value: string | null | undefined) => value || words.missing;
  return html`<section class="box"><h2>${words.who}</h2>${facts([
    [names.name, html`<bdi>${group.name}</bdi>`],
    [names.comune, missing(placeName(group))],
    [names.contact, missing(settings.contact)],
    [names.accent, settings.accent ?? words.ours],
    [names.logo, group.avatarUrl === null ? words.ours : words.there],
    [names.licence, settings.licence ?? names.noLicence],
  ])}<p><a class="button" href="/coordinamento/impostazioni?inizio=1">${words.change}</a></p></section>`;
}

function address(reader: Reader, { findings, tried }: FirstRun): SafeHtml {
  const { firstRun: words, doctor } = messages(reader.locale);
  const { web, group, locale } = reader;
  const { origin, host } = web.domain.addresses;
  return html`<section class="box"><h2>${words.address}</h2><p>${words.addressLead}</p>
<p class="address">${origin} · @${group.handle}@${host}</p>
${
  findings &&
  html`<div role="status"><ul class="rows">${findings.map((finding) => {
    const { found, advice } = findingText(finding, locale);
    return html`<li><p class="row-title">${doctor.checks[finding.check]}: ${words.levels[finding.level]}</p><p>${found}</p>${advice && html`<p class="quiet-text">${advice}</p>`}</li>`;
  })}</ul></div>`
}${formPage(reader, {
  action: `${FIRST_RUN_PATH}/indirizzo`,
  fields: [],
  submit: words.check,
  error: errorOf(tried, '/indirizzo'),
})}</section>`;
}

function post(reader: Reader, { letterTo, tried }: FirstRun): SafeHtml {
  const { firstRun: words } = messages(reader.locale);
  const error = errorOf(tried, '/posta');
  const form = formPage(reader, {
    action: `${FIRST_RUN_PATH}/posta`,
    fields: [
      {
        name: 'email',
        label: words.email,
        type: 'email',
        autocomplete: 'email',
        value: error && tried?.typed.email,
      },
    ],
    submit: words.sendTest,
    error,
  });
  return html`<section class="box"><h2>${words.post}</h2>
${letterTo && html`<p class="notice" role="status">${words.letterSent(letterTo)}</p>`}
${reader.web.mail ? html`<p>${words.postLead}</p>${form}` : html`<p>${words.noPost}</p>`}</section>`;
}

function invitations(reader: Reader, { invited, tried }: FirstRun): SafeHtml {
  const { firstRun: words } = messages(reader.locale);
  const error = errorOf(tried, '/inviti');
  const { typed = {} } = error === undefined ? {} : (tried ?? {});
  const tick = html`<p class="tick"><input type="checkbox" id="coordinators" name="coordinators"${typed.coordinators !== undefined && html` checked`}><label for="coordinators">${words.asCoordinators}</label></p>`;
  return html`<section class="box"><h2>${words.invitations}</h2>
${invited !== undefined && html`<p class="notice" role="status">${words.invited(invited)} ${!reader.web.mail && html`<a href="/coordinamento/lettere">${words.seeLetters}</a>`}</p>`}
<p>${words.invitationsLead}</p>${formPage(reader, {
    action: `${FIRST_RUN_PATH}/inviti`,
    fields: [
      { name: 'emails', label: words.emails, hint: words.emailsHint, type: 'long-text', value: typed.emails },
    ],
    end: tick,
    submit: words.invite,
    error,
  })}</section>`;
}

function errorOf(tried: FirstRun['tried'], path: string): UserError | undefined {
  return tried?.path === path ? tried.error : undefined;
}
