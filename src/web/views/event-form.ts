import type { Actor } from '../../domain/actors/actor.table.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import { asInput } from '../../domain/events/publish-event.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { type Field, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';
import type { Typed } from './respond-form.ts';

/** The names of the form's fields are those of the facts. */
export const EVENT_FIELDS = [
  'title',
  'start',
  'end',
  'timeZone',
  'venue',
  'street',
  'comune',
  'province',
  'onlineAddress',
  'capacity',
  'text',
] as const;

/** The form for a new event, in the name of one of these. */
export function newEventPage(reader: Reader, as: readonly Actor[], typed?: Typed): SafeHtml {
  const { form: words } = messages(reader.locale).events;
  const whose: Field = {
    name: 'as',
    label: words.as,
    type: 'choice',
    choices: as.map((actor) => [actor.id, actor.name] as const),
  };
  const values = typed?.values ?? { timeZone: 'Europe/Rome' };
  return layout(reader, {
    title: words.newTitle,
    hidden: true,
    section: '/eventi',
    main: html`<div class="wrap form-page">${pageHead(words.newTitle, words.newLead)}
${formPage(reader, {
  action: '/eventi',
  fields: [whose, ...eventFields(reader)].map((field) => ({ ...field, value: values[field.name] })),
  submit: words.publish,
  error: typed?.error,
})}</div>`,
  });
}

export function changeEventPage(reader: Reader, { post, event }: EventView, typed?: Typed): SafeHtml {
  const { form: words } = messages(reader.locale).events;
  const { capacity, ...texts } = asInput(post, event);
  const stored: Readonly<Record<string, string | undefined>> = {
    ...texts,
    capacity: capacity === undefined ? '' : String(capacity),
  };
  const values = typed?.values ?? stored;
  return layout(reader, {
    title: words.changeTitle,
    hidden: true,
    section: '/eventi',
    main: html`<div class="wrap form-page">${pageHead(words.changeTitle, words.changeLead)}
${formPage(reader, {
  action: `/eventi/${post.id}/modifica`,
  fields: eventFields(reader).map((field) => ({ ...field, value: values[field.name] })),
  submit: words.save,
  error: typed?.error,
})}</div>`,
  });
}

function eventFields(reader: Reader): Field[] {
  const { form: words } = messages(reader.locale).events;
  return [
    { name: 'title', label: words.title, type: 'text' },
    { name: 'start', label: words.start, type: 'datetime-local' },
    { name: 'end', label: words.end, type: 'datetime-local' },
    { name: 'venue', label: words.venue, type: 'text', hint: words.venueHint, optional: true },
    { name: 'street', label: words.street, type: 'text', optional: true },
    { name: 'comune', label: words.comune, type: 'text', hint: words.comuneHint, optional: true },
    { name: 'province', label: words.province, type: 'text', hint: words.provinceHint, optional: true },
    {
      name: 'onlineAddress',
      label: words.onlineAddress,
      type: 'url',
      hint: words.onlineHint,
      optional: true,
    },
    { name: 'capacity', label: words.capacity, type: 'decimal', hint: words.capacityHint, optional: true },
    { name: 'text', label: words.text, type: 'long-text', optional: true, max: 10_000 },
    { name: 'timeZone', label: words.timeZone, type: 'text', hint: words.timeZoneHint },
  ];
}

/** Which of the organiser's forms was sent back. */
export interface OwnTried {
  readonly step: 'cancel' | 'withdraw';
  readonly typed: Typed;
}

/** What the organiser can do with an event. */
export function ownEventBox(reader: Reader, { post, event }: EventView, tried?: OwnTried): SafeHtml {
  const { form: words } = messages(reader.locale).events;
  const isOpen = event.state === 'confirmed';
  const error = (step: OwnTried['step']) => (tried?.step === step ? tried.typed.error : undefined);
  return html`<section class="box"><h2>${words.mine}</h2>
${isOpen && html`<p><a class="button quiet" href="/eventi/${post.id}/modifica">${words.change}</a></p>`}
${
  isOpen &&
  html`<details${error('cancel') && html` open`}><summary>${words.cancelTitle}</summary><p>${words.cancelLead}</p>
${formPage(reader, {
  action: `/eventi/${post.id}/annulla`,
  prefix: 'cancel-',
  fields: [
    {
      name: 'reason',
      label: words.cancelReason,
      type: 'long-text',
      optional: true,
      value: tried?.step === 'cancel' ? tried.typed.values.reason : undefined,
    },
  ],
  submit: words.cancel,
  error: error('cancel'),
})}</details>`
}
<details${error('withdraw') && html` open`}><summary>${words.withdrawTitle}</summary><p>${words.withdrawLead}</p>
${formPage(reader, { action: `/eventi/${post.id}/ritira`, fields: [], submit: words.withdraw, error: error('withdraw') })}</details>
</section>`;
}
