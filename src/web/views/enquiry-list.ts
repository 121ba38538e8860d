import type { EmailEnquiryView } from '../../domain/enquiries/email-enquiry-reads.ts';
import type { EnquiryView } from '../../domain/enquiries/enquiry-reads.ts';
import { formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import type { Id } from '../../platform/ids.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { emailMessages } from './email-enquiry-pages.ts';
import { formPage } from './forms.ts';
import { layout } from './layout.ts';
import { actorLink, emptyNotice, pageHead, pager } from './parts.ts';
import type { Typed } from './respond-form.ts';

export interface EnquiryList {
  readonly items: readonly (EnquiryView | EmailEnquiryView)[];
  readonly next: string | undefined;
  readonly after: string | undefined;
  /** The answer that was sent back. */
  readonly tried?: { readonly id: Id; readonly typed: Typed } | undefined;
}

export function enquiryList(reader: Reader, list: EnquiryList): SafeHtml {
  const { enquiries: words } = reader.agreements;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/messaggi',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${list.items.length === 0 ? emptyNotice(words.empty) : html`<ul class="news">${list.items.map((one) => ('messages' in one ? emailEnquiry(reader, one, list) : enquiry(reader, one, list)))}</ul>`}
${pager(reader, '/messaggi', { after: list.after }, list.next)}</div>`,
  });
}

function enquiry(
  reader: Reader,
  { post, author, about, answers }: EnquiryView,
  { tried }: EnquiryList,
): SafeHtml {
  const { enquiries: words } = reader.agreements;
  const typed = tried?.id === post.id ? tried.typed : undefined;
  const isPage = about?.kind === 'proposal' && about.visibility !== 'direct' && about.deletedAt === null;
  return html`<li class="card" id="m${post.id}"><div class="card-body">
<h2>${words.from(author.name)}</h2>
<p>${actorLink(author)} · <time datetime="${post.publishedAt.toISOString()}">${formatDateTime(post.publishedAt, reader.locale)}</time></p>
${isPage && html`<p>${words.about} <a dir="auto" href="/offerte/${about.id}">${about.title}</a></p>`}
<div class="prose" dir="auto">${raw(post.content)}</div>
${answers.map((answer) => html`<p class="label">${words.answers} · <time datetime="${answer.publishedAt.toISOString()}">${formatDateTime(answer.publishedAt, reader.locale)}</time></p><div class="prose" dir="auto">${raw(answer.content)}</div>`)}
<details${typed !== undefined && html` open`}><summary>${words.submit}</summary>
${formPage(reader, {
  action: `/messaggi/${post.id}`,
  prefix: `m${post.id}-`,
  hidden: { as: post.recipientId ?? '' },
  fields: [{ name: 'text', label: words.answer, type: 'long-text', value: typed?.values.text }],
  submit: words.submit,
  error: typed?.error,
})}</details></div></li>`;
}

function emailEnquiry(reader: Reader, view: EmailEnquiryView, { tried }: EnquiryList): SafeHtml {
  const { enquiries: words } = reader.agreements;
  const { owner: own } = messages(reader.locale).emailEnquiries;
  const {
    enquiry: { id, name, ownerId },
    about,
  } = view;
  const typed = tried?.id === id ? tried.typed : undefined;
  const path = `/messaggi/email/${id}`;
  return html`<li class="card" id="m${id}"><div class="card-body">
<h2>${words.from(name)}</h2>
<p><span class="badge">${own.byEmail}</span>${about.deletedAt === null && html` ${words.about} <a dir="auto" href="/offerte/${about.id}">${about.title}</a>`}</p>
${emailMessages(reader, view, name)}
<details${typed !== undefined && html` open`}><summary>${words.submit}</summary>
${formPage(reader, {
  action: path,
  prefix: `m${id}-`,
  hidden: { as: ownerId },
  fields: [{ name: 'text', label: own.answer, type: 'long-text', max: 5000, value: typed?.values.text }],
  submit: words.submit,
  error: typed?.error,
})}</details>
<details><summary>${own.forget}</summary><p>${own.forgetLead}</p><form method="post" action="${path}/cancella"><input type="hidden" name="csrf" value="${reader.csrf}"><input type="hidden" name="as" value="${ownerId}"><p><button class="button danger">${own.forget}</button></p></form></details></div></li>`;
}
