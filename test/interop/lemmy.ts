import type { JsonObject } from '../../src/federation/json/context.ts';
import type { PeerActor } from '../support/peer.ts';
import { AS, at, EDITED_TEXT, mention, type Ours, PUBLIC, REPLY_TEXT, type Software } from './software.ts';

const CONTEXT = ['https://join-lemmy.org/context.json', AS];
const originOf = (by: PeerActor) => new URL(by.uri).origin;
const activityUri = (by: PeerActor, kind: string) =>
  `${originOf(by)}/activities/${kind}/6abcd50b-0000-4000-8000-000000000001`;
const commentUri = (by: PeerActor) => `${originOf(by)}/comment/1`;

/** A comment: addressed to the group and to whom it answers. */
function comment(by: PeerActor, ours: Ours, text: string): JsonObject {
  return {
    type: 'Note',
    id: commentUri(by),
    attributedTo: by.uri,
    to: [PUBLIC],
    cc: [ours.author],
    content: `<p>${text}</p>\n`,
    inReplyTo: ours.post,
    mediaType: 'text/html',
    source: { content: text, mediaType: 'text/markdown' },
    published: at(0).replace('Z', '000+00:00'),
    tag: [mention(ours)],
    distinguished: false,
    language: { identifier: 'it', name: 'Italiano' },
  };
}

export const lemmy: Software = {
  name: 'Lemmy',
  sources: [
    'https://join-lemmy.org/docs/contributors/05-federation.html',
    'LemmyNet/lemmy: crates/apub/assets/lemmy',
  ],
  signing: { covered: ['(request-target)', 'content-type', 'date', 'digest', 'host'], algorithm: 'hs2019' },
  actorUri: (origin, name) => `${origin}/u/${name}`,
  keyUri: (uri) => `${uri}#main-key`,
  actor: ({ uri, origin, name, publicKey }) => ({
    '@context': CONTEXT,
    type: 'Person',
    id: uri,
    preferredUsername: name,
    name: 'Ada',
    inbox: `${uri}/inbox`,
    outbox: `${uri}/outbox`,
    publicKey,
    endpoints: { sharedInbox: `${origin}/inbox` },
    published: '2024-01-01T00:00:00.348392Z',
  }),
  follow: (by, followed) => ({
    '@context': CONTEXT,
    actor: by.uri,
    to: [followed],
    object: followed,
    type: 'Follow',
    id: activityUri(by, 'follow'),
  }),
  undo: (by, { '@context': _, ...undone }) => ({
    '@context': CONTEXT,
    actor: by.uri,
    to: [undone.object ?? null],
    object: undone,
    type: 'Undo',
    id: `${activityUri(by, 'undo')}${String(undone.type)}`,
  }),
  reply: (by, ours) => ({
    '@context': CONTEXT,
    actor: by.uri,
    to: [PUBLIC],
    object: comment(by, ours, REPLY_TEXT),
    cc: [ours.author],
    tag: [mention(ours)],
    type: 'Create',
    id: activityUri(by, 'create'),
  }),
  edit: (by, ours) => ({
    '@context': CONTEXT,
    actor: by.uri,
    to: [PUBLIC],
    object: { ...comment(by, ours, EDITED_TEXT), updated: at(10).replace('Z', '000+00:00') },
    cc: [ours.author],
    tag: [mention(ours)],
    type: 'Update',
    id: activityUri(by, 'update'),
  }),
  remove: (by) => ({
    '@context': CONTEXT,
    actor: by.uri,
    to: [PUBLIC],
    object: commentUri(by),
    cc: [],
    type: 'Delete',
    id: activityUri(by, 'delete'),
  }),
  like: (by, { post }) => ({
    '@context': CONTEXT,
    actor: by.uri,
    object: post,
    type: 'Like',
    id: activityUri(by, 'like'),
  }),
  boost: () => undefined,
};
