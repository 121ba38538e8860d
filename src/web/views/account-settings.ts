import { renderSVG } from 'uqr';
import type { OwnPasskey } from '../../domain/accounts/passkeys.ts';
import type { NewSecondStep } from '../../domain/accounts/second-step.ts';
import type { OwnSession } from '../../domain/accounts/sessions.ts';
import { formatDate, formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { passkeyForm } from './account-pages.ts';
import { type Field, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { facts, pageHead } from './parts.ts';

export interface AccountSettings {
  readonly email: string;
  readonly confirmed: boolean;
  readonly secondStep: boolean;
  readonly passkeys: readonly OwnPasskey[];
  readonly exports: readonly { readonly id: string; readonly readyAt: Date }[];
  readonly sessions: readonly (OwnSession & { readonly isThis: boolean })[];
  /** The form that was sent back: the last part of where it was sent to. */
  readonly tried?: { readonly form: string; readonly error: UserError; readonly email?: string } | undefined;
}

export function accountSettingsPage(reader: Reader, settings: AccountSettings): SafeHtml {
  const { settings: words, confirm, passkeys } = messages(reader.locale).account;
  const { email, confirmed, secondStep, tried } = settings;
  const said = doneText(reader);
  const current: Field = {
    name: 'current',
    label: words.current,
    type: 'password',
    autocomplete: 'current-password',
  };
  const form = (path: string, fields: readonly Field[], submit: string) =>
    formPage(reader, {
      action: `/io/account/${path}`,
      prefix: `${path}-`,
      fields,
      submit,
      error: tried?.form === path ? tried.error : undefined,
    });
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/io',
    script: 'passkeys',
    main: html`<div class="wrap narrow">${pageHead(words.title)}
${said && html`<p class="notice" role="status">${said}</p>`}
<section class="box"><h2>${words.email}</h2>
${facts([[words.emailNow, html`<span class="address">${email}</span>`]])}
${!confirmed && html`<p>${confirm.waiting}</p>${form('conferma', [], confirm.again)}`}
<details${tried?.form === 'email' && html` open`}><summary>${words.changeEmail}</summary>${form(
      'email',
      [
        {
          name: 'email',
          label: words.newEmail,
          type: 'email',
          autocomplete: 'email',
          value: tried?.email,
        },
        current,
      ],
      words.changeEmail,
    )}</details></section>
<section class="box"><h2>${words.password}</h2><details${tried?.form === 'password' && html` open`}><summary>${words.changePassword}</summary>${form(
      'password',
      [
        current,
        {
          name: 'password',
          label: words.newPassword,
          type: 'password',
          autocomplete: 'new-password',
          hint: messages(reader.locale).account.reset.passwordHint,
        },
      ],
      words.changePassword,
    )}</details></section>
<section class="box"><h2>${words.step}</h2><p>${secondStep ? words.stepOn : words.stepLead}</p>
${
  secondStep
    ? html`<details${tried?.form === 'secondo-passo-no' && html` open`}><summary>${words.stepOff}</summary>${form('secondo-passo-no', [current], words.stepOff)}</details>`
    : html`<p><a class="button quiet" href="/io/account/secondo-passo">${words.stepBegin}</a></p>`
}</section>
<section class="box"><h2>${passkeys.title}</h2><p>${passkeys.lead}</p>
${
  settings.passkeys.length > 0 &&
  html`<ul class="rows">${settings.passkeys.map(
    ({ id, name, createdAt }) =>
      html`<li class="session"><p><strong>${name}</strong> · ${words.opened(formatDate(createdAt, reader.locale))}</p><form method="post" action="/io/account/passkey-togli"><input type="hidden" name="csrf" value="${reader.csrf}"><input type="hidden" name="id" value="${id}"><button class="button quiet">${passkeys.remove}</button></form></li>`,
  )}</ul>`
}
${passkeyForm(reader, 'make', '/io/account/passkey')}<noscript><p class="hint">${passkeys.needsScript}</p></noscript></section>
<section class="box"><h2>${words.sessions}</h2><p>${words.sessionsLead}</p>
<ul class="rows">${settings.sessions.map((session) => sessionRow(reader, session))}</ul>
<p><a href="/io/applicazioni">${messages(reader.locale).consent.apps}</a></p></section>
<section class="box"><h2>${words.data}</h2><p>${words.exportLead}</p>
${settings.exports.length > 0 && html`<ul class="rows">${settings.exports.map(({ id, readyAt }) => html`<li><a href="/io/account/copia/${id}" download>${words.download(formatDateTime(readyAt, reader.locale))}</a></li>`)}</ul>`}
${form('copia', [], words.export)}</section>
<section class="box"><h2>${words.leave}</h2><p>${words.leaveLead}</p>
<details${tried?.form === 'chiudi' && html` open`}><summary>${words.leave}</summary>${form('chiudi', [current], words.leaveSubmit)}</details></section>
</div>`,
  });
}

