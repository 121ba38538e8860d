import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { formPage } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';

export function askForResetPage(reader: Reader, email: string, error?: UserError): SafeHtml {
  const { reset: words } = messages(reader.locale).account;
  return formOnly(
    reader,
    words.title,
    words.lead,
    formPage(reader, {
      action: '/password-dimenticata',
      fields: [{ name: 'email', label: words.email, type: 'email', autocomplete: 'username', value: email }],
      submit: words.submit,
      error,
    }),
  );
}

/** The same whether or not somebody has the address. */
export function resetAskedPage(reader: Reader): SafeHtml {
  const { reset: words } = messages(reader.locale).account;
  return formOnly(reader, words.title, words.sent, html`<p class="quiet-text">${words.noMail}</p>`);
}

export function newPasswordPage(reader: Reader, token: string, error?: UserError): SafeHtml {
  const { reset: words } = messages(reader.locale).account;
  return formOnly(
    reader,
    words.choose,
    undefined,
    formPage(reader, {
      action: '/nuova-password',
      hidden: { token },
      fields: [
        {
          name: 'password',
          label: words.password,
          type: 'password',
          hint: words.passwordHint,
          autocomplete: 'new-password',
        },
      ],
      submit: words.save,
      error,
    }),
  );
}

export function confirmPage(reader: Reader, token: string, email: string): SafeHtml {
  const { confirm: words } = messages(reader.locale).account;
  const form = formPage(reader, { action: '/conferma', hidden: { token }, fields: [], submit: words.submit });
  return formOnly(reader, words.title, words.lead(email), form);
}

/** What was done, and where to go from here. */
export function donePage(reader: Reader, title: string, text: string): SafeHtml {
  const home = html`<p><a class="button" href="${reader.signedIn === undefined ? '/accedi' : '/io'}">${reader.signedIn === undefined ? reader.words.signIn : reader.words.account.title}</a></p>`;
  return formOnly(reader, title, text, home);
}

function formOnly(reader: Reader, title: string, lead: string | undefined, content: SafeHtml): SafeHtml {
  return layout(reader, {
    title,
    hidden: true,
    main: html`<div class="wrap form-page">${pageHead(title, lead)}${content}</div>`,
  });
}
