import type { AgreementView } from '../../domain/agreements/agreement-reads.ts';
import { type Locale, messages } from '../../messages/messages.ts';
import { textToHtml } from '../../platform/html/text.ts';
import type { Envelope } from './activities.ts';
import { defined, type JsonObject, PROPOSAL_CONTEXT } from './context.ts';
import { dateTime } from './note-parts.ts';

/** The circuit on the wire: an answer to a proposal, what its owner says to it, and how it ends (FEP-0837). */

/** The primary intent of a proposal. */
export const PRIMARY = '#primary';

/**
 * Commitments name the intents of the proposal by these fragments, the first thing in return without a number; those of
 * a collective order begin with the line, from 1.
 */
export function fragmentsOf(line: number | null) {
  const start = line === null ? '#' : `#line-${line + 1}-`;
  return {
    primary: line === null ? PRIMARY : `${start}primary`,
    reciprocal: (position: number) => `${start}reciprocal${position === 0 ? '' : `-${position + 1}`}`,
  };
}

export function privately(
  type: string,
  { uri, actor, to, published }: Envelope,
  members: JsonObject,
): JsonObject {
  return defined({
    '@context': PROPOSAL_CONTEXT,
    id: uri,
    type,
    actor,
    to,
    published: dateTime(published),
    ...members,
  });
}

export const written = (text: string) => (text === '' ? undefined : textToHtml(text));

/** An answer to a proposal, with what its author wrote to the owner. */
export function offerAgreement(envelope: Envelope, view: AgreementView): JsonObject {
  return privately('Offer', envelope, {
    content: written(view.agreement.message),
    object: { type: 'Agreement', ...commitments(view) },
  });
}

/** The owner accepts: the result is the agreement, with an address of its own. */
export function acceptOffer(envelope: Envelope, view: AgreementView): JsonObject {
  return privately('Accept', envelope, {
    object: view.agreement.offerUri,
    result: agreementMembers(view),
  });
}

/** The owner says no, or calls off what it had accepted. */
export function rejectOffer(envelope: Envelope, offerUri: string, reason: string): JsonObject {
  return privately('Reject', envelope, { content: written(reason), object: offerUri });
}

export function undoOffer(envelope: Envelope, offerUri: string, reason: string): JsonObject {
  return privately('Undo', envelope, {
    content: written(reason),
    object: { id: offerUri, type: 'Offer', actor: envelope.actor },
  });
}

/** The owner confirms to both that it is off. */
export function cancelAgreementUpdate(
  envelope: Envelope,
  view: AgreementView,
  { reason, locale }: { readonly reason: string; readonly locale: Locale },
): JsonObject {
  const name = messages(locale).federation.agreementCancelled;
  return privately('Update', envelope, {
    object: {
      ...agreementMembers(view),
      status: 'cancelled',
      updated: dateTime(envelope.published),
      preview: defined({ type: 'Note', name, content: written(reason) }),
    },
  });
}

/** One side has done its part: a document in the context of the agreement. */
export function createFulfilment(
  envelope: Envelope,
  view: AgreementView,
  document: { readonly uri: string; readonly note: string; readonly provides: boolean },
): JsonObject {
  const uri = view.agreement.uri ?? '';
  const { primary, reciprocal } = fragmentsOf(view.agreement.line);
  const fulfils = document.provides || view.agreement.inReturn.length === 0 ? primary : reciprocal(0);
  return privately('Create', envelope, {
    object: defined({
      id: document.uri,
      type: 'Document',
      attributedTo: envelope.actor,
      to: envelope.to,
      context: uri,
      fulfills: uri + fulfils,
      content: written(document.note),
      published: dateTime(envelope.published),
    }),
  });
}

/** The agreement at its own address, for its two sides. */
export function agreementToJson(view: AgreementView): JsonObject {
  const { state } = view.agreement;
  return defined({
    '@context': PROPOSAL_CONTEXT,
    ...agreementMembers(view),
    status: state === 'accepted' ? undefined : state,
  });
}

function agreementMembers(view: AgreementView): JsonObject {
  const { agreement, owner, responder } = view;
  return {
    id: agreement.uri ?? '',
    type: 'Agreement',
    attributedTo: owner.uri,
    to: [owner.uri, responder.uri],
    ...commitments(view, agreement.uri ?? ''),
  };
}

export interface Committed {
  readonly agreement: Pick<AgreementView['agreement'], 'line' | 'quantity' | 'unit' | 'inReturn'>;
  readonly post: Pick<AgreementView['post'], 'uri'>;
}

/** What each side gives; commitments have addresses once the agreement has one. */
export function commitments({ agreement, post }: Committed, uri?: string): JsonObject {
  const { primary, reciprocal } = fragmentsOf(agreement.line);
  const commitment = (fragment: string, amount: string | null, unit: string | null) =>
    defined({
      id: uri === undefined ? undefined : uri + fragment,
      type: 'Commitment',
      satisfies: post.uri + fragment,
      resourceQuantity: defined({ hasUnit: unit ?? 'one', hasNumericalValue: amount ?? undefined }),
    });
  const inReturn = agreement.inReturn.map((one) =>
    commitment(reciprocal(one.position), one.amount, one.unit),
  );
  return defined({
    stipulates: commitment(primary, agreement.quantity, agreement.unit),
    stipulatesReciprocal: inReturn.length > 1 ? inReturn : inReturn[0],
  });
}
