import { DES } from '../../domain/taxonomy/vocabulary.ts';
import { ACTIVITY_STREAMS, type JsonObject } from './context.ts';

/** The terms that we read: each has one short key, whatever namespace or prefix it came in. */

const AS = [`${ACTIVITY_STREAMS}#`];
const LDP = ['http://www.w3.org/ns/ldp#'];
const VALUEFLOWS = ['https://w3id.org/valueflows/ont/vf#', 'https://w3id.org/valueflows/'];
const OM2 = ['http://www.ontology-of-units-of-measure.org/resource/om-2/'];
const SCHEMA = ['http://schema.org#', 'https://schema.org/', 'http://schema.org/', 'https://schema.org#'];
const TOOT = ['http://joinmastodon.org/ns#'];
const SECURITY = ['https://w3id.org/security#'];
const WEBFINGER = ['https://purl.archive.org/socialweb/webfinger#'];
const MOBILIZON = ['https://joinmobilizon.org/ns#'];
const ICALENDAR = ['http://www.w3.org/2002/12/cal/ical#'];
const FEP_8A8E = ['https://w3id.org/fep/8a8e/'];
const FEDIBIRD = ['http://fedibird.com/ns#'];
const LITEPUB = ['http://litepub.social/ns#'];
const OURS = [DES];

const words = (text: string) => text.trim().split(/\s+/);

/** Properties whose values are addresses, or objects that have one. */
const REFERENCES = new Set(
  words(`actor attributedTo attachment audience bcc bto cc context first followers following icon image inReplyTo
    inbox instrument items last location next object orderedItems origin outbox partOf prev preview replies result
    sharedInbox subject tag target to url href movedTo alsoKnownAs featured endpoints
    publishes reciprocal stipulates stipulatesReciprocal satisfies fulfills resourceConformsTo resourceClassifiedAs
    classifiedAs memberOf offers ofOffer affiliations charter searchableBy publicKey owner assertionMethod controller
    upcomingEvents attestations attests visitors supplier parties priceList changes flows provider receiver`),
);

const VOCABULARY: readonly (readonly [namespaces: readonly string[], terms: string])[] = [
  [
    AS,
    `actor attributedTo attachment audience bcc bto cc context first followers following icon image inReplyTo
    instrument items last location next object orderedItems origin outbox partOf prev preview replies result
    sharedInbox subject tag target to url href movedTo alsoKnownAs endpoints relationship
    content name summary mediaType published updated deleted startTime endTime closed duration latitude longitude
    width height totalItems rel hreflang formerType preferredUsername manuallyApprovesFollowers sensitive
    oneOf anyOf`,
  ],
  [LDP, 'inbox'],
  [
    VALUEFLOWS,
    `purpose unitBased action publishes reciprocal stipulates stipulatesReciprocal satisfies fulfills
    resourceConformsTo resourceClassifiedAs resourceQuantity availableQuantity minimumQuantity classifiedAs
    hasUnit hasNumericalValue provider receiver`,
  ],
  [OM2, 'hasUnit hasNumericalValue'],
  [
    SCHEMA,
    `value address location streetAddress addressLocality addressRegion postalCode addressCountry memberOf vatID
    eventStatus maximumAttendeeCapacity remainingAttendeeCapacity`,
  ],
  [TOOT, 'discoverable indexable featured votersCount blurhash focalPoint'],
  [SECURITY, 'publicKey owner publicKeyPem assertionMethod controller publicKeyMultibase'],
  [WEBFINGER, 'webfinger'],
  [MOBILIZON, 'timezone joinMode participantCount externalParticipationUrl'],
  [FEP_8A8E, 'timezone joinMode externalParticipationUrl eventStatus displayEndTime upcomingEvents'],
  [FEDIBIRD, 'searchableBy'],
  [
    OURS,
    `negotiable status scope offers affiliations changes charter canFollow canParticipate electorate
    attestations attests visitedOn validUntil visitors visitorRole territory revokedAt revocationReason
    pactVersion pactTerms pactDigest pactVisibility pactContacts supplier parties priceList minimumOrder leadDays
    validFrom collectiveOrder ofOffer maximumQuantity pledgedQuantity pledgers unitLabel deliveryTime pickupPlaces
    flows flowYear flowKind agreements hours`,
  ],
];

