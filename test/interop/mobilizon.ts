import type { JsonObject } from '../../src/federation/json/context.ts';
import type { PeerActor } from '../support/peer.ts';
import { AS, at, EDITED_TEXT, mention, type Ours, PUBLIC, REPLY_TEXT, type Software } from './software.ts';

const CONTEXT = [
  AS,
  {
    '@language': 'und',
    Hashtag: 'as:Hashtag',
    PostalAddress: 'sc:PostalAddress',
    PropertyValue: 'sc:PropertyValue',
    address: { '@id': 'sc:address', '@type': 'sc:PostalAddress' },
    anonymousParticipationEnabled: { '@id': 'mz:anonymousParticipationEnabled', '@type': 'sc:Boolean' },
    discussions: { '@id': 'mz:discussions', '@type': '@id' },
    ical: 'http://www.w3.org/2002/12/cal/ical#',
    joinMode: { '@id': 'mz:joinMode', '@type': 'mz:joinModeType' },
    mz: 'https://joinmobilizon.org/ns#',
    participationMessage: { '@id': 'mz:participationMessage', '@type': 'sc:Text' },
    sc: 'http://schema.org#',
    value: 'sc:value',
  },
];

const originOf = (by: PeerActor) => new URL(by.uri).origin;
const commentUri = (by: PeerActor) => `${originOf(by)}/comments/9bf80e57-0000-4000-8000-000000000001`;

function comment(by: PeerActor, ours: Ours, text: string): JsonObject {
  return {
    actor: by.uri,
    attributedTo: by.uri,
    cc: [],
    content: `<p>${text}</p>`,
    id: commentUri(by),
    inReplyTo: ours.post,
    isAnnouncement: false,
    published: at(0),
    tag: [mention(ours)],
    to: [PUBLIC, ours.author],
    type: 'Note',
    url: commentUri(by),
    uuid: '9bf80e57-0000-4000-8000-000000000001',
  };
}

export const mobilizon: Software = {
  name: 'Mobilizon',
  sources: [
    'https://docs.mobilizon.org/5.%20Interoperability/1.activity_pub/',
    'framasoft/mobilizon: test/fixtures',
  ],
  signing: {
    covered: ['(request-target)', 'content-length', 'date', 'digest', 'host'],
    algorithm: 'rsa-sha256',
  },
  actorUri: (origin, name) => `${origin}/@${name}`,
  keyUri: (uri) => `${uri}#main-key`,
  actor: ({ uri, origin, name, publicKey }) => ({
    '@context': CONTEXT,
    attachment: [],
    endpoints: { sharedInbox: `${origin}/inbox`, discussions: `${uri}/discussions` },
    events: `${uri}/events`,
    followers: `${uri}/followers`,
    following: `${uri}/following`,
    id: uri,
    inbox: `${uri}/inbox`,
    manuallyApprovesFollowers: false,
    name: 'Ada',
    outbox: `${uri}/outbox`,
    preferredUsername: name,
    publicKey,
    summary: '',
    type: 'Person',
    url: uri,
  }),
  follow: (by, followed) => ({
    '@context': CONTEXT,
    actor: by.uri,
    attributedTo: by.uri,
    id: `${originOf(by)}/follow/2fd07f04-0000-4000-8000-000000000001`,
    object: followed,
    to: [PUBLIC],
    cc: [],
    type: 'Follow',
  }),
  undo: (by, { '@context': _, ...undone }) => ({
    '@context': CONTEXT,
    actor: by.uri,
    cc: [],
    id: `${String(undone.id)}/undo`,
    object: undone,
    to: [PUBLIC],
    type: 'Undo',
  }),
  reply: (by, ours) => ({
    '@context': CONTEXT,
    actor: by.uri,
    attributedTo: by.uri,
    cc: [],
    id: `${commentUri(by)}/activity`,
    object: comment(by, ours, REPLY_TEXT),
    published: at(0),
    to: [PUBLIC, ours.author],
    type: 'Create',
  }),
  edit: (by, ours) => ({
    '@context': CONTEXT,
    actor: by.uri,
    cc: [],
    id: `${commentUri(by)}/activity/update`,
    object: { ...comment(by, ours, EDITED_TEXT), updated: at(10) },
    to: [PUBLIC, ours.author],
    type: 'Update',
  }),
  remove: (by) => ({
    '@context': CONTEXT,
    actor: by.uri,
    id: `${commentUri(by)}/delete`,
    object: commentUri(by),
    to: [PUBLIC],
    type: 'Delete',
  }),
  like: () => undefined,
  boost: (by, { post }) => ({
    '@context': CONTEXT,
    actor: by.uri,
    attributedTo: by.uri,
    cc: [`${by.uri}/followers`],
    id: `${originOf(by)}/announces/5f0c5d0e-0000-4000-8000-000000000001`,
    object: post,
    to: [PUBLIC],
    type: 'Announce',
  }),
};
