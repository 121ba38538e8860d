import { DES } from '../../domain/taxonomy/vocabulary.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

export const ACTIVITY_STREAMS = 'https://www.w3.org/ns/activitystreams';
export const PUBLIC = `${ACTIVITY_STREAMS}#Public`;
const DATA_INTEGRITY = 'https://w3id.org/security/data-integrity/v1';

const iri = (id: string) => ({ '@id': id, '@type': '@id' });

const PROPOSAL_TERMS = {
  vf: 'https://w3id.org/valueflows/ont/vf#',
  om2: 'http://www.ontology-of-units-of-measure.org/resource/om-2/',
  sdo: 'https://schema.org/',
  des: DES,
  Hashtag: 'as:Hashtag',
  sensitive: 'as:sensitive',
  Intent: 'vf:Intent',
  Agreement: 'vf:Agreement',
  Commitment: 'vf:Commitment',
  purpose: 'vf:purpose',
  unitBased: 'vf:unitBased',
  action: 'vf:action',
  publishes: iri('vf:publishes'),
  reciprocal: iri('vf:reciprocal'),
  stipulates: iri('vf:stipulates'),
  stipulatesReciprocal: iri('vf:stipulatesReciprocal'),
  satisfies: iri('vf:satisfies'),
  fulfills: iri('vf:fulfills'),
  resourceConformsTo: iri('vf:resourceConformsTo'),
  resourceClassifiedAs: { '@id': 'vf:resourceClassifiedAs', '@type': '@id', '@container': '@set' },
  resourceQuantity: 'vf:resourceQuantity',
  availableQuantity: 'vf:availableQuantity',
  minimumQuantity: 'vf:minimumQuantity',
  hasUnit: 'om2:hasUnit',
  hasNumericalValue: 'om2:hasNumericalValue',
  address: 'sdo:address',
  PostalAddress: 'sdo:PostalAddress',
  streetAddress: 'sdo:streetAddress',
  addressLocality: 'sdo:addressLocality',
  addressRegion: 'sdo:addressRegion',
  postalCode: 'sdo:postalCode',
  addressCountry: 'sdo:addressCountry',
  negotiable: 'des:negotiable',
  status: 'des:status',
  searchableBy: iri('http://fedibird.com/ns#searchableBy'),
};

/**
 * Offers, requests and agreements: FEP-0837 (Valueflows and OM-2 terms), with our own `des:` beside it.
 * Inline, so that nobody needs to fetch it.
 */
export const PROPOSAL_CONTEXT: JsonValue = [ACTIVITY_STREAMS, DATA_INTEGRITY, PROPOSAL_TERMS];

/** The same for what is kept to some districts: how far it reaches, in our own term. */
export const SCOPED_PROPOSAL_CONTEXT: JsonValue = [
  ACTIVITY_STREAMS,
  DATA_INTEGRITY,
  { ...PROPOSAL_TERMS, scope: 'des:scope' },
];

/** Collective orders: lines and prices in the same terms; how many pledged how much, and until when, in our own. */
export const ORDER_CONTEXT: JsonValue = [
  ACTIVITY_STREAMS,
  DATA_INTEGRITY,
  {
    ...PROPOSAL_TERMS,
    collectiveOrder: 'des:collectiveOrder',
    ofOffer: iri('des:ofOffer'),
    maximumQuantity: 'des:maximumQuantity',
    pledgedQuantity: 'des:pledgedQuantity',
    pledgers: 'des:pledgers',
    unitLabel: 'des:unitLabel',
    deliveryTime: 'des:deliveryTime',
    pickupPlaces: 'des:pickupPlaces',
  },
];

/** Announcements and notes: nothing but what microblogs know. */
export const NOTE_CONTEXT: JsonValue = [
  ACTIVITY_STREAMS,
  DATA_INTEGRITY,
  {
    Hashtag: 'as:Hashtag',
    sensitive: 'as:sensitive',
    searchableBy: iri('http://fedibird.com/ns#searchableBy'),
  },
];

/** Questions: notes with what Mastodon counts, and, in our own terms, who has a voice. */
export const QUESTION_CONTEXT: JsonValue = [
  ACTIVITY_STREAMS,
  DATA_INTEGRITY,
  {
    toot: 'http://joinmastodon.org/ns#',
    des: DES,
    Hashtag: 'as:Hashtag',
    sensitive: 'as:sensitive',
    votersCount: 'toot:votersCount',
    electorate: 'des:electorate',
    searchableBy: iri('http://fedibird.com/ns#searchableBy'),
  },
];

