import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Addresses } from '../../domain/addresses.ts';
import { kindByIri } from '../../domain/taxonomy/kinds.ts';
import { SECTOR_SLUGS, sectorBySlug } from '../../domain/taxonomy/sectors.ts';
import { type Locale, messages } from '../../messages/messages.ts';
import { escapeHtml } from '../../platform/html/text.ts';
import { ACTIVITY_STREAMS, ACTOR_CONTEXT, defined, type JsonObject } from './context.ts';
import { multibaseOfKey } from './multikey.ts';
import { dateTime } from './note-parts.ts';
import { locationToJson } from './proposal-to-note.ts';

export interface ActorKey {
  readonly uri: string;
  readonly algorithm: 'rsa' | 'ed25519';
  /** SPKI. */
  readonly publicKeyPem: string;
}

/**
 * One of our actors: district or network (`Group`), member (`Organization`, `Person`), the node itself
 * (`Application`), with its context. Says what the actor agreed to show and no more.
 */
export function actorToJson(
  actor: Actor,
  options: { readonly addresses: Addresses; readonly keys: readonly ActorKey[]; readonly locale: Locale },
): JsonObject {
  const { addresses, keys, locale } = options;
  const isGroup = actor.type === 'Group';
  const classifiedAs = [
    ...(actor.kind === null ? [] : [actor.kind]),
    ...sectorsOf(actor).map(({ iri }) => iri),
  ];
  return defined({
    '@context': ACTOR_CONTEXT,
    id: actor.uri,
    type: actor.type,
    preferredUsername: actor.handle,
    webfinger: `${actor.handle}@${addresses.host}`,
    name: actor.name,
    summary: actor.summary,
    url: actor.url,
    published: dateTime(actor.createdAt),
    updated: dateTime(actor.updatedAt),
    inbox: actor.inbox,
    outbox: actor.outbox ?? `${actor.uri}/outbox`,
    followers: actor.followers ?? `${actor.uri}/followers`,
    following: `${actor.uri}/following`,
    featured: `${actor.uri}/featured`,
    endpoints: { sharedInbox: actor.sharedInbox ?? addresses.sharedInbox },
    manuallyApprovesFollowers: actor.manuallyApproves,
    discoverable: actor.discoverable,
    indexable: actor.indexable,
    offers: actor.type === 'Application' ? undefined : (actor.offers ?? `${actor.uri}/offers`),
    upcomingEvents:
      actor.type === 'Application' ? undefined : (actor.upcomingEvents ?? `${actor.uri}/upcomingEvents`),
    affiliations: actor.affiliations ?? undefined,
    attestations: actor.attestations ?? undefined,
    charter: actor.charter ?? undefined,
    canFollow: isGroup ? 'none' : undefined,
    canParticipate: isGroup ? 'member' : undefined,
    classifiedAs: classifiedAs.length === 0 ? undefined : classifiedAs,
    memberOf: actor.memberOf.length === 0 ? undefined : actor.memberOf,
    vatID: actor.vatNumber ?? undefined,
    attachment: profileFields(actor, locale),
    location: locationToJson(actor),
    publicKey: publicKey(actor, keys),
    assertionMethod: assertionMethods(actor, keys),
  });
}

/** What is left of an actor or a post of ours, at its address for ever. */
export function tombstoneToJson(gone: {
  readonly uri: string;
  readonly formerType: string;
  readonly deletedAt: Date;
}): JsonObject {
  return {
    '@context': ACTIVITY_STREAMS,
    id: gone.uri,
    type: 'Tombstone',
    formerType: gone.formerType,
    deleted: dateTime(gone.deletedAt),
  };
}

function sectorsOf(actor: Actor) {
  return SECTOR_SLUGS.filter((slug) => actor.sectors.includes(slug)).map(sectorBySlug);
}

/** Kind, sectors, comune and site, as Mastodon shows profile fields: HTML, always an array. */
function profileFields(actor: Actor, locale: Locale): JsonObject[] {
  const { federation: words, taxonomy } = messages(locale);
  const kind = actor.kind === null ? undefined : kindByIri(actor.kind);
  const sectors = sectorsOf(actor).map(({ slug }) => taxonomy.sectors[slug]);
  const fields: [name: string, value: string | undefined][] = [
    [words.kind, kind && escapeHtml(taxonomy.kinds[kind].one)],
    [words.sectors, sectors.length === 0 ? undefined : escapeHtml(sectors.join(', '))],
    [words.place, actor.comune === null ? undefined : escapeHtml(placeName(actor.comune, actor.province))],
    [words.site, actor.site === null ? undefined : siteLink(actor.site)],
    [words.vat, actor.vatNumber === null ? undefined : escapeHtml(actor.vatNumber)],
  ];
  return fields.flatMap(([name, value]) =>
    value === undefined ? [] : [{ type: 'PropertyValue', name, value }],
  );
}

function placeName(comune: string, province: string | null): string {
  return province === null ? comune : `${comune} (${province})`;
}

function siteLink(site: string): string {
  const label = site.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return `<a href="${escapeHtml(site)}" rel="me">${escapeHtml(label)}</a>`;
}

/** What signs the actor's requests. */
function publicKey(actor: Actor, keys: readonly ActorKey[]): JsonObject | undefined {
  const rsa = keys.find((key) => key.algorithm === 'rsa');
  return rsa && { id: rsa.uri, owner: actor.uri, publicKeyPem: rsa.publicKeyPem };
}

/** What signs the actor's activities (FEP-521a). */
function assertionMethods(actor: Actor, keys: readonly ActorKey[]): JsonObject[] | undefined {
  const methods = keys
    .filter((key) => key.algorithm === 'ed25519')
    .map((key) => ({
      id: key.uri,
      type: 'Multikey',
      controller: actor.uri,
      publicKeyMultibase: multibaseOfKey(key.publicKeyPem),
    }));
  return methods.length === 0 ? undefined : methods;
}
