import type { JsonObject } from '../../src/federation/json/context.ts';
import type { PeerActor } from '../support/peer.ts';
import { AS, at, EDITED_TEXT, mention, type Ours, PUBLIC, REPLY_TEXT, type Software } from './software.ts';

const context = [
  AS,
  {
    ostatus: 'http://ostatus.org#',
    atomUri: 'ostatus:atomUri',
    inReplyToAtomUri: 'ostatus:inReplyToAtomUri',
    conversation: 'ostatus:conversation',
    sensitive: 'as:sensitive',
    toot: 'http://joinmastodon.org/ns#',
    votersCount: 'toot:votersCount',
    gts: 'https://gotosocial.org/ns#',
    interactionPolicy: { '@id': 'gts:interactionPolicy', '@type': '@id' },
    canQuote: { '@id': 'gts:canQuote', '@type': '@id' },
    automaticApproval: { '@id': 'gts:automaticApproval', '@type': '@id' },
  },
];

const STATUS = '115600000000000001';

function note(by: PeerActor, ours: Ours, text: string): JsonObject {
  const id = `${by.uri}/statuses/${STATUS}`;
  return {
    id,
    type: 'Note',
    summary: null,
    inReplyTo: ours.post,
    published: at(0).replace(/\.\d+Z$/, 'Z'),
    url: `${new URL(by.uri).origin}/@ada/${STATUS}`,
    attributedTo: by.uri,
    to: [PUBLIC],
    cc: [`${by.uri}/followers`, ours.author],
    sensitive: false,
    atomUri: id,
    inReplyToAtomUri: ours.post,
    conversation: 'tag:mastodon.example,2026-11-20:objectId=1:objectType=Conversation',
    content: `<p><span class="h-card" translate="no"><a href="${ours.author}" class="u-url mention">@<span>forno</span></a></span> ${text}</p>`,
    contentMap: { it: `<p>${text}</p>` },
    interactionPolicy: { canQuote: { automaticApproval: [PUBLIC] } },
    attachment: [],
    tag: [mention(ours)],
    replies: { id: `${id}/replies`, type: 'Collection', first: { type: 'CollectionPage', items: [] } },
    likes: { id: `${id}/likes`, type: 'Collection', totalItems: 0 },
    shares: { id: `${id}/shares`, type: 'Collection', totalItems: 0 },
  };
}

export const mastodon: Software = {
  name: 'Mastodon',
  sources: [
    'https://docs.joinmastodon.org/spec/activitypub/',
    'https://docs.joinmastodon.org/spec/security/',
    'mastodon/mastodon: app/serializers/activitypub, app/lib/http_signature_draft.rb, app/lib/activitypub/linked_data_signature.rb',
  ],
  signing: {
    covered: ['host', 'date', 'digest', 'content-type', '(request-target)'],
    algorithm: 'rsa-sha256',
  },
  // What it still adds to what is public; the HTTP signature says it already.
  linkedData: true,
  actorUri: (origin, name) => `${origin}/users/${name}`,
  keyUri: (uri) => `${uri}#main-key`,
  actor: ({ uri, origin, name, publicKey }) => ({
    '@context': [
      AS,
      'https://w3id.org/security/v1',
      {
        manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
        toot: 'http://joinmastodon.org/ns#',
        featured: { '@id': 'toot:featured', '@type': '@id' },
        schema: 'http://schema.org#',
        PropertyValue: 'schema:PropertyValue',
        value: 'schema:value',
        discoverable: 'toot:discoverable',
        indexable: 'toot:indexable',
        memorial: 'toot:memorial',
      },
    ],
    id: uri,
    type: 'Person',
    following: `${uri}/following`,
    followers: `${uri}/followers`,
    inbox: `${uri}/inbox`,
    outbox: `${uri}/outbox`,
    featured: `${uri}/collections/featured`,
    preferredUsername: name,
    name: 'Ada',
    summary: '<p>Orto e biciclette</p>',
    url: `${origin}/@${name}`,
    manuallyApprovesFollowers: false,
    discoverable: true,
    indexable: false,
    published: '2024-01-01T00:00:00Z',
    memorial: false,
    publicKey,
    tag: [],
    attachment: [{ type: 'PropertyValue', name: 'Luogo', value: 'Prato' }],
    endpoints: { sharedInbox: `${origin}/inbox` },
  }),
  follow: (by, followed) => ({
    '@context': AS,
    id: `${new URL(by.uri).origin}/11b3b1a9-9c2d-4b0e-8a5f-6f2f7f0f2f11`,
    type: 'Follow',
    actor: by.uri,
    object: followed,
  }),
  undo: (by, { '@context': _, ...undone }) => ({
    '@context': AS,
    id: `${by.uri}#${String(undone.type).toLowerCase()}s/1/undo`,
    type: 'Undo',
    actor: by.uri,
    ...(undone.type === 'Announce' && { to: [PUBLIC] }),
    object: undone,
  }),
  reply: (by, ours) => {
    const object = note(by, ours, REPLY_TEXT);
    const { to, cc, published } = object;
    return {
      '@context': context,
      id: `${object.id}/activity`,
      type: 'Create',
      actor: by.uri,
      published,
      to,
      cc,
      object,
    };
  },
  edit: (by, ours) => {
    const object: JsonObject = { ...note(by, ours, EDITED_TEXT), updated: at(10).replace(/\.\d+Z$/, 'Z') };
    const { to, cc, updated: published } = object;
    return {
      '@context': context,
      id: `${object.id}#updates/1`,
      type: 'Update',
      actor: by.uri,
      published,
      to,
      cc,
      object,
    };
  },
  remove: (by) => {
    const id = `${by.uri}/statuses/${STATUS}`;
    return {
      '@context': [AS, { ostatus: 'http://ostatus.org#', atomUri: 'ostatus:atomUri' }],
      id: `${id}#delete`,
      type: 'Delete',
      actor: by.uri,
      to: [PUBLIC],
      object: { id, type: 'Tombstone', atomUri: id },
    };
  },
  like: (by, { post }) => ({
    '@context': AS,
    id: `${by.uri}#likes/1`,
    type: 'Like',
    actor: by.uri,
    object: post,
  }),
  boost: (by, { post, author }) => ({
    '@context': AS,
    id: `${by.uri}/statuses/115600000000000002/activity`,
    type: 'Announce',
    actor: by.uri,
    published: at(5),
    to: [PUBLIC],
    cc: [author, `${by.uri}/followers`],
    object: post,
  }),
};

/** The same from 4.5 on, where it knows that the other side reads RFC 9421. */
export const mastodonRfc9421: Software = {
  ...mastodon,
  name: 'Mastodon, RFC 9421',
  sources: ['https://docs.joinmastodon.org/spec/security/#http-message-signatures'],
  signing: { spec: 'rfc9421', covered: ['@method', '@target-uri', 'content-digest'] },
};
