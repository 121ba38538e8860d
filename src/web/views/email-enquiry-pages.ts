import type { EmailEnquiryView } from '../../domain/enquiries/email-enquiry-reads.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { formatDateTime } from '../../messages/format.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { textToHtml } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { errorSummary, type Field, fieldRow, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { emptyNotice, excerpt, pageHead } from './parts.ts';

/** On the page of an offer: the way in for those who have an account nowhere. */
export function askByEmail({ locale }: Reader, postId: Id): SafeHtml {
  const { emailEnquiries: words } = messages(locale);
  return html`<p>${words.noAccount}</p><p><a class="button quiet" href="/offerte/${postId}/domanda" rel="nofollow">${words.link}</a></p>`;
}

/** `stamp`: when the form was shown, in a form that only the node can write. */
export function askPage(
  reader: Reader,
  { post, owner }: ProposalView,
  form: { readonly stamp: string; readonly typed: Typed; readonly error?: UserError | undefined },
): SafeHtml {
  const { emailEnquiries: words } = messages(reader.locale);
  const { stamp, typed, error } = form;
  const title = post.title ?? excerpt(post.content, 80);
  const fields: Field[] = [
    { name: 'name', label: words.name, type: 'text', autocomplete: 'name', max: 80 },
    { name: 'email', label: words.email, hint: words.emailHint, type: 'email', autocomplete: 'email' },
    { name: 'text', label: words.text, type: 'long-text', max: 5000 },
  ];
  const wrong = fields.find(({ name }) => name === error?.field)?.name;
  const said = (name: string) => (name === wrong && error ? errorMessage(error, reader.locale) : undefined);
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/offerte',
    main: html`<div class="wrap form-page"><nav class="crumbs" aria-label="${reader.words.proposals.crumb}"><a dir="auto" href="/offerte/${post.id}">${title}</a></nav>
${pageHead(words.title, words.lead(owner.name, title))}
${error && errorSummary(reader, error, wrong)}
<form class="form" method="post" action="/offerte/${post.id}/domanda"><input type="hidden" name="csrf" value="${reader.csrf}">
<input type="hidden" name="stamp" value="${stamp}">
${fields.map((field) => fieldRow('', { ...field, value: typed[field.name] }, said(field.name)))}
<p class="not-for-people" aria-hidden="true"><label for="website">${words.website}</label><input id="website" name="website" type="text" tabindex="-1" autocomplete="off"></p>
<p class="quiet-text">${words.privacy}</p>
<p><button class="button">${words.submit}</button></p></form></div>`,
  });
}

/** The same whatever became of it. */
export function askedPage(reader: Reader): SafeHtml {
  const { sent } = messages(reader.locale).emailEnquiries;
  return noticePage(reader, sent.title, sent.text);
}

export function forgottenPage(reader: Reader): SafeHtml {
  const { page } = messages(reader.locale).emailEnquiries;
  return noticePage(reader, page.forgotten);
}

function noticePage(reader: Reader, title: string, text?: string): SafeHtml {
  return layout(reader, {
    title,
    hidden: true,
    section: '/offerte',
    main: html`<div class="wrap narrow"><h1 class="visually-hidden">${title}</h1>${emptyNotice(title, text)}</div>`,
  });
}

/** The conversation, for who began it. */
export function conversationPage(
  reader: Reader,
  view: EmailEnquiryView,
  key: string,
  tried?: { readonly text: string; readonly error: UserError },
): SafeHtml {
  const { page: words } = messages(reader.locale).emailEnquiries;
  const { enquiry, about, owner } = view;
  const title = words.title(about.title ?? '');
  const path = `/domanda/${key}`;
  const button = (step: string, label: string, look: string) =>
    html`<form method="post" action="${path}/${step}"><input type="hidden" name="csrf" value="${reader.csrf}"><p><button class="button ${look}">${label}</button></p></form>`;
  const isConfirmed = enquiry.confirmedAt !== null;
  return layout(reader, {
    title,
    hidden: true,
    section: '/offerte',
    main: html`<div class="wrap narrow">${pageHead(title)}
${isConfirmed ? html`<p class="notice" role="status">${words.waiting(owner.name)}</p>` : html`<p class="notice" role="status">${words.unconfirmed}</p>${button('conferma', words.confirm, '')}`}
${emailMessages(reader, view, words.you)}
${
  isConfirmed &&
  html`<section><h2>${words.again}</h2>${formPage(reader, {
    action: path,
    fields: [{ name: 'text', label: words.text, type: 'long-text', max: 5000, value: tried?.text }],
    submit: words.submit,
    error: tried?.error,
  })}</section>`
}
<details class="box"><summary>${words.forget}</summary><p>${words.forgetLead}</p>${button('cancella', words.forget, 'danger')}</details></div>`,
  });
}

/** `asker`: what who asked is called here. */
export function emailMessages(
  { locale }: Reader,
  { messages: all, owner }: EmailEnquiryView,
  asker: string,
): SafeHtml {
  return html`${all.map(
    ({ authorId, text, sentAt }) =>
      html`<p class="label"><bdi>${authorId === null ? asker : owner.name}</bdi> · <time datetime="${sentAt.toISOString()}">${formatDateTime(sentAt, locale)}</time></p><div class="prose" dir="auto">${raw(textToHtml(text))}</div>`,
  )}`;
}
