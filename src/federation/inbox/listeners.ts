import {
  acceptOffer,
  agreementUpdate,
  fulfilment,
  isAboutAgreement,
  isFulfilment,
  offer,
  rejectOffer,
} from './agreements.ts';
import { announce } from './announces.ts';
import { accept, follow, reject } from './follows.ts';
import type { Listener } from './listener.ts';
import { create, remove, update } from './posts.ts';
import { undo } from './undo.ts';
import { isVote, vote } from './votes.ts';

/** What the node understands. Other types are answered politely and change nothing. */
export const listeners: Readonly<Record<string, Listener>> = {
  Follow: follow,
  Offer: offer,
  Accept: either(accept, acceptOffer),
  Reject: either(reject, rejectOffer),
  Create: (received) => (isFulfilment(received) ? fulfilment : isVote(received) ? vote : create)(received),
  Update: (received) => (isAboutAgreement(received) ? agreementUpdate : update)(received),
  Delete: remove,
  Announce: announce,
  Undo: undo,
};

/** An answer names what it answers by its address alone: what the first does not know, the second may. */
function either(first: Listener, second: Listener): Listener {
  return async (received) => ((await first(received)) === 'taken' ? 'taken' : second(received));
}
