import type { JsonObject } from '../../src/federation/json/context.ts';
import type { PeerActor } from '../support/peer.ts';
import { AS, at, EDITED_TEXT, mention, type Ours, PUBLIC, REPLY_TEXT, type Software } from './software.ts';

const CONTEXT = ['https://gotosocial.org/ns', AS, { sensitive: 'as:sensitive' }];
const STATUS = '01KAZ0000000000000000000AA';

const statusUri = (by: PeerActor) => `${by.uri}/statuses/${STATUS}`;

function note(by: PeerActor, ours: Ours, text: string): JsonObject {
  const id = statusUri(by);
  return {
    id,
    type: 'Note',
    attachment: [],
    attributedTo: by.uri,
    // A single value where there is one.
    to: PUBLIC,
    cc: [`${by.uri}/followers`, ours.author],
    content: `<p><span class="h-card"><a href="${ours.author}" class="u-url mention" rel="nofollow noreferrer noopener" target="_blank">@<span>forno</span></a></span> ${text}</p>`,
    contentMap: { it: `<p>${text}</p>` },
    inReplyTo: ours.post,
    interactionPolicy: {
      canAnnounce: { always: PUBLIC, approvalRequired: [] },
      canLike: { always: PUBLIC, approvalRequired: [] },
      canReply: { always: PUBLIC, approvalRequired: [] },
    },
    published: at(0),
    replies: {
      id: `${id}/replies`,
      type: 'Collection',
      first: { id: `${id}/replies?page=true`, type: 'CollectionPage' },
    },
    sensitive: false,
    summary: '',
    tag: mention(ours),
    url: `${new URL(by.uri).origin}/@ada/statuses/${STATUS}`,
  };
}

export const gotosocial: Software = {
  name: 'GoToSocial',
  sources: [
    'https://docs.gotosocial.org/en/latest/federation/http_signatures/',
    'https://docs.gotosocial.org/en/latest/federation/posts/',
    'superseriousbusiness/gotosocial: internal/typeutils/internaltoas_test.go',
  ],
  signing: { covered: ['(request-target)', 'host', 'date', 'digest'], algorithm: 'hs2019' },
  actorUri: (origin, name) => `${origin}/users/${name}`,
  // An address of its own, not a fragment.
  keyUri: (uri) => `${uri}/main-key`,
  actor: ({ uri, origin, name, publicKey }) => ({
    '@context': [
      'https://w3id.org/security/v1',
      AS,
      {
        discoverable: 'toot:discoverable',
        featured: { '@id': 'toot:featured', '@type': '@id' },
        manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
        toot: 'http://joinmastodon.org/ns#',
      },
    ],
    discoverable: true,
    endpoints: { sharedInbox: `${origin}/inbox` },
    featured: `${uri}/collections/featured`,
    followers: `${uri}/followers`,
    following: `${uri}/following`,
    id: uri,
    inbox: `${uri}/inbox`,
    manuallyApprovesFollowers: true,
    name: 'Ada',
    outbox: `${uri}/outbox`,
    preferredUsername: name,
    publicKey,
    published: '2024-01-01T00:00:00Z',
    summary: '',
    tag: [],
    type: 'Person',
    url: `${origin}/@${name}`,
  }),
  follow: (by, followed) => ({
    '@context': AS,
    actor: by.uri,
    id: `${by.uri}/follow/01KAZ0000000000000000000FF`,
    object: followed,
    to: followed,
    type: 'Follow',
  }),
  undo: (by, { '@context': _, ...undone }) => ({
    '@context': AS,
    actor: by.uri,
    id: `${String(undone.id)}/undo`,
    object: undone,
    to: undone.to ?? undone.object,
    type: 'Undo',
  }),
  reply: (by, ours) => {
    const object = note(by, ours, REPLY_TEXT);
    return {
      '@context': CONTEXT,
      actor: by.uri,
      cc: object.cc,
      id: `${object.id}/activity#Create`,
      object,
      published: object.published,
      to: object.to,
      type: 'Create',
    };
  },
  edit: (by, ours) => {
    const object: JsonObject = { ...note(by, ours, EDITED_TEXT), updated: at(10) };
    return {
      '@context': CONTEXT,
      actor: by.uri,
      cc: object.cc,
      id: `${object.id}/activity#Update/01KAZ0000000000000000000UU`,
      object,
      to: object.to,
      type: 'Update',
    };
  },
  remove: (by) => ({
    '@context': AS,
    actor: by.uri,
    cc: `${by.uri}/followers`,
    object: statusUri(by),
    to: PUBLIC,
    type: 'Delete',
    id: `${statusUri(by)}/activity#Delete`,
  }),
  like: (by, { post, author }) => ({
    '@context': AS,
    actor: by.uri,
    id: `${by.uri}/liked/01KAZ0000000000000000000LL`,
    object: post,
    to: author,
    type: 'Like',
  }),
  boost: (by, { post, author }) => ({
    '@context': AS,
    actor: by.uri,
    cc: [author, PUBLIC],
    id: `${by.uri}/statuses/01KAZ0000000000000000000BB`,
    object: post,
    published: at(5),
    to: `${by.uri}/followers`,
    type: 'Announce',
  }),
};
