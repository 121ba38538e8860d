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
import { acceptJoin, join, leave, rejectJoin } from './attendances.ts';
import { accept, follow, reject } from './follows.ts';
import type { Listener } from './listener.ts';
import { create, remove, update } from './posts.ts';
import { undo } from './undo.ts';
import { isVote, vote } from './votes.ts';

/** What the node understands. Other types are answered politely and change nothing. */
export const listeners: Readonly<Record<string, Listener>> = {
  Follow: follow,
  Offer: offer,
  Create: (received) => (isFulfilment(received) ? fulfilment : isVote(received) ? vote : create)(received),
  Join: join,
  Leave: leave,
  Accept: either(either(accept, acceptOffer), acceptJoin),
  Reject: either(either(reject, rejectOffer), rejectJoin),
  Update: (received) => (isAboutAgreement(received) ? agreementUpdate : update)(received),
  Delete: remove,
  Announce: announce,
  Undo: undo,
};

/** An answer names what it answers by its address alone: what the first does not know, the second may. */
function either(first: Listener, second: Listener): Listener {
  return async (received) => ((await first(received)) === 'taken' ? 'taken' : second(received));
}
