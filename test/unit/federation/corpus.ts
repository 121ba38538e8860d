import type { JsonObject } from '../../../src/federation/json/context.ts';

/** Documents in the shapes that other software writes, with invented people on reserved hosts. */

const AS = 'https://www.w3.org/ns/activitystreams';
const marketContext = [
  AS,
  {
    om2: 'http://www.ontology-of-units-of-measure.org/resource/om-2/',
    vf: 'https://w3id.org/valueflows/ont/vf#',
    Proposal: 'vf:Proposal',
    Intent: 'vf:Intent',
    action: 'vf:action',
    purpose: 'vf:purpose',
    unitBased: 'vf:unitBased',
    publishes: 'vf:publishes',
    reciprocal: 'vf:reciprocal',
    resourceConformsTo: 'vf:resourceConformsTo',
    resourceQuantity: 'vf:resourceQuantity',
    availableQuantity: 'vf:availableQuantity',
    hasUnit: 'om2:hasUnit',
    hasNumericalValue: 'om2:hasNumericalValue',
  },
];
const bike = 'https://market.example/proposals/ddde9d6f';

/** FEP-0837's full example: a bare Proposal, plain-string references. */
export const fepProposal: JsonObject = {
  '@context': marketContext,
  type: 'Proposal',
  id: bike,
  purpose: 'offer',
  attributedTo: 'https://market.example/users/alice',
  name: 'Used bike',
  content: 'Blue one-speed bike',
  published: '2023-06-18T19:22:03.918737Z',
  location: { type: 'Place', longitude: -71.0, latitude: 25.0 },
  publishes: {
    type: 'Intent',
    id: `${bike}#primary`,
    action: 'transfer',
    resourceConformsTo: 'https://www.wikidata.org/wiki/Q11442',
    resourceQuantity: { hasUnit: 'one', hasNumericalValue: '1' },
    availableQuantity: { hasUnit: 'one', hasNumericalValue: '1' },
  },
  reciprocal: {
    type: 'Intent',
    id: `${bike}#reciprocal`,
    action: 'transfer',
    resourceConformsTo: 'https://www.wikidata.org/wiki/Q4917',
    resourceQuantity: { hasUnit: 'one', hasNumericalValue: 30 },
  },
  unitBased: false,
  to: `${AS}#Public`,
};

/** FEP-0837's minimal example. */
export const fepMinimal: JsonObject = {
  '@context': marketContext,
  type: 'Proposal',
  id: bike,
  purpose: 'request',
  attributedTo: 'https://market.example/users/alice',
  publishes: {
    type: 'Intent',
    id: `${bike}#primary`,
    action: 'transfer',
    resourceQuantity: { hasUnit: 'one', hasNumericalValue: '1' },
  },
  to: `${AS}#Public`,
};

/** FEP-0837: an Offer of an Agreement. */
export const fepOffer: JsonObject = {
  '@context': [
    AS,
    {
      om2: 'http://www.ontology-of-units-of-measure.org/resource/om-2/',
      vf: 'https://w3id.org/valueflows/ont/vf#',
      Agreement: 'vf:Agreement',
      stipulates: 'vf:stipulates',
      stipulatesReciprocal: 'vf:stipulatesReciprocal',
      Commitment: 'vf:Commitment',
      satisfies: 'vf:satisfies',
      resourceQuantity: 'vf:resourceQuantity',
      hasUnit: 'om2:hasUnit',
      hasNumericalValue: 'om2:hasNumericalValue',
    },
  ],
  type: 'Offer',
  id: 'https://social.example/objects/1/offer',
  actor: 'https://social.example/users/bob',
  object: {
    type: 'Agreement',
    stipulates: {
      type: 'Commitment',
      satisfies: `${bike}#primary`,
      resourceQuantity: { hasUnit: 'one', hasNumericalValue: '1' },
    },
    stipulatesReciprocal: {
      type: 'Commitment',
      satisfies: `${bike}#reciprocal`,
      resourceQuantity: { hasUnit: 'one', hasNumericalValue: '30' },
    },
  },
  to: 'https://market.example/users/alice',
};

