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
import { block } from './blocks.ts';
import { flag } from './flags.ts';
import { accept, follow, reject } from './follows.ts';
import { like } from './likes.ts';
import type { Listener } from './listener.ts';
import {
  acceptMembership,
  addAffiliation,
  joinGroup,
  leaveGroup,
  rejectMembership,
  removeAffiliation,
} from './memberships.ts';
import { pactLeave, pactOffer, pactRefusal, pactSignature } from './pacts.ts';
import { acceptPledge, countedPledge, rejectPledge } from './pledges.ts';
import { create, remove, update } from './posts.ts';
import { undo } from './undo.ts';
import { isVote, vote } from './votes.ts';

/** What the node understands. Other types are answered politely and change nothing. */
export const listeners: Readonly<Record<string, Listener>> = {
  Follow: follow,
  Offer: either(pactOffer, offer),
  Create: (received) => (isFulfilment(received) ? fulfilment : isVote(received) ? vote : create)(received),
  Join: either(joinGroup, join),
  Leave: either(leaveGroup, leave),
  Accept: either(pactSignature, accept, acceptOffer, acceptPledge, acceptJoin, acceptMembership),
  Reject: either(pactRefusal, reject, rejectOffer, rejectPledge, rejectJoin, rejectMembership),
  TentativeAccept: countedPledge,
  Add: addAffiliation,
  Remove: removeAffiliation,
  Update: (received) => (isAboutAgreement(received) ? agreementUpdate : update)(received),
  Delete: remove,
  Announce: announce,
  Undo: either(pactLeave, undo),
  Like: like,
  Block: block,
  Flag: flag,
  // A Like with an emoji (FEP-c0e0).
  EmojiReact: like,
};

/** An answer names what it answers by its address alone: what the first does not know, the next ones may. */
function either(...these: readonly Listener[]): Listener {
  return async (received) => {
    for (const listener of these) if ((await listener(received)) === 'taken') return 'taken';
    return 'ignored';
  };
}
