import type { Actor } from '../../domain/actors/actor.table.ts';
import { versionIn } from '../../domain/charter/charter-reads.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { charterTick } from './charter-tick.ts';
import { type Field, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { emptyNotice, pageHead } from './parts.ts';

/** `next` is where to go on afterwards. */
export function signInPage(reader: Reader, email: string, error?: UserError, next = ''): SafeHtml {
  const { signInPage: words } = reader.words;
  const applicationWords = messages(reader.locale).applications;
  const fields: Field[] = [
    { name: 'email', label: words.email, type: 'email', autocomplete: 'username', value: email },
    { name: 'password', label: words.password, type: 'password', autocomplete: 'current-password' },
  ];
  return layout(reader, {
    title: words.title,
    hidden: true,
    script: 'passkeys',
    main: html`<div class="wrap form-page">${pageHead(words.title)}
${formPage(reader, { action: '/accedi', hidden: next === '' ? {} : { next }, fields, submit: words.submit, error })}
${passkeyForm(reader, 'use', '/accedi/passkey', next)}
<p><a href="/password-dimenticata">${messages(reader.locale).account.forgot}</a></p>
${reader.settings.takesApplications && html`<p class="quiet-text">${words.noAccount} <a href="/aderisci">${applicationWords.titleOf(reader.group.name)}</a></p>`}</div>`,
  });
}

/** Shown by the script alone, where the browser knows passkeys. */
export function passkeyForm(reader: Reader, does: 'use' | 'make', action: string, next = ''): SafeHtml {
  const { passkeys: words } = messages(reader.locale).account;
  const { settings } = messages(reader.locale).account;
  return html`<div hidden><form class="form" method="post" action="${action}" data-passkey="${does}" data-failed="${words.failed}">
<input type="hidden" name="csrf" value="${reader.csrf}">${next && html`<input type="hidden" name="next" value="${next}">`}
${
  does === 'make' &&
  html`<div class="field"><label for="passkey-name">${words.name}</label><p class="hint" id="passkey-name-hint">${words.nameHint}</p><input type="text" id="passkey-name" name="name" maxlength="60" aria-describedby="passkey-name-hint" required></div>
<div class="field"><label for="passkey-current">${settings.current}</label><input type="password" id="passkey-current" name="current" autocomplete="current-password" maxlength="200" required></div>`
}
<p class="field-error" role="alert"></p>
<p><button class="button quiet">${does === 'make' ? words.make : words.use}</button></p></form></div>`;
}

/** For accounts that have a second step: a code after the password. */
export function secondStepPage(reader: Reader, key: string, error?: UserError, next = ''): SafeHtml {
  const { secondStep: words } = messages(reader.locale).account;
  const fields: Field[] = [
    { name: 'code', label: words.code, type: 'text', autocomplete: 'one-time-code', max: 30 },
  ];
  return layout(reader, {
    title: words.title,
    hidden: true,
    main: html`<div class="wrap form-page">${pageHead(words.title, words.lead)}
${formPage(reader, { action: '/accedi/codice', hidden: next === '' ? { key } : { key, next }, fields, submit: words.submit, error })}</div>`,
  });
}

export interface SignUpForm {
  readonly token: string;
  readonly name?: string;
  readonly handle?: string;
  readonly email?: string;
  readonly accept?: string | undefined;
}

/** What was typed stays, except the password. */
export function signUpPage(
  reader: Reader,
  form: SignUpForm,
  admitted: Actor | null,
  error?: UserError,
): SafeHtml {
  const { signUp: words } = reader.words;
  const isAdmitted = admitted?.type === 'Person';
  const { host } = reader.web.domain.addresses;
  const naming: Field[] = [
    {
      name: 'name',
      label: words.name,
      type: 'text',
      hint: words.nameHint,
      autocomplete: 'name',
      value: form.name,
    },
    {
      name: 'handle',
      label: words.handle,
      type: 'text',
      hint: words.handleHint(host),
      autocomplete: 'off',
      value: form.handle,
    },
  ];
  const fields: Field[] = [
    ...(isAdmitted ? [] : naming),
    {
      name: 'email',
      label: words.email,
      type: 'email',
      hint: words.emailHint,
      autocomplete: 'email',
      value: form.email,
    },
    {
      name: 'password',
      label: words.password,
      type: 'password',
      hint: words.passwordHint,
      autocomplete: 'new-password',
    },
  ];
  const hidden: Record<string, string> = isAdmitted
    ? { token: form.token, name: admitted.name, handle: admitted.handle }
    : { token: form.token };
  return layout(reader, {
    title: words.title,
    hidden: true,
    main: html`<div class="wrap form-page">${pageHead(words.title, words.lead(reader.group.name))}
${admitted !== null && html`<p class="notice">${isAdmitted ? words.admittedPerson(admitted.name) : words.admittedFor(admitted.name)}</p>`}
${formPage(reader, { action: '/iscrizione', fields, hidden, end: isAdmitted ? undefined : charterBox(reader, form, error), submit: words.submit, error })}</div>`,
  });
}

function charterBox(
  reader: Reader,
  { accept }: SignUpForm,
  error: UserError | undefined,
): SafeHtml | undefined {
  const { charter } = reader.group;
  if (charter === null) return undefined;
  const { applications: words } = messages(reader.locale);
  const version = versionIn(reader.web.domain.addresses, charter);
  return charterTick({
    charter,
    href: `/carta/${version ?? ''}`,
    read: words.readCharter(version ?? 1),
    accept: words.accept,
    ticked: accept !== undefined,
    error: error?.field === 'charter' ? errorMessage(error, reader.locale) : undefined,
  });
}

export function noInvitationPage(reader: Reader): SafeHtml {
  const { signUp: words } = reader.words;
  return layout(reader, {
    title: words.noInvitation,
    hidden: true,
    main: html`<div class="wrap narrow"><h1 class="visually-hidden">${words.noInvitation}</h1>${emptyNotice(words.noInvitation, words.askForOne)}</div>`,
  });
}
