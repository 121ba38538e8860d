import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { TypedPicture } from '../pictures-typed.ts';
import type { Reader } from '../reader.ts';
import { idsOf, type Typed } from '../typed.ts';
import { errorSummary, type Field, fieldRow } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';
import { pictureFields } from './picture-fields.ts';
import { announcementPreview } from './previews.ts';
import { speakerField } from './proposal-form.ts';

export interface AnnouncementForm {
  readonly action: string;
  readonly changes: boolean;
  readonly typed: Typed;
  readonly pictures: readonly TypedPicture[];
  readonly error?: UserError | undefined;
  /** What would come of it. */
  readonly preview?: AnnouncementView | undefined;
}

export function announcementFormPage(reader: Reader, form: AnnouncementForm): SafeHtml {
  const { writing: words } = messages(reader.locale);
  const { typed, changes, error } = form;
  const title = changes ? words.changeAnnouncement : words.newAnnouncement;
  const row = (field: Field) =>
    fieldRow(
      '',
      { ...field, value: typed[field.name] },
      error?.field === field.name ? errorMessage(error, reader.locale) : undefined,
    );
  return layout(reader, {
    title,
    hidden: true,
    section: '/annunci',
    script: 'forms',
    main: html`<div class="wrap narrow">${pageHead(title, changes ? undefined : words.announcementLead)}
${form.preview && announcementPreview(reader, form.preview)}
${error && errorSummary(reader, error, error.field)}
<form class="form" method="post" action="${form.action}" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="${reader.csrf}">
${!changes && speakerField(reader, typed)}
${row({ name: 'title', label: words.title, type: 'text', max: 150, optional: true })}
${row({ name: 'text', label: words.text, hint: words.announcementHint, type: 'long-text', max: 10_000 })}
${pictureFields(reader, form.pictures, error)}
<p class="hero-actions"><button class="button" name="step" value="publish">${changes ? words.save : words.publish}</button>
<button class="button quiet" name="step" value="preview">${words.preview}</button></p>
</form></div>`,
  });
}

/** For the author: what can be done with an announcement. */
export function authorSteps(reader: Reader, { post, author }: AnnouncementView): SafeHtml | undefined {
  const { signedIn, csrf, locale } = reader;
  if (signedIn === undefined || !idsOf(signedIn).includes(author.id)) return undefined;
  const { writing: words } = messages(locale);
  return html`<section class="box reply"><h2>${words.owner}</h2>
<div class="own-steps"><a class="button" href="/annunci/${post.id}/modifica">${words.steps.change}</a></div>
<details><summary>${words.steps.withdraw}</summary><p class="hint">${words.withdrawAnnouncementHint}</p>
<form method="post" action="/annunci/${post.id}/ritira"><input type="hidden" name="csrf" value="${csrf}"><button class="button danger">${words.steps.withdraw}</button></form></details></section>`;
}