const mastodonContext = [
  AS,
  'https://w3id.org/security/v1',
  {
    manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
    toot: 'http://joinmastodon.org/ns#',
    featured: { '@id': 'toot:featured', '@type': '@id' },
    alsoKnownAs: { '@id': 'as:alsoKnownAs', '@type': '@id' },
    movedTo: { '@id': 'as:movedTo', '@type': '@id' },
    schema: 'http://schema.org#',
    PropertyValue: 'schema:PropertyValue',
    value: 'schema:value',
    discoverable: 'toot:discoverable',
    indexable: 'toot:indexable',
    focalPoint: { '@container': '@list', '@id': 'toot:focalPoint' },
  },
];

export const mastodonActor: JsonObject = {
  '@context': mastodonContext,
  id: 'https://masto.example/users/ada',
  type: 'Person',
  following: 'https://masto.example/users/ada/following',
  followers: 'https://masto.example/users/ada/followers',
  inbox: 'https://masto.example/users/ada/inbox',
  outbox: 'https://masto.example/users/ada/outbox',
  featured: 'https://masto.example/users/ada/collections/featured',
  preferredUsername: 'ada',
  name: 'Ada \u202eRossi',
  summary: '<p>Ciao<script>alert(1)</script></p>',
  url: 'https://masto.example/@ada',
  manuallyApprovesFollowers: true,
  discoverable: true,
  indexable: false,
  published: '2022-11-05T00:00:00Z',
  publicKey: {
    id: 'https://masto.example/users/ada#main-key',
    owner: 'https://masto.example/users/ada',
    publicKeyPem: '',
  },
  tag: [],
  attachment: [
    { type: 'PropertyValue', name: 'Sito', value: '<a href="https://ada.example">ada.example</a>' },
  ],
  endpoints: { sharedInbox: 'https://masto.example/inbox' },
  icon: { type: 'Image', mediaType: 'image/png', url: 'https://files.masto.example/a.png' },
};

export const mastodonCreate: JsonObject = {
  '@context': [
    AS,
    {
      ostatus: 'http://ostatus.org#',
      atomUri: 'ostatus:atomUri',
      conversation: 'ostatus:conversation',
      sensitive: 'as:sensitive',
      toot: 'http://joinmastodon.org/ns#',
      votersCount: 'toot:votersCount',
      Hashtag: 'as:Hashtag',
      blurhash: 'toot:blurhash',
    },
  ],
  id: 'https://masto.example/users/ada/statuses/1/activity',
  type: 'Create',
  actor: 'https://masto.example/users/ada',
  published: '2026-10-01T08:00:00Z',
  to: [`${AS}#Public`],
  cc: ['https://masto.example/users/ada/followers', 'https://prato.example/actors/7'],
  object: {
    id: 'https://masto.example/users/ada/statuses/1',
    type: 'Note',
    summary: null,
    inReplyTo: 'https://prato.example/objects/90',
    published: '2026-10-01T08:00:00Z',
    url: 'https://masto.example/@ada/1',
    attributedTo: 'https://masto.example/users/ada',
    to: [`${AS}#Public`],
    cc: ['https://masto.example/users/ada/followers', 'https://prato.example/actors/7'],
    sensitive: false,
    atomUri: 'https://masto.example/users/ada/statuses/1',
    conversation: 'tag:masto.example,2026:objectId=1:objectType=Conversation',
    content: '<p>Ne prendo due!</p>',
    contentMap: { it: '<p>Ne prendo due!</p>' },
    attachment: [
      {
        type: 'Document',
        mediaType: 'image/jpeg',
        url: 'https://files.masto.example/1.jpg',
        name: 'Due cassette',
        blurhash: 'U',
        width: 640,
        height: 480,
      },
    ],
    tag: [
      { type: 'Mention', href: 'https://prato.example/actors/7', name: '@arancera@prato.example' },
      { type: 'Hashtag', href: 'https://masto.example/tags/arance', name: '#Arance' },
    ],
    replies: {
      id: 'https://masto.example/users/ada/statuses/1/replies',
      type: 'Collection',
      first: { type: 'CollectionPage', next: 'https://masto.example/r?page=1', items: [] },
    },
  },
};

