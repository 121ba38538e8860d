import { providerOf, type Side } from '../../domain/agreements/agreement.ts';
import { type AgreementView, agreementById } from '../../domain/agreements/agreement-reads.ts';
import { errorMessage, type Locale } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import type { Envelope } from '../json/activities.ts';
import {
  acceptOffer,
  cancelAgreementUpdate,
  createFulfilment,
  offerAgreement,
  rejectOffer,
  undoOffer,
} from '../json/agreement-to-json.ts';
import type { JsonObject } from '../json/context.ts';
import { type DomainEvent, type Draft, privateDraft, type Telling } from './draft.ts';

/** Tells the other side of an agreement, where that is on another node, what has come of it on ours. */
export async function tellAgreement(telling: Telling): Promise<Draft[]> {
  const { federation, db, event, actor } = telling;
  const view = event.subjectId === null ? undefined : await agreementById(db, event.subjectId);
  if (view === undefined) return [];
  const us: Side = view.owner.host === null ? 'owner' : 'responder';
  const [speaker, to] = us === 'owner' ? [view.owner, view.responder] : [view.responder, view.owner];
  const drafts: Draft[] = [];
  for (const json of says(telling, view, us, actor.id === speaker.id)) {
    // The Offer has the address that the agreement was given when it was proposed.
    const id = event.type === 'agreement-proposed' ? view.agreement.id : federation.domain.ids();
    const ids = { id, actor: speaker, to, subjectId: view.agreement.id };
    drafts.push(...(await privateDraft(telling, ids, json)));
  }
  return drafts;
}

type Say = (envelope: Envelope) => JsonObject;

function says(
  { federation: { domain, locale }, event }: Telling,
  view: AgreementView,
  us: Side,
  ours: boolean,
): Say[] {
  const reason = remarkOf(event, locale);
  const confirm: Say = (envelope) => cancelAgreementUpdate(envelope, view, { reason, locale });
  // The owner alone confirms what the other side has called off.
  if (!ours) return event.type === 'agreement-cancelled' && us === 'owner' ? [confirm] : [];
  const reject: Say = (envelope) => rejectOffer(envelope, view.agreement.offerUri, reason);
  const undo: Say = (envelope) => undoOffer(envelope, view.agreement.offerUri, reason);
  switch (event.type) {
    case 'agreement-proposed':
      return [(envelope) => offerAgreement(envelope, view)];
    case 'agreement-accepted':
      return [(envelope) => acceptOffer(envelope, view)];
    case 'agreement-rejected':
      return [reject];
    case 'agreement-withdrawn':
      return [undo];
    case 'agreement-cancelled':
      return us === 'owner' ? [reject, confirm] : [undo];
    default: {
      const uri = domain.addresses.object(domain.ids());
      const provides = providerOf(view.agreement) === us;
      return [(envelope) => createFulfilment(envelope, view, { uri, note: reason, provides })];
    }
  }
}

/** What was written, or the sentence for why the node itself turned it down. */
function remarkOf({ data }: DomainEvent, locale: Locale): string {
  const refusal = data.refusal as Pick<UserError, 'code' | 'params'> | undefined;
  if (refusal === undefined) return typeof data.note === 'string' ? data.note : '';
  return errorMessage(new UserError('conflict', refusal.code, refusal.params), locale);
}
