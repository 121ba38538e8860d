import type { JsonObject } from '../../src/federation/json/context.ts';
import type { PeerActor } from '../support/peer.ts';
import { AS, at, EDITED_TEXT, mention, type Ours, PUBLIC, REPLY_TEXT, type Software } from './software.ts';

const originOf = (by: PeerActor) => new URL(by.uri).origin;
const contextOf = (origin: string) => [AS, `${origin}/schemas/litepub-0.1.jsonld`, { '@language': 'und' }];
const objectUri = (by: PeerActor) => `${originOf(by)}/objects/1a522f2e-0000-4000-8000-000000000001`;
const activityUri = (by: PeerActor, n: number) =>
  `${originOf(by)}/activities/db61d52b-0000-4000-8000-00000000000${n}`;

function note(by: PeerActor, ours: Ours, text: string): JsonObject {
  const context = `${originOf(by)}/contexts/f6244742-0000-4000-8000-000000000001`;
  return {
    actor: by.uri,
    attachment: [],
    attributedTo: by.uri,
    cc: [`${by.uri}/followers`],
    content: `<span class="h-card"><a class="u-url mention" data-user="ACimPL" href="${ours.author}" rel="ugc">@<span>forno</span></a></span> ${text}`,
    context,
    conversation: context,
    id: objectUri(by),
    inReplyTo: ours.post,
    published: at(0),
    sensitive: false,
    source: { content: `@${ours.handle} ${text}`, mediaType: 'text/plain' },
    summary: '',
    tag: [mention(ours)],
    to: [ours.author, PUBLIC],
    type: 'Note',
  };
}

export const pleroma: Software = {
  name: 'Pleroma',
  sources: [
    'https://docs-develop.pleroma.social/backend/development/ap_extensions/',
    'LemmyNet/lemmy: crates/apub/assets/pleroma',
  ],
  signing: {
    covered: ['(request-target)', 'content-length', 'date', 'digest', 'host'],
    algorithm: 'rsa-sha256',
  },
  actorUri: (origin, name) => `${origin}/users/${name}`,
  keyUri: (uri) => `${uri}#main-key`,
  actor: ({ uri, origin, name, publicKey }) => ({
    '@context': contextOf(origin),
    alsoKnownAs: [],
    attachment: [],
    capabilities: { acceptsChatMessages: true },
    discoverable: false,
    endpoints: {
      oauthAuthorizationEndpoint: `${origin}/oauth/authorize`,
      sharedInbox: `${origin}/inbox`,
      uploadMedia: `${origin}/api/ap/upload_media`,
    },
    featured: `${uri}/collections/featured`,
    followers: `${uri}/followers`,
    following: `${uri}/following`,
    id: uri,
    inbox: `${uri}/inbox`,
    manuallyApprovesFollowers: false,
    name: 'Ada :pane:',
    outbox: `${uri}/outbox`,
    preferredUsername: name,
    publicKey,
    summary: 'orto<br/>biciclette',
    tag: [
      {
        icon: { type: 'Image', url: `${origin}/emoji/pane.png` },
        id: `${origin}/emoji/pane.png`,
        name: ':pane:',
        type: 'Emoji',
        updated: '1970-01-01T00:00:00Z',
      },
    ],
    type: 'Person',
    url: uri,
  }),
  follow: (by, followed) => ({
    '@context': contextOf(originOf(by)),
    actor: by.uri,
    bcc: [],
    bto: [],
    cc: [],
    id: activityUri(by, 1),
    object: followed,
    state: 'pending',
    to: [followed],
    type: 'Follow',
  }),
  undo: (by, { '@context': _, ...undone }) => ({
    '@context': contextOf(originOf(by)),
    actor: by.uri,
    cc: [],
    id: `${String(undone.id)}0`,
    object: undone,
    to: [`${by.uri}/followers`],
    type: 'Undo',
  }),
  reply: (by, ours) => {
    const object = note(by, ours, REPLY_TEXT);
    const { cc, to, context, published } = object;
    return {
      '@context': contextOf(originOf(by)),
      actor: by.uri,
      cc,
      context,
      context_id: 6336544,
      directMessage: false,
      id: activityUri(by, 2),
      object,
      published,
      to,
      type: 'Create',
    };
  },
  edit: (by, ours) => {
    const object: JsonObject = { ...note(by, ours, EDITED_TEXT), updated: at(10) };
    const { cc, to } = object;
    return {
      '@context': contextOf(originOf(by)),
      actor: by.uri,
      cc,
      id: activityUri(by, 3),
      object,
      to,
      type: 'Update',
    };
  },
  remove: (by) => ({
    '@context': contextOf(originOf(by)),
    actor: by.uri,
    deleted_activity_id: activityUri(by, 2),
    id: activityUri(by, 4),
    object: objectUri(by),
    to: [PUBLIC, `${by.uri}/followers`],
    type: 'Delete',
  }),
  // Besides Likes it has reactions with an emoji.
  like: (by, { post, author }) => ({
    '@context': contextOf(originOf(by)),
    actor: by.uri,
    cc: [PUBLIC],
    content: '🥖',
    id: activityUri(by, 5),
    object: post,
    to: [author, `${by.uri}/followers`],
    type: 'EmojiReact',
  }),
  boost: (by, { post, author }) => ({
    '@context': contextOf(originOf(by)),
    actor: by.uri,
    cc: [PUBLIC],
    context: post,
    id: activityUri(by, 6),
    object: post,
    published: at(5),
    to: [`${by.uri}/followers`, author],
    type: 'Announce',
  }),
};
