import { MEMBER_KINDS } from '../../domain/taxonomy/kinds.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { charterTick } from './charter-tick.ts';
import { errorSummary, type Field, fieldRow } from './forms.ts';
import { layout } from './layout.ts';
import { emptyNotice, pageHead } from './parts.ts';
import { comuneList } from './proposal-form.ts';

interface ApplicationForm {
  /** Of the charter in force; undefined where there is none. */
  readonly version: number | undefined;
  readonly typed: Typed;
  readonly error?: UserError | undefined;
}

export function applicationPage(reader: Reader, { version, typed, error }: ApplicationForm): SafeHtml {
  const { applications: words } = messages(reader.locale);
  const { signedIn, group, csrf } = reader;
  const title = words.titleOf(group.name);
  const said = (name: string) => (error?.field === name ? errorMessage(error, reader.locale) : undefined);
  const fields = fieldsOf(reader);
  const isKnown = error?.field === 'charter' || fields.some(({ name }) => name === error?.field);
  return layout(reader, {
    title,
    description: words.lead,
    section: '/aderisci',
    main: html`<div class="wrap narrow">${pageHead(title, signedIn === undefined ? words.lead : words.leadSignedIn)}
${signedIn === undefined && html`<p class="quiet-text">${words.haveAccount} <a href="/accedi">${words.signIn}</a></p>`}
${error && errorSummary(reader, error, isKnown ? error.field : undefined)}
<form class="form" method="post" action="/aderisci"><input type="hidden" name="csrf" value="${csrf}">
${fields.map((field) => fieldRow('', { ...field, value: typed[field.name] ?? field.value }, said(field.name)))}${comuneList(reader)}
${group.charter !== null && charterTick({ charter: group.charter, href: `/carta/${version ?? ''}`, read: words.readCharter(version ?? 1), accept: words.accept, ticked: typed.accept !== undefined, error: said('charter') })}
<p><button class="button">${words.submit}</button></p></form></div>`,
  });
}

function fieldsOf({ locale, taxonomy, signedIn, web }: Reader): Field[] {
  const { applications: words } = messages(locale);
  const kinds = MEMBER_KINDS.filter((kind) => signedIn === undefined || kind !== 'person');
  return [
    { name: 'name', label: words.name, hint: words.nameHint, type: 'text', max: 120 },
    {
      name: 'kind',
      label: words.kind,
      type: 'choice',
      choices: kinds.map((kind) => [kind, taxonomy.kinds[kind].one] as const),
    },
    {
      name: 'handle',
      label: words.handle,
      hint: words.handleHint(web.domain.addresses.host),
      type: 'text',
      max: 30,
    },
    { name: 'email', label: words.email, hint: words.emailHint, type: 'email', autocomplete: 'email' },
    {
      name: 'comune',
      label: words.comune,
      hint: words.comuneHint,
      type: 'text',
      list: 'comuni',
      optional: true,
    },
    { name: 'summary', label: words.summary, hint: words.summaryHint, type: 'long-text', optional: true },
    { name: 'message', label: words.message, hint: words.messageHint, type: 'long-text', optional: true },
  ];
}

export function applicationSentPage(reader: Reader): SafeHtml {
  const { applications: words } = messages(reader.locale);
  const home = html`<p><a class="button quiet" href="/">${words.home}</a></p>`;
  return layout(reader, {
    title: words.sent,
    hidden: true,
    section: '/aderisci',
    main: html`<div class="wrap narrow"><h1 class="visually-hidden">${words.sent}</h1>${emptyNotice(words.sent, words.sentLead, home)}</div>`,
  });
}

/** Where the district takes members by invitation alone. */
export function noApplicationsPage(reader: Reader): SafeHtml {
  const { settings: words, applications } = messages(reader.locale);
  const { contact } = reader.settings;
  const write = contact && html`<p><a class="button quiet" href="mailto:${contact}">${contact}</a></p>`;
  return layout(reader, {
    title: applications.titleOf(reader.group.name),
    hidden: true,
    section: '/aderisci',
    main: html`<div class="wrap narrow"><h1 class="visually-hidden">${words.noApplications}</h1>${emptyNotice(words.noApplications, words.noApplicationsLead, write)}</div>`,
  });
}
