import type { Actor } from '../../domain/actors/actor.table.ts';
import { STANDING } from '../../domain/orders/order.ts';
import type { OrderView } from '../../domain/orders/order-reads.ts';
import type { PledgeView } from '../../domain/orders/pledge-reads.ts';
import { errorMessage } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { signInPath } from '../sign-in-first.ts';
import { inReturnText } from './agreement-parts.ts';
import { type Field, formPage } from './forms.ts';
import { fromOwnNode } from './interaction-pages.ts';
import { lineAmount, orderWords, phaseIn } from './order-parts.ts';
import { responders, type Typed } from './respond-form.ts';
import { quantityText } from './terms.ts';

/** A form about pledges that came back: of a new one, or of the one with this id. */
export interface PledgeTried {
  readonly pledgeId?: string;
  readonly typed: Typed;
}

/** Where those who are signed in pledge. */
export function pledgeBox(reader: Reader, view: OrderView, tried?: PledgeTried): SafeHtml | undefined {
  const { pledge: words } = orderWords(reader);
  if (phaseIn(reader, view) !== 'open') return undefined;
  if (reader.signedIn === undefined) {
    return html`<section class="box reply"><h2>${words.title}</h2><p>${words.lead}</p>
<p><a class="button" href="${signInPath(reader)}">${words.signIn}</a></p>${fromOwnNode(reader, view.post.uri, 'reply')}</section>`;
  }
  const as = buyers(reader, view);
  if (as.length === 0) return undefined;
  const { lines, owner } = view;
  const typed = tried?.pledgeId === undefined ? tried?.typed : undefined;
  const fields: Field[] = [
    { name: 'as', label: words.as, type: 'choice', choices: as.map(({ id, name }) => [id, name] as const) },
    ...(lines.length > 1
      ? [
          {
            name: 'line',
            label: words.line,
            type: 'choice' as const,
            choices: lines.map(({ position, title }) => [String(position), title] as const),
          },
        ]
      : []),
    ...pledgeFields(reader, view),
  ];
  return html`<section class="box reply" id="pledge"><h2>${words.title}</h2><p>${words.lead}</p>
${owner.host !== null && html`<p>${words.remote(owner.host)}</p>`}
${formPage(reader, {
  action: `/ordini/${view.order.postId}/impegni`,
  prefix: 'pledge-',
  fields: fields.map((field) => ({ ...field, value: typed?.values[field.name] ?? field.value })),
  submit: words.submit,
  error: typed?.error,
})}</section>`;
}

/** Everyone the reader acts for, but who offers the goods. */
function buyers(reader: Reader, { owner, lines }: OrderView): readonly Actor[] {
  const isOwnGoods = lines.every(({ offerUri }) => offerUri.startsWith(`${new URL(owner.uri).origin}/`));
  return responders(reader, isOwnGoods ? owner.id : '');
}

function pledgeFields(reader: Reader, { order, lines }: Pick<OrderView, 'order' | 'lines'>): Field[] {
  const { pledge: words } = orderWords(reader);
  const pieces = lines.filter(
    ({ unitBased, quantity }) => unitBased && quantity !== null && quantity !== '1',
  );
  return [
    {
      name: 'quantity',
      label: words.quantity,
      type: 'decimal',
      hint:
        pieces
          .map((line) => {
            const multiple = words.pieces(quantityText(reader, line.quantity ?? '1', line.unit));
            return lines.length > 1 ? `${line.title}: ${multiple}` : multiple;
          })
          .join(' ') || undefined,
    },
    ...(order.pickups.length === 0
      ? []
      : [
          {
            name: 'pickup',
            label: words.pickup,
            type: 'choice' as const,
            choices: order.pickups.map((place) => [place, place] as const),
          },
        ]),
    { name: 'message', label: words.message, type: 'long-text', optional: true },
  ];
}

/** What the reader has pledged, with what can still be done about it. */
export function ownPledges(
  reader: Reader,
  order: OrderView,
  mine: readonly PledgeView[],
  tried?: PledgeTried,
): SafeHtml | undefined {
  if (mine.length === 0) return undefined;
  const { pledge: words } = orderWords(reader);
  return html`<section class="box"><h2>${words.mine}</h2><ul class="plain">${mine.map((view) => {
    const open = isStanding(view) && phaseIn(reader, order) === 'open';
    const typed = tried?.pledgeId === view.pledge.id ? tried.typed : undefined;
    return html`<li>${pledgeLine(reader, view)}
${open && changeForm(reader, order, view, typed)}</li>`;
  })}</ul></section>`;
}

/** Who, how much of what, at which price, and what has come of it. */
export function pledgeLine(reader: Reader, view: PledgeView): SafeHtml {
  const { pledge: words } = orderWords(reader);
  const { pledge, line, buyer } = view;
  const why = refusalText(reader, view);
  return html`<p><strong>${lineAmount(reader, view, line, pledge.quantity)}</strong>${line && html` · <span dir="auto">${line.title}</span>`} · ${inReturnText(reader, pledge.inReturn)}</p>
<p><bdi>${buyer.name}</bdi>${pledge.pickup !== null && html` · <span dir="auto">${pledge.pickup}</span>`} · <strong>${words.states[pledge.state]}</strong>${why && html`: <span dir="auto">${why}</span>`}</p>
${pledge.agreementId !== null && html`<p><a href="/accordi/${pledge.agreementId}">${words.agreement}</a></p>`}`;
}

function changeForm(
  reader: Reader,
  order: OrderView,
  { pledge, line }: PledgeView,
  typed: Typed | undefined,
): SafeHtml {
  const { pledge: words } = orderWords(reader);
  const stored: Readonly<Record<string, string | undefined>> = {
    quantity: pledge.quantity,
    pickup: pledge.pickup ?? undefined,
    message: pledge.message,
  };
  const lines = line === null ? [] : [line];
  return html`<details${typed !== undefined && html` open`}><summary>${words.change}</summary>
${formPage(reader, {
  action: `/impegni/${pledge.id}/cambia`,
  prefix: `change-${pledge.id}-`,
  hidden: { as: pledge.buyerId },
  fields: pledgeFields(reader, { order: order.order, lines }).map((field) => ({
    ...field,
    value: typed?.values[field.name] ?? stored[field.name],
  })),
  submit: words.submitChange,
  error: typed?.error,
})}</details>
${formPage(reader, { action: `/impegni/${pledge.id}/ritira`, hidden: { as: pledge.buyerId }, fields: [], submit: words.withdraw })}`;
}

function isStanding({ pledge }: PledgeView): boolean {
  return STANDING.some((state) => state === pledge.state);
}

/** Why it was not accepted, or came to nothing. */
function refusalText({ locale }: Reader, { pledge: { refusal, state } }: PledgeView): string | undefined {
  if (refusal === null || state !== 'refused') return undefined;
  if ('note' in refusal) return refusal.note;
  return errorMessage(new UserError('conflict', refusal.code, refusal.params), locale);
}