/** Events (FEP-8a8e), with the terms that Mobilizon knows by these very names. */
export const EVENT_CONTEXT: JsonValue = [
  ACTIVITY_STREAMS,
  DATA_INTEGRITY,
  {
    sdo: 'https://schema.org/',
    mz: 'https://joinmobilizon.org/ns#',
    ical: 'http://www.w3.org/2002/12/cal/ical#',
    pt: 'https://joinpeertube.org/ns#',
    Hashtag: 'as:Hashtag',
    sensitive: 'as:sensitive',
    VirtualLocation: 'sdo:VirtualLocation',
    PostalAddress: 'sdo:PostalAddress',
    address: 'sdo:address',
    streetAddress: 'sdo:streetAddress',
    addressLocality: 'sdo:addressLocality',
    addressRegion: 'sdo:addressRegion',
    postalCode: 'sdo:postalCode',
    addressCountry: 'sdo:addressCountry',
    timezone: 'mz:timezone',
    joinMode: 'mz:joinMode',
    participantCount: 'mz:participantCount',
    anonymousParticipationEnabled: 'mz:anonymousParticipationEnabled',
    repliesModerationOption: 'mz:repliesModerationOption',
    commentsEnabled: 'pt:commentsEnabled',
    eventStatus: 'sdo:eventStatus',
    maximumAttendeeCapacity: 'sdo:maximumAttendeeCapacity',
    remainingAttendeeCapacity: 'sdo:remainingAttendeeCapacity',
    searchableBy: iri('http://fedibird.com/ns#searchableBy'),
  },
];

/**
 * Actors. Profile fields as Mastodon writes them (`http://schema.org#`), `indexable` of FEP-5feb, `webfinger` of
 * FEP-2c59, `assertionMethod` of FEP-521a. The names of FEP-5219 for groups have no published context:
 * they are defined in our own vocabulary.
 */
export const ACTOR_CONTEXT: JsonValue = [
  ACTIVITY_STREAMS,
  'https://w3id.org/security/v1',
  'https://w3id.org/security/multikey/v1',
  {
    schema: 'http://schema.org#',
    sdo: 'https://schema.org/',
    toot: 'http://joinmastodon.org/ns#',
    vf: 'https://w3id.org/valueflows/ont/vf#',
    des: DES,
    PropertyValue: 'schema:PropertyValue',
    value: 'schema:value',
    manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
    movedTo: iri('as:movedTo'),
    discoverable: 'toot:discoverable',
    indexable: 'toot:indexable',
    featured: iri('toot:featured'),
    webfinger: 'https://purl.archive.org/socialweb/webfinger#webfinger',
    assertionMethod: {
      '@id': 'https://w3id.org/security#assertionMethod',
      '@type': '@id',
      '@container': '@set',
    },
    classifiedAs: { '@id': 'vf:classifiedAs', '@type': '@id', '@container': '@set' },
    offers: iri('des:offers'),
    affiliations: iri('des:affiliations'),
    upcomingEvents: iri('https://w3id.org/fep/8a8e/upcomingEvents'),
    attestations: iri('des:attestations'),
    flows: iri('des:flows'),
    changes: iri('des:changes'),
    charter: iri('des:charter'),
    canFollow: 'des:canFollow',
    canParticipate: 'des:canParticipate',
    memberOf: { '@id': 'sdo:memberOf', '@type': '@id', '@container': '@set' },
    vatID: 'sdo:vatID',
    address: 'sdo:address',
    PostalAddress: 'sdo:PostalAddress',
    addressLocality: 'sdo:addressLocality',
    addressRegion: 'sdo:addressRegion',
    postalCode: 'sdo:postalCode',
    addressCountry: 'sdo:addressCountry',
  },
];

/** Membership as FEP-5219 tells it: `Relationship` is a type of the Activity Vocabulary. */
export const RELATIONSHIP_CONTEXT: JsonValue = [ACTIVITY_STREAMS, DATA_INTEGRITY];

/** A request to belong to a group, which names the version of its charter that is accepted. */
export const MEMBERSHIP_CONTEXT: JsonValue = [
  ACTIVITY_STREAMS,
  DATA_INTEGRITY,
  { des: DES, charter: iri('des:charter') },
];

/** How much flowed between two districts, as one of them counted: provider and receiver as in Valueflows. */
export const FLOW_CONTEXT: JsonValue = [
  ACTIVITY_STREAMS,
  {
    vf: 'https://w3id.org/valueflows/ont/vf#',
    des: DES,
    Flow: 'des:Flow',
    provider: iri('vf:provider'),
    receiver: iri('vf:receiver'),
    flowYear: 'des:flowYear',
    flowKind: 'des:flowKind',
    agreements: 'des:agreements',
    hours: 'des:hours',
  },
];

/** The object without the members that are undefined: JSON knows none. */
export function defined(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
