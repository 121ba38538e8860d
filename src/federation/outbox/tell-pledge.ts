import type { Refusal } from '../../domain/orders/order.table.ts';
import { type PledgeView, pledgeById } from '../../domain/orders/pledge-reads.ts';
import { errorMessage, type Locale } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import type { Envelope } from '../json/activities.ts';
import { rejectOffer, undoOffer } from '../json/agreement-to-json.ts';
import type { JsonObject } from '../json/context.ts';
import { countPledge, offerPledge } from '../json/pledge-to-json.ts';
import { type Draft, privateDraft, type Telling } from './draft.ts';

/** Tells the other side of a pledge, where that is on another node: the buyer what it pledged, the owner what it makes of it. */
export async function tellPledge(telling: Telling): Promise<Draft[]> {
  const { federation, db, event, actor } = telling;
  const view = await pledgeById(db, event.subjectId ?? '0');
  if (view === undefined) return [];
  const [speaker, to] = view.order.own ? [view.owner, view.buyer] : [view.buyer, view.owner];
  if (actor.id !== speaker.id) return [];
  // The Offer has the address that the pledge was given when it was made.
  const id = event.type === 'pledge-offered' ? view.pledge.id : federation.domain.ids();
  return privateDraft(telling, { id, actor: speaker, to, subjectId: view.pledge.id }, (envelope) =>
    say(event.type, envelope, view, federation.locale),
  );
}

function say(type: string, envelope: Envelope, view: PledgeView, locale: Locale): JsonObject {
  const { offerUri, refusal } = view.pledge;
  switch (type) {
    case 'pledge-offered':
      return offerPledge(envelope, view);
    case 'pledge-withdrawn':
      return undoOffer(envelope, offerUri, '');
    case 'pledge-counted':
      return countPledge(envelope, offerUri);
    default:
      return rejectOffer(envelope, offerUri, reasonOf(refusal, locale));
  }
}

function reasonOf(refusal: Refusal | null, locale: Locale): string {
  if (refusal === null) return '';
  if ('note' in refusal) return refusal.note;
  return errorMessage(new UserError('conflict', refusal.code, refusal.params), locale);
}