const gotosocialNote: JsonObject = {
  '@context': ['https://gotosocial.org/ns', AS, { sensitive: 'as:sensitive' }],
  id: 'https://gts.example/users/bea/statuses/01',
  type: 'Note',
  attributedTo: 'https://gts.example/users/bea',
  content: '<p>Ciao</p>',
  contentMap: { 'it-IT': '<p>Ciao</p>', en: '<p>Hello</p>' },
  to: 'https://gts.example/users/bea/followers',
  cc: [],
  published: '2026-10-01T10:00:00+02:00',
  sensitive: true,
  summary: 'Attenzione',
  attachment: [],
  tag: { type: 'Hashtag', name: '#ciao' },
  interactionPolicy: { canLike: { automaticApproval: `${AS}#Public` } },
};

const mitraNote: JsonObject = {
  '@context': [
    AS,
    'https://w3id.org/security/v1',
    'https://w3id.org/security/data-integrity/v1',
    { Hashtag: 'as:Hashtag', sensitive: 'as:sensitive', mitra: 'http://jsonld.mitra.social#' },
  ],
  id: 'https://mitra.example/objects/1',
  type: 'Note',
  attributedTo: 'https://mitra.example/users/carlo',
  content: 'Solo per chi segue',
  to: ['https://mitra.example/users/carlo/followers'],
  published: '2026-10-01T08:00:00Z',
  proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-jcs-2022', proofValue: 'z1' },
};

const lemmyPage: JsonObject = {
  '@context': ['https://join-lemmy.org/context.json', AS],
  id: 'https://lemmy.example/post/1',
  type: 'Page',
  attributedTo: 'https://lemmy.example/u/dora',
  to: ['https://lemmy.example/c/orto', `${AS}#Public`],
  cc: [],
  audience: 'https://lemmy.example/c/orto',
  name: 'Chi ha semi?',
  content: '<p>Cerco semi antichi</p>',
  mediaType: 'text/html',
  source: { content: 'Cerco semi antichi', mediaType: 'text/markdown' },
  attachment: [{ type: 'Link', href: 'https://semi.example/' }],
  image: { type: 'Image', url: 'https://lemmy.example/pictrs/1.webp' },
  sensitive: false,
  published: '2026-10-01T08:00:00.123456Z',
  language: { identifier: 'it', name: 'Italiano' },
};

const mobilizonEvent: JsonObject = {
  '@context': [
    AS,
    'https://w3id.org/security/v1',
    {
      sc: 'http://schema.org#',
      mz: 'https://joinmobilizon.org/ns#',
      Hashtag: 'as:Hashtag',
      PostalAddress: 'sc:PostalAddress',
      address: { '@id': 'sc:address', '@type': 'sc:PostalAddress' },
      addressCountry: 'sc:addressCountry',
      addressLocality: 'sc:addressLocality',
      addressRegion: 'sc:addressRegion',
      postalCode: 'sc:postalCode',
      streetAddress: 'sc:streetAddress',
      location: { '@id': 'sc:location', '@type': 'sc:Place' },
      joinMode: { '@id': 'mz:joinMode', '@type': 'mz:joinModeType' },
    },
  ],
  id: 'https://mobilizon.example/events/1',
  type: 'Event',
  actor: 'https://mobilizon.example/@elsa',
  attributedTo: 'https://mobilizon.example/@elsa',
  name: 'Laboratorio di sapone',
  content: '<p>Portate un barattolo</p>',
  mediaType: 'text/html',
  startTime: '2026-12-01T18:00:00Z',
  endTime: '2026-12-01T20:00:00Z',
  joinMode: 'free',
  location: {
    type: 'Place',
    id: 'https://mobilizon.example/address/1',
    name: 'Circolo',
    latitude: 43.88,
    longitude: 11.1,
    address: {
      type: 'PostalAddress',
      addressLocality: 'Prato',
      addressRegion: 'Toscana',
      addressCountry: 'Italia',
    },
  },
  to: [`${AS}#Public`],
  cc: ['https://mobilizon.example/@elsa/followers'],
  published: '2026-10-01T08:00:00Z',
};