const TYPES: typeof VOCABULARY = [
  [
    AS,
    `Accept Activity Add Announce Block Create Delete Dislike Flag Follow Ignore Invite Join Leave Like Listen Move
    Offer Read Reject Remove TentativeAccept TentativeReject Undo Update View Arrive Travel Question
    Application Group Organization Person Service
    Article Audio Document Event Image Note Page Place Profile Relationship Tombstone Video Link Mention Hashtag
    Collection CollectionPage OrderedCollection OrderedCollectionPage`,
  ],
  [VALUEFLOWS, 'Proposal Intent Agreement Commitment'],
  [SCHEMA, 'PropertyValue PostalAddress VirtualLocation'],
  [SECURITY, 'Multikey'],
  [TOOT, 'Emoji'],
  [LITEPUB, 'EmojiReact'],
  [OURS, 'Attestation Pact Flow'],
];

/** Other names of a term, as older versions of a vocabulary have them. */
const ALIASES: readonly (readonly [namespaces: readonly string[], name: string, term: string])[] = [
  [VALUEFLOWS, 'commitments', 'stipulates'],
  [['http://www.w3.org/2006/time#'], 'timezone', 'timezone'],
  [ICALENDAR, 'status', 'ical:status'],
];

/** Texts that come in several languages, beside the property of the plain one. */
const LANGUAGE_MAPS: Readonly<Record<string, string>> = {
  contentMap: 'content',
  nameMap: 'name',
  summaryMap: 'summary',
};

function byIri(vocabulary: typeof VOCABULARY): Map<string, string> {
  return new Map(
    vocabulary.flatMap(([namespaces, terms]) =>
      namespaces.flatMap((namespace) => words(terms).map((term) => [namespace + term, term] as const)),
    ),
  );
}

const propertyByIri = byIri(VOCABULARY);
for (const [namespaces, name, term] of ALIASES) {
  for (const namespace of namespaces) propertyByIri.set(namespace + name, term);
}
const typeByIri = byIri(TYPES);
const properties = new Set(propertyByIri.values());
const types = new Set(typeByIri.values());

export function isProperty(term: string): boolean {
  return properties.has(term);
}

export function isType(term: string): boolean {
  return types.has(term);
}

export function isReference(term: string): boolean {
  return REFERENCES.has(term);
}

/** The property whose texts a language map holds: "contentMap" → "content". */
export function mappedProperty(term: string): string | undefined {
  return Object.hasOwn(LANGUAGE_MAPS, term) ? LANGUAGE_MAPS[term] : undefined;
}

export function hasLanguageMap(property: string): boolean {
  return Object.values(LANGUAGE_MAPS).includes(property);
}

export function propertyOfIri(iri: string): string | undefined {
  return propertyByIri.get(iri);
}

export function typeOfIri(iri: string): string | undefined {
  return typeByIri.get(iri);
}

/** What a document means by our terms where its own context does not say: many peers leave some undefined. */
export const DEFAULT_CONTEXT: JsonObject = {
  '@context': [ACTIVITY_STREAMS, definitions(TYPES), definitions(VOCABULARY)],
};

function definitions(vocabulary: typeof VOCABULARY): JsonObject {
  return Object.fromEntries(
    vocabulary.flatMap(([[namespace = ''], terms]) =>
      words(terms)
        .filter((term) => term !== 'orderedItems')
        .map((term) => {
          const id = namespace + term;
          return [term, REFERENCES.has(term) ? { '@id': id, '@type': '@id' } : id];
        }),
    ),
  );
}
