import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { signInPath } from '../sign-in-first.ts';
import { type Field, formPage } from './forms.ts';
import { fromOwnNode } from './interaction-pages.ts';
import { responders, type Typed } from './respond-form.ts';

/** Below an announcement or a note: answering it. `typed` came back. */
export function replyBox(
  reader: Reader,
  { post, author }: AnnouncementView,
  typed?: Typed,
): SafeHtml | undefined {
  const { reply: words } = messages(reader.locale).interactions;
  if (reader.signedIn === undefined) {
    return html`<section class="box reply" id="reply"><h2>${words.title}</h2>
<p><a class="button" href="${signInPath(reader)}">${reader.agreements.respond.signIn}</a></p>${fromOwnNode(reader, post.uri, 'reply')}</section>`;
  }
  const as = responders(reader, author.id);
  if (as.length === 0) return undefined;
  const fields: Field[] = [
    { name: 'as', label: words.as, type: 'choice', choices: as.map(({ id, name }) => [id, name] as const) },
    { name: 'text', label: words.text, type: 'long-text' },
    {
      name: 'readers',
      label: words.readers,
      type: 'choice',
      choices: [
        ['direct', words.direct],
        ['unlisted', words.unlisted],
      ],
    },
  ];
  const isSent = new URL(reader.path, 'http://localhost').searchParams.get('fatto') === 'risposta';
  return html`<section class="box reply" id="reply"><h2>${words.title}</h2>
${isSent && html`<p class="notice" role="status">${words.sent}</p>`}
${formPage(reader, {
  action: `/annunci/${post.id}/risposte`,
  prefix: 'reply-',
  fields: fields.map((field) => ({ ...field, value: typed?.values[field.name] })),
  submit: words.submit,
  error: typed?.error,
})}</section>`;
}
