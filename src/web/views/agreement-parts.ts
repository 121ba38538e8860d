import type { Agreement, InReturn } from '../../domain/agreements/agreement.table.ts';
import { type Side, stepsFor } from '../../domain/agreements/agreement.ts';
import type { AgreementView } from '../../domain/agreements/agreement-reads.ts';
import type { Id } from '../../platform/ids.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { returnText } from './terms.ts';

/** One agreement as somebody who takes part in it sees it. */
export interface SeenAgreement {
  readonly view: AgreementView;
  readonly side: Side;
}

/** The side that the reader stands on; the one whose turn it is, where the reader stands on both. */
export function seenBy(actorIds: readonly Id[], view: AgreementView): SeenAgreement {
  const { agreement } = view;
  const sides: Side[] = [];
  if (actorIds.includes(agreement.ownerId)) sides.push('owner');
  if (actorIds.includes(agreement.responderId)) sides.push('responder');
  const [first = 'responder'] = sides;
  return { view, side: sides.find((side) => isTurn(agreement, side)) ?? first };
}

/** Whether the agreement waits for this side. */
export function isTurn(agreement: Agreement, side: Side): boolean {
  const steps = stepsFor(agreement, side);
  return steps.includes('accept') || steps.includes('done');
}

export function otherOf({ view, side }: SeenAgreement) {
  return side === 'owner' ? view.responder : view.owner;
}

export function selfOf({ view, side }: SeenAgreement) {
  return side === 'owner' ? view.owner : view.responder;
}

/** What there is to do now, and for whom. */
export function nextText(reader: Reader, seen: SeenAgreement): string {
  const { next } = reader.agreements;
  const { agreement } = seen.view;
  const { name } = otherOf(seen);
  if (agreement.state !== 'proposed' && agreement.state !== 'accepted') return next.ended;
  if (isTurn(agreement, seen.side)) return agreement.state === 'proposed' ? next.decide : next.doYours;
  return agreement.state === 'proposed' ? next.waitAnswer(name) : next.waitOther(name);
}

export function stateBadge(reader: Reader, state: Agreement['state']): SafeHtml {
  const isOver = state !== 'proposed' && state !== 'accepted';
  return html`<span class="badge${isOver && ' ended'}">${reader.agreements.states[state]}</span>`;
}

export function inReturnText(reader: Reader, inReturn: readonly InReturn[]): string {
  if (inReturn.length === 0) return reader.agreements.nothingInReturn;
  return inReturn.map((one) => returnText(reader, one)).join(' + ');
}
