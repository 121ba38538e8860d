import type { Addresses } from '../../domain/addresses.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import type { Locale } from '../../messages/messages.ts';
import { ownHashtags, proposalContent } from '../../messages/proposal-content.ts';
import { defined, type JsonObject, PROPOSAL_CONTEXT, SCOPED_PROPOSAL_CONTEXT } from './context.ts';
import { attachments, dateTime, hashtag, provenance, searchableBy } from './note-parts.ts';

/**
 * An offer or request of ours as a `Note` with the terms of FEP-0837 inline, with its context.
 * Recognised by `purpose` and `publishes`. `status` is our own mark: "closed" where its owner has concluded it.
 */
export function proposalToNote(
  view: ProposalView,
  { addresses, locale }: { readonly addresses: Addresses; readonly locale: Locale },
): JsonObject {
  const { post, proposal, owner, group } = view;
  const isScoped = post.visibility === 'scoped';
  const content = proposalContent(view, locale);
  const tags = [...new Set([...ownHashtags(view, locale), ...post.tags])];
  return defined({
    '@context': isScoped ? SCOPED_PROPOSAL_CONTEXT : PROPOSAL_CONTEXT,
    id: post.uri,
    type: 'Note',
    ...provenance(post, owner, group),
    inReplyTo: post.inReplyTo ?? undefined,
    url: post.url,
    name: post.title ?? undefined,
    content,
    contentMap: { [post.language ?? locale]: content },
    published: dateTime(post.publishedAt),
    updated: post.updatedAt === null ? undefined : dateTime(post.updatedAt),
    endTime: proposal.expiresAt === null ? undefined : dateTime(proposal.expiresAt),
    attachment: attachments(view.images).map(defined),
    tag: tags.map((tag) => hashtag(tag, addresses)),
    location: locationToJson(proposal),
    purpose: proposal.purpose,
    unitBased: proposal.unitBased,
    negotiable: proposal.negotiable,
    status: proposal.state === 'closed' ? 'closed' : undefined,
    scope: isScoped ? proposal.scope : undefined,
    searchableBy: post.visibility === 'public' || isScoped ? searchableBy(owner) : undefined,
    publishes: primaryIntent(view),
    reciprocal: reciprocalIntents(view),
  });
}

/** A place with its address; undefined without the name of a comune. Coordinates are degrees (WGS 84). */
export function locationToJson(
  place: Pick<
    ProposalView['proposal'],
    'comune' | 'province' | 'region' | 'postalCode' | 'country' | 'latitude' | 'longitude'
  >,
): JsonObject | undefined {
  if (place.comune === null) return undefined;
  return defined({
    type: 'Place',
    name: place.comune,
    latitude: place.latitude ?? undefined,
    longitude: place.longitude ?? undefined,
    address: defined({
      type: 'PostalAddress',
      addressLocality: place.comune,
      addressRegion: place.province ?? place.region ?? undefined,
      postalCode: place.postalCode ?? undefined,
      addressCountry: place.country ?? undefined,
    }),
  });
}

function primaryIntent({ post, proposal }: ProposalView): JsonObject {
  return defined({
    id: `${post.uri}#primary`,
    type: 'Intent',
    action: proposal.action,
    resourceConformsTo: proposal.conformsTo ?? undefined,
    resourceClassifiedAs: proposal.classifiedAs.length === 0 ? undefined : proposal.classifiedAs,
    // FEP-0837 requires a unit; without an amount, any may be asked for.
    resourceQuantity: quantity(proposal.quantity, proposal.unit),
    availableQuantity: proposal.available === null ? undefined : quantity(proposal.available, proposal.unit),
    minimumQuantity: proposal.minimum === null ? undefined : quantity(proposal.minimum, proposal.unit),
  });
}

/** One object, several for a mix, none for a gift. */
function reciprocalIntents({ post, reciprocals }: ProposalView): JsonObject | JsonObject[] | undefined {
  const intents = reciprocals.map((one, index) =>
    defined({
      id: `${post.uri}#reciprocal${index === 0 ? '' : `-${index + 1}`}`,
      type: 'Intent',
      action: one.action,
      name: one.label ?? undefined,
      resourceConformsTo: one.conformsTo ?? undefined,
      resourceQuantity: quantity(one.amount, one.unit),
    }),
  );
  return intents.length > 1 ? intents : intents[0];
}

/** Amounts are strings: a JSON number would not be exact. */
function quantity(amount: string | null, unit: string | null): JsonObject {
  return defined({ hasUnit: unit ?? 'one', hasNumericalValue: amount ?? undefined });
}
