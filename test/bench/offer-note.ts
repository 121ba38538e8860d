import type { OfferFacts, Owner } from './catalogue-seed.ts';

const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';

/** An offer of another district as it comes within a Create (FEP-0837): what the rows of {@link OfferFacts} are read from. */
export function offerNote(row: OfferFacts, owner: Owner) {
  const quantity = (value: string) => ({ hasUnit: 'kilogram', hasNumericalValue: value });
  return {
    id: row.uri,
    type: 'Note',
    attributedTo: owner.uri,
    ...(owner.uri !== owner.groupUri && { audience: owner.groupUri }),
    to: [PUBLIC],
    cc: [`${owner.uri}/followers`, owner.groupUri],
    url: row.url,
    name: row.title,
    content: row.content,
    contentMap: { it: row.content },
    published: row.published_at,
    endTime: row.expires_at,
    attachment: row.image
      ? [
          {
            type: 'Image',
            mediaType: 'image/jpeg',
            url: `${row.url}.jpg`,
            name: row.title,
            width: 1200,
            height: 800,
          },
        ]
      : [],
    tag: row.tags.map((tag) => ({
      type: 'Hashtag',
      name: `#${tag}`,
      href: `${new URL(row.uri).origin}/tag/${tag}`,
    })),
    location: {
      type: 'Place',
      name: row.comune,
      ...(row.position !== null && { latitude: row.latitude, longitude: row.longitude }),
      address: {
        type: 'PostalAddress',
        addressLocality: row.comune,
        addressRegion: row.province,
        postalCode: row.postal_code,
        addressCountry: 'IT',
      },
    },
    purpose: row.purpose,
    unitBased: true,
    negotiable: false,
    searchableBy: PUBLIC,
    publishes: {
      id: `${row.uri}#primary`,
      type: 'Intent',
      action: 'transfer',
      resourceConformsTo: row.conforms_to,
      resourceClassifiedAs: row.classified_as,
      resourceQuantity: quantity('5'),
      availableQuantity: quantity('200'),
    },
    reciprocal: {
      id: `${row.uri}#reciprocal`,
      type: 'Intent',
      action: 'transfer',
      resourceConformsTo: 'https://www.wikidata.org/wiki/Q4916',
      resourceQuantity: { hasUnit: 'one', hasNumericalValue: row.amount },
    },
  };
}
