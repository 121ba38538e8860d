import type { interactions as italian, interactionErrors as italianErrors } from '../it/interactions.ts';

/** Answering, from one's own node, what is read on another. */
export const interactions: typeof italian = {
  lead: 'Do you have a profile in another district, on Mastodon or the like?',
  buttons: {
    follow: 'Follow from your node',
    join: 'Come from your node',
    reply: 'Answer from your node',
  },
  leads: {
    follow: (name) => `To follow ${name} type your address: we take you to your node.`,
    join: (title) => `To come to “${title}” type your address: we take you to your node.`,
    reply: (title) => `To answer “${title}” type your address: we take you to your node.`,
  },
  address: 'Your address',
  addressHint:
    '@name@district.example for example, or district.example alone. This browser remembers it, and nobody else.',
  submit: 'Go to my node',
  byHand: 'If your node has no page for this, search there for this address:',
  open: {
    title: 'Open here',
    lead: 'The address of an offer, an event or a profile of another node: we open it here, where you can answer with your account.',
    address: 'Address',
    submit: 'Open',
  },
  follow: {
    title: 'Follow',
    lead: (name) => `What ${name} publishes comes to your news.`,
    signIn: 'Sign in to follow',
    as: 'In the name of',
    submit: 'Follow',
    stop: 'Stop following',
    follows: (name) => `${name} follows already.`,
    asked: (name) => `${name} asked to follow: the answer is awaited.`,
  },
  following: {
    title: 'Following',
    lead: 'The districts and people whose news you read.',
    as: 'In the name of',
    address: 'Whom you want to follow',
    addressHint: '@district@elsewhere.example for example.',
    pending: 'waiting',
    empty: 'Nobody yet. Type the address of a district above, or open its page and press Follow.',
  },
  news: {
    title: 'News',
    lead: 'What the districts and people that you follow publish.',
    following: 'Whom you follow',
    empty: 'Nothing yet.',
    emptyText: 'Follow a district or somebody: what they publish comes here.',
    untitled: (author) => `From ${author}`,
    passedOn: 'shared by',
    kinds: {
      proposal: 'Offer or request',
      announcement: 'Announcement',
      note: 'Message',
      question: 'Poll',
      attestation: 'Attestation',
      event: 'Event',
      order: 'Collective order',
    },
  },
  reply: {
    title: 'Answer',
    as: 'In the name of',
    text: 'Your answer',
    readers: 'Who reads it',
    direct: 'The author alone',
    unlisted: 'Anyone',
    submit: 'Answer',
    sent: 'Your answer is on its way.',
  },
};

export const interactionErrors: typeof italianErrors = {
  own_server_unknown:
    'On “{address}” we find no page for that. Check how you wrote the address; if it is right, search on your node for the one below.',
  interaction_unknown:
    'At this address we find nothing that is for everyone. Check how it is written, or try again in a while.',
};
