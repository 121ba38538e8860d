import { providerOf, type Step, stepsFor } from '../../domain/agreements/agreement.ts';
import type { HistoryEntry } from '../../domain/history/event-reads.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { formatDateTime } from '../../messages/format.ts';
import { errorMessage } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import {
  inReturnText,
  nextText,
  otherOf,
  type SeenAgreement,
  selfOf,
  stateBadge,
} from './agreement-parts.ts';
import { type Field, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { actorLink, facts } from './parts.ts';
import { returnName, type Typed } from './respond-form.ts';
import { quantityText, unitName } from './terms.ts';

export interface AgreementPage {
  readonly seen: SeenAgreement;
  readonly history: readonly HistoryEntry[];
  /** The proposal that a counter-offer would go back to. */
  readonly proposal: ProposalView | undefined;
  /** The owner's other terms, while the responder can accept them. */
  readonly counterOffer: ProposalView | undefined;
  /** The step whose form was sent back. */
  readonly tried?: { readonly step: Step; readonly typed: Typed } | undefined;
}

/** The paths of the steps, below the agreement's page. */
export const STEP_PATHS: Readonly<Record<Step, string>> = {
  accept: 'accetta',
  reject: 'rifiuta',
  counter: 'controproposta',
  done: 'fatto',
  cancel: 'annulla',
};

export function agreementPage(reader: Reader, page: AgreementPage): SafeHtml {
  const { seen, history, counterOffer } = page;
  const { agreement, post } = seen.view;
  const { agreements: words } = reader;
  return layout(reader, {
    title: agreement.title,
    hidden: true,
    section: '/accordi',
    main: html`<article class="wrap narrow sheet">
<nav class="crumbs" aria-label="${reader.words.proposals.crumb}"><a href="/accordi">${words.title}</a></nav>
<header class="sheet-head"><p class="card-kind">${stateBadge(reader, agreement.state)}</p>
<h1 dir="auto">${agreement.title}</h1></header>
<p class="notice" role="status">${nextText(reader, seen)}</p>
${counterOffer !== undefined && counterBox(reader, seen, counterOffer)}
${factList(reader, seen)}
${post.deletedAt === null && post.visibility !== 'direct' && html`<p><a href="/${post.kind === 'order' ? 'ordini' : 'offerte'}/${post.id}">${words.about}: ${agreement.title}</a></p>`}
${stepsFor(agreement, seen.side).map((step) => stepForm(reader, page, step))}
<section><h2>${words.history}</h2><ol class="history">${history.map((entry) => historyRow(reader, entry))}</ol></section>
</article>`,
  });
}

function factList(reader: Reader, { view }: SeenAgreement): SafeHtml {
  const { agreement, owner, responder } = view;
  const { agreements: words } = reader;
  const [provider, receiver] = providerOf(agreement) === 'owner' ? [owner, responder] : [responder, owner];
  return facts([
    [words.provider, actorLink(provider)],
    [words.receiver, actorLink(receiver)],
    [words.quantity, quantityText(reader, agreement.quantity, agreement.unit)],
    [words.inReturn, inReturnText(reader, agreement.inReturn)],
    agreement.message !== '' && [
      words.message,
      html`<span dir="auto" class="typed">${agreement.message}</span>`,
    ],
  ]);
}

function counterBox(
  reader: Reader,
  seen: SeenAgreement,
  { post, proposal, reciprocals }: ProposalView,
): SafeHtml {
  const { agreements: words } = reader;
  const isOurs = seen.side === 'owner';
  return html`<section class="box" id="counter"><h2>${isOurs ? words.counter.sent : words.counter.received(otherOf(seen).name)}</h2>
${facts([
  [words.quantity, quantityText(reader, proposal.quantity ?? '1', proposal.unit)],
  [words.inReturn, inReturnText(reader, reciprocals)],
])}
${
  !isOurs &&
  html`<form method="post" action="/offerte/${post.id}/risposte">
<input type="hidden" name="csrf" value="${reader.csrf}">
<input type="hidden" name="as" value="${selfOf(seen).id}">
<input type="hidden" name="quantity" value="${proposal.quantity ?? '1'}">
<p><button class="button">${words.counter.accept}</button></p></form>`
}</section>`;
}

function stepForm(
  reader: Reader,
  { seen, proposal, tried }: AgreementPage,
  step: Step,
): SafeHtml | undefined {
  const { agreements: words } = reader;
  const { agreement } = seen.view;
  if (step === 'counter' && proposal?.proposal.state !== 'open') return undefined;
  const typed = tried?.step === step ? tried.typed : undefined;
  const isWithdrawal = step === 'cancel' && agreement.state === 'proposed';
  const title = isWithdrawal ? words.steps.withdraw : words.steps[step];
  const form = formPage(reader, {
    action: `/accordi/${agreement.id}/${STEP_PATHS[step]}`,
    prefix: `${step}-`,
    hidden: { as: selfOf(seen).id },
    fields: fieldsOf(reader, seen, proposal, step).map((field) => ({
      ...field,
      value: typed?.values[field.name] ?? field.value,
    })),
    submit: step === 'counter' ? words.counter.submit : title,
    error: typed?.error,
  });
  // One form is open at a time: the one that comes next, or the one that came back.
  if (step === 'accept' || step === 'done') return html`<section class="box">${form}</section>`;
  return html`<details class="box"${typed !== undefined && html` open`}><summary>${title}</summary>
${step === 'counter' && html`<p>${words.counter.lead}</p>`}${form}</details>`;
}

function fieldsOf(
  reader: Reader,
  { view: { agreement } }: SeenAgreement,
  proposal: ProposalView | undefined,
  step: Step,
): Field[] {
  const { agreements: words } = reader;
  const note: Field = {
    name: 'note',
    label: step === 'reject' || step === 'cancel' ? words.reason : words.note,
    type: 'long-text',
    optional: true,
  };
  if (step === 'accept') return [];
  if (step !== 'counter') return [note];
  return [
    {
      name: 'quantity',
      label: words.respond.quantity(unitName(agreement.unit)),
      type: 'decimal',
      value: agreement.quantity,
    },
    ...(proposal?.reciprocals ?? []).map((one) => ({
      name: `inReturn.${one.position}`,
      label: words.counter.price(returnName(reader, one)),
      type: 'decimal' as const,
      optional: one.amount !== null,
    })),
    note,
  ];
}

function historyRow(reader: Reader, { event, actor }: HistoryEntry): SafeHtml | undefined {
  const { events } = reader.agreements;
  const say = Object.hasOwn(events, event.type) ? events[event.type as keyof typeof events] : undefined;
  if (say === undefined) return undefined;
  const said = noteOf(reader, event.data);
  const at = event.occurredAt;
  return html`<li><p><strong dir="auto">${say(actor?.name ?? '')}</strong> · <time datetime="${at.toISOString()}">${formatDateTime(at, reader.locale)}</time></p>
${said !== undefined && html`<p class="typed" dir="auto">${said}</p>`}</li>`;
}

/** What was written with a step, or why the node itself turned it down. */
function noteOf(reader: Reader, data: Record<string, unknown>): string | undefined {
  if (typeof data.note === 'string') return data.note;
  const refusal = data.refusal as Pick<UserError, 'code' | 'params'> | undefined;
  return refusal && errorMessage(new UserError('conflict', refusal.code, refusal.params), reader.locale);
}
