import type { Actor } from '../domain/actors/actor.table.ts';
import type { AnnouncementView } from '../domain/announcements/announcement-reads.ts';
import type { EventView } from '../domain/events/event-reads.ts';
import type { ProposalView } from '../domain/proposals/catalogue.ts';
import { EURO } from '../domain/taxonomy/resources.ts';
import { parseUnit } from '../domain/taxonomy/units.ts';
import { webAddress } from './html.ts';
import { excerpt } from './views/parts.ts';

/** A thing in the terms of https://schema.org, as JSON-LD. What is undefined is left out. */
export interface StructuredData {
  readonly '@type': string;
  readonly [property: string]: unknown;
}

const DESCRIPTION_LENGTH = 300;

/** @see https://schema.org/Offer, https://schema.org/Demand */
export function proposalData({ post, proposal, owner, reciprocals, images }: ProposalView): StructuredData {
  const name = post.title ?? excerpt(post.content, 80);
  const isService = proposal.action === 'deliverService';
  return {
    '@type': proposal.purpose === 'offer' ? 'Offer' : 'Demand',
    name,
    url: post.url,
    itemOffered: {
      '@type': isService ? 'Service' : 'Product',
      name,
      description: excerpt(post.content, DESCRIPTION_LENGTH),
      image: images[0]?.url,
    },
    availability: `https://schema.org/${proposal.state === 'open' ? 'InStock' : 'Discontinued'}`,
    validFrom: post.publishedAt.toISOString(),
    validThrough: proposal.expiresAt?.toISOString(),
    areaServed: proposal.comune ?? undefined,
    priceSpecification: priceOf(proposal, reciprocals),
    ...(proposal.purpose === 'offer'
      ? { offeredBy: actorData(owner) }
      : { '@reverse': { seeks: actorData(owner) } }),
  };
}

/** A price is euros and nothing else; what is asked beside them, or in their place, schema.org has no word for. */
function priceOf(
  { quantity, unit }: ProposalView['proposal'],
  reciprocals: ProposalView['reciprocals'],
): StructuredData | undefined {
  const [asked] = reciprocals;
  if (reciprocals.length !== 1 || asked?.conformsTo !== EURO.iri || asked.amount === null) return undefined;
  const price = { price: asked.amount, priceCurrency: 'EUR' };
  if (quantity === null) return { '@type': 'PriceSpecification', ...price };
  const per = { '@type': 'QuantitativeValue', value: quantity, unitText: parseUnit(unit ?? 'one')?.symbol };
  return { '@type': 'UnitPriceSpecification', ...price, referenceQuantity: per };
}

/** @see https://schema.org/Event */
export function eventData({ post, event, owner, images }: EventView, name: string): StructuredData {
  const online = webAddress(event.onlineAddress);
  const isSomewhere = [event.venue, event.street, event.comune].some((part) => part !== null);
  const places = [
    ...(isSomewhere
      ? [{ '@type': 'Place', name: event.venue ?? undefined, address: addressOf(event, event.street) }]
      : []),
    ...(online === undefined ? [] : [{ '@type': 'VirtualLocation', url: online }]),
  ];
  const mode = online === undefined ? 'Offline' : isSomewhere ? 'Mixed' : 'Online';
  return {
    '@type': 'Event',
    name,
    url: post.url,
    description: excerpt(post.content, DESCRIPTION_LENGTH),
    image: images[0]?.url,
    startDate: event.startsAt.toISOString(),
    endDate: event.endsAt.toISOString(),
    eventStatus: `https://schema.org/Event${event.state === 'cancelled' ? 'Cancelled' : 'Scheduled'}`,
    eventAttendanceMode: `https://schema.org/${mode}EventAttendanceMode`,
    maximumAttendeeCapacity: event.capacity ?? undefined,
    location: places.length === 0 ? undefined : places,
    organizer: actorData(owner),
  };
}

/** @see https://schema.org/Article */
export function announcementData(
  { post, author, images }: AnnouncementView,
  headline: string,
): StructuredData {
  return {
    '@type': 'Article',
    headline,
    url: post.url,
    description: excerpt(post.content, DESCRIPTION_LENGTH),
    image: images[0]?.url,
    inLanguage: post.language ?? undefined,
    datePublished: post.publishedAt.toISOString(),
    dateModified: post.updatedAt?.toISOString(),
    author: actorData(author),
  };
}

/** @see https://schema.org/Organization, https://schema.org/Person */
export function actorData(actor: Actor): StructuredData {
  const site = webAddress(actor.site);
  return {
    '@type': actor.type === 'Person' ? 'Person' : 'Organization',
    name: actor.name,
    url: actor.url,
    description: excerpt(actor.summary, DESCRIPTION_LENGTH) || undefined,
    image: actor.headerUrl ?? actor.avatarUrl ?? undefined,
    sameAs: site === undefined ? undefined : [site],
    address: addressOf(actor, null),
  };
}

function addressOf(
  {
    comune,
    province,
    region,
    postalCode,
    country,
  }: Pick<Actor, 'comune' | 'province' | 'region' | 'postalCode' | 'country'>,
  street: string | null,
): StructuredData | undefined {
  if (comune === null && street === null) return undefined;
  return {
    '@type': 'PostalAddress',
    streetAddress: street ?? undefined,
    addressLocality: comune ?? undefined,
    addressRegion: province ?? region ?? undefined,
    postalCode: postalCode ?? undefined,
    addressCountry: country ?? undefined,
  };
}
