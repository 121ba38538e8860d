import { z } from 'zod';
import type { Actor } from '../../domain/actors/actor.table.ts';
import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import type { OrderView } from '../../domain/orders/order-reads.ts';
import { comuneOf } from '../../domain/places/places.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { writeReturn } from '../../domain/proposals/read-returns.ts';
import { categoryByIri } from '../../domain/taxonomy/categories.ts';
import { kindByIri } from '../../domain/taxonomy/kinds.ts';
import { EURO } from '../../domain/taxonomy/resources.ts';
import { htmlToText } from '../../platform/html/text.ts';

const text = z.string().nullable();
const iri = z.string().describe('An address that names it for good');
const instant = z.string().describe('ISO 8601, UTC');
const decimal = z.string().nullable().describe('An exact decimal: "1.50"');
const place = {
  comune: text,
  province: text.describe('Two letters: "PO"'),
  region: text,
  latitude: z.number().nullable().describe('Of the comune, in degrees (WGS 84)'),
  longitude: z.number().nullable().describe('Of the comune, in degrees (WGS 84)'),
};
const provenance = { iri, url: z.string(), ownerIri: iri, ownerName: z.string(), districtIri: text };

export const actorSchema = z.object({
  iri,
  url: z.string(),
  name: z.string(),
  description: z.string(),
  kind: text,
  sectors: z.array(z.string()),
  ...place,
  site: text,
});
export const proposalSchema = z.object({
  ...provenance,
  purpose: z.enum(['offer', 'request']),
  action: z.enum(['transfer', 'deliverService', 'transferCustody']),
  title: z.string(),
  description: z.string(),
  category: text,
  sectors: z.array(z.string()),
  unit: text.describe('A unit of OM-2: "kilogram"'),
  quantity: decimal,
  available: decimal,
  minimum: decimal,
  price: decimal.describe('In euro, where that is all that is asked'),
  returns: z.array(z.string()).describe('What is asked or given in return; nothing: a gift'),
  negotiable: z.boolean(),
  ...place,
  published: instant,
  updated: instant.nullable(),
  expires: instant.nullable(),
});
export const eventSchema = z.object({
  ...provenance,
  title: z.string(),
  description: z.string(),
  starts: instant,
  ends: instant,
  timeZone: z.string(),
  venue: text,
  street: text,
  ...place,
  state: z.enum(['confirmed', 'cancelled']),
});
export const orderSchema = z.object({
  ...provenance,
  title: z.string(),
  description: z.string(),
  opens: instant,
  closes: instant,
  delivers: instant.nullable(),
  unit: z.string(),
  minimum: decimal,
  maximum: decimal,
  pledged: decimal,
  offers: z.array(iri),
});
export const announcementSchema = z.object({
  ...provenance,
  title: z.string(),
  text: z.string(),
  language: text,
  published: instant,
  updated: instant.nullable(),
});

export type Row = z.output<
  | typeof actorSchema
  | typeof proposalSchema
  | typeof eventSchema
  | typeof orderSchema
  | typeof announcementSchema
>;

export function actorRow(actor: Actor): z.output<typeof actorSchema> {
  return {
    iri: actor.uri,
    url: actor.url,
    name: actor.name,
    description: htmlToText(actor.summary),
    kind: kindByIri(actor.kind ?? '') ?? (actor.type === 'Person' ? 'person' : null),
    sectors: actor.sectors,
    ...placeOf(actor),
    site: actor.site,
  };
}

export function proposalRow(view: ProposalView): z.output<typeof proposalSchema> {
  const { post, proposal, reciprocals } = view;
  const [asked] = reciprocals;
  const isPrice = reciprocals.length === 1 && asked?.conformsTo === EURO.iri;
  return {
    ...provenanceOf(view, view.owner),
    purpose: proposal.purpose,
    action: proposal.action,
    title: post.title ?? '',
    description: htmlToText(post.content),
    category: categoryByIri(proposal.conformsTo ?? '')?.slug ?? null,
    sectors: proposal.sectors,
    unit: proposal.unit,
    quantity: proposal.quantity,
    available: proposal.available,
    minimum: proposal.minimum,
    price: isPrice ? (asked?.amount ?? null) : null,
    returns: reciprocals.map(writeReturn),
    negotiable: proposal.negotiable,
    ...placeOf(proposal),
    published: post.publishedAt.toISOString(),
    updated: post.updatedAt?.toISOString() ?? null,
    expires: proposal.expiresAt?.toISOString() ?? null,
  };
}

export function eventRow(view: EventView): z.output<typeof eventSchema> {
  const { post, event } = view;
  return {
    ...provenanceOf(view, view.owner),
    title: post.title ?? '',
    description: htmlToText(post.content),
    starts: event.startsAt.toISOString(),
    ends: event.endsAt.toISOString(),
    timeZone: event.timeZone,
    venue: event.venue,
    street: event.street,
    ...placeOf(event),
    state: event.state,
  };
}

export function orderRow(view: OrderView): z.output<typeof orderSchema> {
  const { post, order, lines } = view;
  return {
    ...provenanceOf(view, view.owner),
    title: post.title ?? '',
    description: htmlToText(post.content),
    opens: order.opensAt.toISOString(),
    closes: order.closesAt.toISOString(),
    delivers: order.deliversAt?.toISOString() ?? null,
    unit: order.unit,
    minimum: order.minimum,
    maximum: order.maximum,
    pledged: order.pledged,
    offers: lines.map(({ offerUri }) => offerUri),
  };
}

export function announcementRow(view: AnnouncementView): z.output<typeof announcementSchema> {
  const { post } = view;
  return {
    ...provenanceOf(view, view.author),
    title: post.title ?? '',
    text: htmlToText(post.content),
    language: post.language,
    published: post.publishedAt.toISOString(),
    updated: post.updatedAt?.toISOString() ?? null,
  };
}

interface Published {
  readonly post: { readonly uri: string; readonly url: string };
  readonly group: Actor | null;
}

function provenanceOf({ post, group }: Published, owner: Actor) {
  const { uri: iri, url } = post;
  return { iri, url, ownerIri: owner.uri, ownerName: owner.name, districtIri: group?.uri ?? null };
}

/** Where the comune is, not where a thing within it is: what others send may be the position of a house. */
function placeOf(stored: { comune: string | null; province: string | null; region: string | null }) {
  const comune = comuneOf(stored);
  return {
    comune: comune?.name ?? stored.comune,
    province: comune?.province ?? stored.province,
    region: comune?.region ?? stored.region,
    latitude: comune?.latitude ?? null,
    longitude: comune?.longitude ?? null,
  };
}
