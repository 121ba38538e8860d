import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { createAddresses } from '../../../src/domain/addresses.ts';
import type { AnnouncementView } from '../../../src/domain/announcements/announcement-reads.ts';
import type { Post } from '../../../src/domain/posts/post.table.ts';
import type { ProposalView } from '../../../src/domain/proposals/catalogue.ts';

export const addresses = createAddresses('https://prato.example');
const then = new Date('2026-10-01T08:00:00Z');

export function actor(change: Partial<Actor> = {}): Actor {
  const id = change.id ?? '7';
  const uri = addresses.actor(id);
  return {
    id,
    uri,
    type: 'Organization',
    host: null,
    handle: 'arancera',
    name: 'Cooperativa L’Arancera',
    summary: '<p>Agrumi dal 1998</p>',
    url: addresses.profilePage('arancera'),
    kind: 'https://w3id.org/des/ns#Enterprise',
    sectors: ['filiera-corta'],
    comune: 'Prato',
    province: 'PO',
    region: 'Toscana',
    postalCode: '59100',
    country: 'IT',
    latitude: 43.88,
    longitude: 11.1,
    site: 'https://arancera.example/',
    avatarUrl: null,
    headerUrl: null,
    fields: [],
    automated: false,
    vatNumber: '01234567897',
    memberOf: [addresses.actor('1')],
    inbox: `${uri}/inbox`,
    sharedInbox: addresses.sharedInbox,
    outbox: `${uri}/outbox`,
    followers: `${uri}/followers`,
    offers: `${uri}/offers`,
    upcomingEvents: `${uri}/upcomingEvents`,
    affiliations: null,
    attestations: null,
    flows: null,
    changes: null,
    charter: null,
    manuallyApproves: false,
    discoverable: true,
    indexable: true,
    createdAt: then,
    updatedAt: then,
    fetchedAt: null,
    suspendedAt: null,
    deletedAt: null,
    ...change,
  };
}

export const district = actor({
  id: '1',
  type: 'Group',
  handle: 'distretto',
  name: 'DES Prato',
  summary: '',
  url: 'https://prato.example/',
  kind: 'https://w3id.org/des/ns#District',
  sectors: [],
  site: 'https://prato.example/',
  vatNumber: null,
  affiliations: `${addresses.actor('1')}/affiliations`,
  attestations: `${addresses.actor('1')}/attestations`,
  changes: `${addresses.actor('1')}/changes`,
  charter: 'https://prato.example/carta/3',
  memberOf: [],
});

export function post(change: Partial<Post> = {}): Post {
  const id = change.id ?? '90';
  return {
    id,
    uri: addresses.object(id),
    url: addresses.proposalPage(id),
    actorId: '7',
    kind: 'proposal',
    visibility: 'public',
    title: 'Cassetta di arance bio, 5 kg',
    warning: null,
    sensitive: false,
    emojis: [],
    conversationId: null,
    content: '<p>Raccolte a mano &amp; spedite il giorno dopo.</p>',
    source: null,
    language: 'it',
    tags: ['arance'],
    audienceId: '1',
    inReplyTo: null,
    recipientId: null,
    publishedAt: then,
    updatedAt: null,
    deletedAt: null,
    received: null,
    ...change,
  };
}

export function proposalView(
  change: Partial<Omit<ProposalView, 'post' | 'proposal'>> & {
    post?: Partial<Post>;
    proposal?: Partial<ProposalView['proposal']>;
  } = {},
): ProposalView {
  return {
    owner: actor(),
    group: district,
    images: [
      {
        position: 0,
        media: '1.jpg',
        url: addresses.media('1.jpg'),
        mediaType: 'image/jpeg',
        alt: 'Una cassetta',
        width: 1200,
        height: 800,
      },
    ],
    reciprocals: [
      {
        position: 0,
        action: 'transfer',
        conformsTo: 'https://www.wikidata.org/wiki/Q4916',
        label: null,
        unit: 'one',
        amount: '14.50',
      },
    ],
    ...change,
    post: post(change.post),
    proposal: {
      postId: '90',
      scope: 'fediverse',
      purpose: 'offer',
      state: 'open',
      action: 'transfer',
      unitBased: true,
      negotiable: false,
      conformsTo: 'https://www.wikidata.org/wiki/Q13191',
      classifiedAs: ['https://w3id.org/des/ns#filiera-corta'],
      sectors: ['filiera-corta'],
      unit: 'kilogram',
      quantity: '5',
      available: '200',
      minimum: '5',
      comune: 'Prato',
      province: 'PO',
      region: 'Toscana',
      postalCode: '59100',
      country: 'IT',
      latitude: 43.8777,
      longitude: 11.1022,
      expiresAt: new Date('2026-12-31T23:00:00Z'),
      publishedAt: then,
      ...change.proposal,
    },
  };
}

export function announcementView(change: Partial<Post> = {}): AnnouncementView {
  return {
    author: actor(),
    group: district,
    images: [],
    post: post({
      kind: 'announcement',
      url: addresses.announcementPage('90'),
      title: 'Assemblea dei soci',
      content: '<p>Sabato alle 10, tutti insieme.</p>',
      tags: ['assemblea'],
      ...change,
    }),
  };
}
