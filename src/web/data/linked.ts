import type { z } from 'zod';
import { CATEGORY_SLUGS, categoryBySlug } from '../../domain/taxonomy/categories.ts';
import { KINDS } from '../../domain/taxonomy/kinds.ts';
import { EURO } from '../../domain/taxonomy/resources.ts';
import { SECTOR_SLUGS, sectorBySlug } from '../../domain/taxonomy/sectors.ts';
import { OM2 } from '../../domain/taxonomy/units.ts';
import { DES } from '../../domain/taxonomy/vocabulary.ts';
import type { DataSetName } from './data-sets.ts';
import type { actorSchema, proposalSchema, Row } from './rows.ts';

/** Inlined, so that whoever reads it needs to fetch nothing. */
export const LINKED_CONTEXT = {
  '@context': {
    vf: 'https://w3id.org/valueflows/ont/vf#',
    om2: OM2,
    des: DES,
    ess: 'http://purl.org/essglobal/vocab/v1.0/',
    schema: 'https://schema.org/',
    xsd: 'http://www.w3.org/2001/XMLSchema#',
    'schema:url': { '@type': '@id' },
    'vf:publishes': { '@type': '@id' },
    'vf:provider': { '@type': '@id' },
    'vf:receiver': { '@type': '@id' },
    'vf:resourceConformsTo': { '@type': '@id' },
    'vf:resourceClassifiedAs': { '@type': '@id' },
    'vf:classifiedAs': { '@type': '@id' },
    'om2:hasUnit': { '@type': '@id' },
    'ess:baseMembershipType': { '@type': '@id' },
    'schema:organizer': { '@type': '@id' },
    'schema:author': { '@type': '@id' },
    'schema:seller': { '@type': '@id' },
  },
} as const;

type Linked = Readonly<Record<string, unknown>>;

/** A row in the terms of Valueflows, ESSglobal and schema.org. What is not known is left out. */
export function linked(name: DataSetName, row: Row): Linked {
  if ('kind' in row) return known(agent(name, row));
  if ('purpose' in row) return known(proposal(row));
  const shared = { '@id': row.iri, 'schema:name': row.title, 'schema:url': row.url };
  if ('starts' in row) {
    return known({
      ...shared,
      '@type': 'schema:Event',
      'schema:description': row.description,
      'schema:startDate': time(row.starts),
      'schema:endDate': time(row.ends),
      'schema:location': locationOf(row),
      'schema:organizer': row.ownerIri,
    });
  }
  if ('closes' in row) {
    return known({
      ...shared,
      '@type': 'schema:AggregateOffer',
      'schema:description': row.description,
      'schema:validFrom': time(row.opens),
      'schema:validThrough': time(row.closes),
      'schema:offers': row.offers.map((iri) => ({ '@id': iri })),
      'schema:seller': row.ownerIri,
    });
  }
  return known({
    ...shared,
    '@type': 'schema:Article',
    'schema:articleBody': row.text,
    'schema:inLanguage': row.language,
    'schema:datePublished': time(row.published),
    'schema:author': row.ownerIri,
  });
}

function agent(name: DataSetName, row: z.output<typeof actorSchema>): Linked {
  const kind = Object.entries(KINDS).find(([slug]) => slug === row.kind)?.[1];
  const isPerson = row.kind === 'person';
  return {
    '@id': row.iri,
    '@type': isPerson ? ['vf:Person'] : ['vf:Organization', 'ess:SSEInitiative'],
    'schema:name': row.name,
    'schema:description': row.description,
    'schema:url': row.url,
    'vf:classifiedAs': [
      ...(kind?.iri ? [kind.iri] : name === 'distretti' ? [KINDS.district.iri] : []),
      ...sectorIris(row.sectors),
    ],
    'ess:baseMembershipType': kind !== undefined && 'essglobal' in kind ? kind.essglobal : undefined,
    'schema:location': locationOf(row),
  };
}

function proposal(row: z.output<typeof proposalSchema>): Linked {
  const isOffer = row.purpose === 'offer';
  const category = CATEGORY_SLUGS.find((slug) => slug === row.category);
  const quantity = (amount: string | null) =>
    amount === null
      ? undefined
      : { 'om2:hasUnit': OM2 + (row.unit ?? 'one'), 'om2:hasNumericalValue': decimal(amount) };
  return {
    '@id': row.iri,
    '@type': 'vf:Proposal',
    'vf:purpose': row.purpose,
    'schema:name': row.title,
    'schema:description': row.description,
    'schema:url': row.url,
    'vf:created': time(row.published),
    'vf:hasEnd': row.expires === null ? undefined : time(row.expires),
    'vf:eligibleLocation': locationOf(row),
    'vf:publishes': known({
      '@id': `${row.iri}#primary`,
      '@type': 'vf:Intent',
      'vf:action': row.action,
      [isOffer ? 'vf:provider' : 'vf:receiver']: row.ownerIri,
      'vf:resourceConformsTo': category && categoryBySlug(category).iri,
      'vf:resourceClassifiedAs': sectorIris(row.sectors),
      'vf:resourceQuantity': quantity(row.quantity),
      'vf:availableQuantity': quantity(row.available),
      'vf:minimumQuantity': quantity(row.minimum),
    }),
    'vf:reciprocal':
      row.price === null
        ? row.returns.map((text) => ({ '@type': 'vf:Intent', 'schema:name': text }))
        : {
            '@type': 'vf:Intent',
            'vf:action': 'transfer',
            'vf:resourceConformsTo': EURO.iri,
            'vf:resourceQuantity': {
              'om2:hasUnit': `${OM2}one`,
              'om2:hasNumericalValue': decimal(row.price),
            },
          },
  };
}

function sectorIris(slugs: readonly string[]): string[] {
  return SECTOR_SLUGS.filter((slug) => slugs.includes(slug)).map((slug) => sectorBySlug(slug).iri);
}

function locationOf(row: {
  comune: string | null;
  province: string | null;
  latitude: number | null;
  longitude: number | null;
}): Linked | undefined {
  if (row.comune === null) return undefined;
  return known({
    '@type': 'schema:Place',
    'schema:name': row.comune,
    'schema:containedInPlace': row.province ?? undefined,
    'schema:latitude': row.latitude ?? undefined,
    'schema:longitude': row.longitude ?? undefined,
  });
}

function time(instant: string) {
  return { '@type': 'xsd:dateTime', '@value': instant };
}

/** A JSON number would not be exact. */
function decimal(amount: string) {
  return { '@type': 'xsd:decimal', '@value': amount };
}

function known(linked: Linked): Linked {
  return Object.fromEntries(
    Object.entries(linked).filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
