import type { Actor } from '../../domain/actors/actor.table.ts';
import type { OrderView } from '../../domain/orders/order-reads.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { type Field, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { orderWords } from './order-parts.ts';
import { emptyNotice, pageHead } from './parts.ts';
import { proposalTitle } from './proposal-page.ts';
import type { Typed } from './respond-form.ts';
import { exchangeText } from './terms.ts';

/** The names of the form's fields are those of the facts. */
export const ORDER_FIELDS = ['title', 'text', 'minimum', 'maximum', 'label'] as const;
export const ORDER_TIMES = ['opensAt', 'closesAt', 'deliversAt'] as const;

/** A new order, in the name of one of these, on some of these offers. */
export function newOrderPage(
  reader: Reader,
  as: readonly Actor[],
  offers: readonly ProposalView[],
  values: Readonly<Record<string, string>>,
  error?: Typed['error'],
): SafeHtml {
  const { form: words } = orderWords(reader);
  const first: Field[] = [
    { name: 'as', label: words.as, type: 'choice', choices: as.map(({ id, name }) => [id, name] as const) },
    {
      name: 'offers',
      label: words.offers,
      hint: words.offersHint,
      type: 'several',
      choices: offers.map(
        (view) =>
          [
            view.post.id,
            `${proposalTitle(view)}: ${exchangeText(reader, view)} (${view.owner.name})`,
          ] as const,
      ),
    },
  ];
  const opening: Field = {
    name: 'opensAt',
    label: words.opensAt,
    hint: words.opensHint,
    type: 'datetime-local',
    optional: true,
  };
  const [title, ...rest] = orderFields(reader);
  const fields = [...first, ...(title === undefined ? [] : [title]), opening, ...rest];
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/ordini',
    main: html`<div class="wrap form-page">${pageHead(words.title, words.lead)}
${
  offers.length === 0
    ? emptyNotice(words.noOffers)
    : formPage(reader, {
        action: '/ordini',
        fields: fields.map((field) => ({ ...field, value: values[field.name] })),
        submit: words.submit,
        error,
      })
}</div>`,
  });
}

export function changeOrderPage(reader: Reader, { order, post }: OrderView, typed?: Typed): SafeHtml {
  const { form: words } = orderWords(reader);
  const stored: Readonly<Record<string, string | undefined>> = {
    title: post.title ?? '',
    text: post.source ?? '',
    closesAt: inItaly(order.closesAt),
    deliversAt: order.deliversAt === null ? '' : inItaly(order.deliversAt),
    minimum: order.minimum ?? '',
    maximum: order.maximum ?? '',
    label: order.label ?? '',
    pickups: order.pickups.join('\n'),
  };
  const values = typed?.values ?? stored;
  return layout(reader, {
    title: words.changeTitle,
    hidden: true,
    section: '/ordini',
    main: html`<div class="wrap form-page">${pageHead(words.changeTitle)}
${formPage(reader, {
  action: `/ordini/${order.postId}/modifica`,
  fields: orderFields(reader).map((field) => ({ ...field, value: values[field.name] })),
  submit: words.change,
  error: typed?.error,
})}</div>`,
  });
}

function orderFields(reader: Reader): Field[] {
  const { form: words } = orderWords(reader);
  return [
    { name: 'title', label: words.name, type: 'text', max: 150 },
    { name: 'closesAt', label: words.closesAt, type: 'datetime-local' },
    { name: 'deliversAt', label: words.deliversAt, type: 'datetime-local', optional: true },
    { name: 'minimum', label: words.minimum, hint: words.minimumHint, type: 'decimal', optional: true },
    { name: 'maximum', label: words.maximum, type: 'decimal', optional: true },
    { name: 'label', label: words.label, hint: words.labelHint, type: 'text', max: 40, optional: true },
    { name: 'pickups', label: words.pickups, hint: words.pickupsHint, type: 'long-text', optional: true },
    { name: 'text', label: words.text, type: 'long-text', max: 5000, optional: true },
  ];
}

/** What the clocks in Italy show, as a field of a date and a time takes it: "2026-11-28T20:00". */
function inItaly(date: Date): string {
  return date.toLocaleString('sv-SE', { timeZone: 'Europe/Rome' }).slice(0, 16).replace(' ', 'T');
}