function sessionRow(reader: Reader, session: OwnSession & { readonly isThis: boolean }): SafeHtml {
  const { settings: words } = messages(reader.locale).account;
  const { key, agent, createdAt, seenAt, isThis } = session;
  return html`<li class="session"><div><p class="row-title">${agentName(agent) || words.unknownAgent}${isThis && html` <span class="badge">${words.thisOne}</span>`}</p>
<p class="quiet-text">${words.opened(formatDate(createdAt, reader.locale))}${seenAt && html` · ${words.seen(formatDateTime(seenAt, reader.locale))}`}</p></div>
${!isThis && html`<form method="post" action="/io/account/sessioni"><input type="hidden" name="csrf" value="${reader.csrf}"><input type="hidden" name="key" value="${key}"><button class="button quiet">${words.close}</button></form>`}</li>`;
}

/** "Firefox · Linux": enough to know one's own by. */
function agentName(agent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent)?.[1];
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent)?.[1];
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const known = [browser, system].filter((name) => name !== undefined).map((name) => names[name] ?? name);
  return known.join(' · ') || agent.slice(0, 60);
}

function doneText(reader: Reader): string | undefined {
  const { settings: words, confirm } = messages(reader.locale).account;
  const texts: Readonly<Record<string, string>> = {
    email: words.emailAsked,
    password: words.passwordChanged,
    conferma: confirm.sent,
    copia: words.exportAsked,
    passkey: messages(reader.locale).account.passkeys.done,
    sessioni: words.closed,
    'secondo-passo-no': words.stepIsOff,
  };
  return texts[new URL(reader.path, 'http://localhost').searchParams.get('fatto') ?? ''];
}

export function beginSecondStepPage(reader: Reader, step: NewSecondStep, error?: UserError): SafeHtml {
  const { settings: words } = messages(reader.locale).account;
  return layout(reader, {
    title: words.step,
    hidden: true,
    section: '/io',
    main: html`<div class="wrap form-page">${pageHead(words.step, words.stepHow)}
<div class="qr">${raw(renderSVG(step.address, { border: 4 }))}</div>
<p class="copy"><span class="label">${words.stepKey}</span><code>${step.secret.replace(/(.{4})/g, '$1 ').trim()}</code></p>
<p><a href="${step.address}">${words.stepOpen}</a></p>
${formPage(reader, {
  action: '/io/account/secondo-passo',
  fields: [{ name: 'code', label: words.stepCode, type: 'text', autocomplete: 'one-time-code', max: 10 }],
  submit: words.stepConfirm,
  error,
})}</div>`,
  });
}

/** Shown this once. */
export function recoveryCodesPage(reader: Reader, codes: readonly string[]): SafeHtml {
  const { settings: words } = messages(reader.locale).account;
  return layout(reader, {
    title: words.recovery,
    hidden: true,
    section: '/io',
    main: html`<div class="wrap form-page">${pageHead(words.recovery, words.recoveryLead)}
<ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
<p><a class="button" href="/io/account">${words.recoveryDone}</a></p></div>`,
  });
}