/** A poll as Mastodon sends it. */
export const mastodonQuestion: JsonObject = {
  '@context': [
    'https://www.w3.org/ns/activitystreams',
    {
      ostatus: 'http://ostatus.org#',
      atomUri: 'ostatus:atomUri',
      sensitive: 'as:sensitive',
      toot: 'http://joinmastodon.org/ns#',
      votersCount: 'toot:votersCount',
    },
  ],
  id: 'https://social.example/users/ada/statuses/1',
  type: 'Question',
  attributedTo: 'https://social.example/users/ada',
  to: ['https://www.w3.org/ns/activitystreams#Public'],
  cc: ['https://social.example/users/ada/followers'],
  published: '2026-10-31T08:00:00Z',
  content: '<p>Mele o pere?</p>',
  endTime: '2026-11-02T08:00:00Z',
  votersCount: 3,
  oneOf: [
    { type: 'Note', name: 'Mele', replies: { type: 'Collection', totalItems: 2 } },
    { type: 'Note', name: 'Pere', replies: { type: 'Collection', totalItems: 1 } },
  ],
};

/** Documents that both ways of reading must understand alike. */
export const plainCorpus: Record<string, JsonObject> = {
  'FEP-0837, full': fepProposal,
  'FEP-0837, minimal': fepMinimal,
  'FEP-0837, Offer': fepOffer,
  'Mastodon, actor': mastodonActor,
  'Mastodon, Create': mastodonCreate,
  'GoToSocial, Note': gotosocialNote,
  'Mitra, Note': mitraNote,
  'Lemmy, Page': lemmyPage,
  'Mobilizon, Event': mobilizonEvent,
  'Mastodon, Question': mastodonQuestion,
};

/** FEP-0837's full example as those write it who compact to nothing but prefixes and full IRIs. */
export const prefixedProposal: JsonObject = {
  '@context': {
    vfl: 'https://w3id.org/valueflows/',
    om: 'http://www.ontology-of-units-of-measure.org/resource/om-2/',
  },
  '@type': 'vfl:Proposal',
  '@id': bike,
  'vfl:purpose': 'offer',
  [`${AS}#attributedTo`]: [{ '@id': 'https://market.example/users/alice' }],
  [`${AS}#name`]: 'Used bike',
  [`${AS}#content`]: [{ '@value': 'Blue one-speed bike' }],
  [`${AS}#published`]: {
    '@value': '2023-06-18T19:22:03.918737Z',
    '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
  },
  [`${AS}#location`]: {
    '@type': `${AS}#Place`,
    [`${AS}#longitude`]: -71,
    [`${AS}#latitude`]: 25,
  },
  'vfl:publishes': {
    '@type': 'vfl:Intent',
    '@id': `${bike}#primary`,
    'vfl:action': 'transfer',
    'vfl:resourceConformsTo': { '@id': 'https://www.wikidata.org/wiki/Q11442' },
    'vfl:resourceQuantity': { 'om:hasUnit': 'one', 'om:hasNumericalValue': '1' },
    'vfl:availableQuantity': { 'vfl:hasUnit': 'one', 'vfl:hasNumericalValue': '1' },
  },
  'vfl:reciprocal': {
    '@type': 'vfl:Intent',
    '@id': `${bike}#reciprocal`,
    'vfl:action': 'transfer',
    'vfl:resourceConformsTo': 'https://www.wikidata.org/wiki/Q4917',
    'vfl:resourceQuantity': { 'om:hasUnit': 'one', 'om:hasNumericalValue': 30 },
  },
  'vfl:unitBased': false,
  [`${AS}#to`]: { '@id': 'as:Public' },
};
