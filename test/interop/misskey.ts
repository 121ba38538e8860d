import type { JsonObject } from '../../src/federation/json/context.ts';
import type { PeerActor } from '../support/peer.ts';
import { AS, at, mention, type Ours, PUBLIC, REPLY_TEXT, type Software } from './software.ts';

const CONTEXT = [
  AS,
  'https://w3id.org/security/v1',
  {
    Key: 'sec:Key',
    manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
    sensitive: 'as:sensitive',
    Hashtag: 'as:Hashtag',
    quoteUrl: 'as:quoteUrl',
    toot: 'http://joinmastodon.org/ns#',
    Emoji: 'toot:Emoji',
    featured: 'toot:featured',
    discoverable: 'toot:discoverable',
    schema: 'http://schema.org#',
    PropertyValue: 'schema:PropertyValue',
    value: 'schema:value',
    misskey: 'https://misskey-hub.net/ns#',
    _misskey_content: 'misskey:_misskey_content',
    _misskey_quote: 'misskey:_misskey_quote',
    _misskey_reaction: 'misskey:_misskey_reaction',
    _misskey_votes: 'misskey:_misskey_votes',
    isCat: 'misskey:isCat',
    vcard: 'http://www.w3.org/2006/vcard/ns#',
  },
];

const originOf = (by: PeerActor) => new URL(by.uri).origin;
const noteUri = (by: PeerActor) => `${originOf(by)}/notes/9zadaada01`;

function note(by: PeerActor, ours: Ours): JsonObject {
  return {
    id: noteUri(by),
    type: 'Note',
    attributedTo: by.uri,
    content: `<p><a href="${ours.author}" class="u-url mention">@${ours.handle}</a><span> ${REPLY_TEXT}</span></p>`,
    _misskey_content: `@${ours.handle} ${REPLY_TEXT}`,
    source: { content: `@${ours.handle} ${REPLY_TEXT}`, mediaType: 'text/x.misskeymarkdown' },
    published: at(0),
    to: [PUBLIC],
    cc: [`${by.uri}/followers`, ours.author],
    inReplyTo: ours.post,
    attachment: [],
    sensitive: false,
    tag: [mention(ours)],
  };
}

export const misskey: Software = {
  name: 'Misskey',
  sources: [
    'misskey-dev/misskey: packages/backend/src/core/activitypub/ApRendererService.ts, ApRequestService.ts',
  ],
  signing: { covered: ['(request-target)', 'date', 'host', 'digest'], algorithm: 'rsa-sha256' },
  actorUri: (origin, name) => `${origin}/users/9z${name}`,
  keyUri: (uri) => `${uri}#main-key`,
  actor: ({ uri, origin, name, publicKey }) => ({
    '@context': CONTEXT,
    type: 'Person',
    id: uri,
    inbox: `${uri}/inbox`,
    outbox: `${uri}/outbox`,
    followers: `${uri}/followers`,
    following: `${uri}/following`,
    featured: `${uri}/collections/featured`,
    sharedInbox: `${origin}/inbox`,
    endpoints: { sharedInbox: `${origin}/inbox` },
    url: `${origin}/@${name}`,
    preferredUsername: name,
    name: 'Ada',
    summary: null,
    icon: null,
    image: null,
    tag: [],
    manuallyApprovesFollowers: false,
    discoverable: true,
    publicKey: { ...publicKey, type: 'Key' },
    isCat: true,
    'vcard:Address': 'Prato',
  }),
  follow: (by, followed) => ({
    '@context': CONTEXT,
    id: `${originOf(by)}/follows/9zfollow01`,
    type: 'Follow',
    actor: by.uri,
    object: followed,
  }),
  undo: (by, { '@context': _, ...undone }) => ({
    '@context': CONTEXT,
    type: 'Undo',
    id: `${String(undone.id)}/undo`,
    actor: by.uri,
    object: undone,
    published: at(20),
  }),
  reply: (by, ours) => {
    const object = note(by, ours);
    const { published, to, cc } = object;
    return {
      '@context': CONTEXT,
      id: `${noteUri(by)}/activity`,
      actor: by.uri,
      type: 'Create',
      published,
      object,
      to,
      cc,
    };
  },
  edit: () => undefined,
  remove: (by) => ({
    '@context': CONTEXT,
    type: 'Delete',
    actor: by.uri,
    object: { id: noteUri(by), type: 'Tombstone' },
    published: at(30),
    id: `${originOf(by)}/3f0c5d0e-0d8a-4a45-9d4d-8c1c5b0f2a10`,
  }),
  // A reaction is a Like with the emoji in its content.
  like: (by, { post }) => ({
    '@context': CONTEXT,
    type: 'Like',
    id: `${originOf(by)}/likes/9zlike01`,
    actor: by.uri,
    object: post,
    content: ':pane:',
    _misskey_reaction: ':pane:',
    tag: [
      {
        id: `${originOf(by)}/emojis/pane`,
        type: 'Emoji',
        name: ':pane:',
        updated: '2024-01-01T00:00:00.000Z',
        icon: { type: 'Image', mediaType: 'image/png', url: `${originOf(by)}/emoji/pane.png` },
      },
    ],
  }),
  boost: (by, { post }) => ({
    '@context': CONTEXT,
    id: `${originOf(by)}/notes/9zrenote01/activity`,
    actor: by.uri,
    type: 'Announce',
    published: at(5),
    to: [PUBLIC],
    cc: [`${by.uri}/followers`],
    object: post,
  }),
};
