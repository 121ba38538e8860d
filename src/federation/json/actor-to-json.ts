import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Addresses } from '../../domain/addresses.ts';
import type { Locale } from '../../messages/messages.ts';
import { profileFields, sectorsOf } from '../../messages/profile-fields.ts';
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
    // A program that speaks as a person is what others call a bot.
    type: actor.automated && actor.type === 'Person' ? 'Service' : actor.type,
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
    flows: actor.flows ?? undefined,
    changes: isGroup ? `${actor.uri}/changes` : undefined,
    charter: actor.charter ?? undefined,
    canFollow: isGroup ? 'none' : undefined,
    canParticipate: isGroup ? 'member' : undefined,
    classifiedAs: classifiedAs.length === 0 ? undefined : classifiedAs,
    memberOf: actor.memberOf.length === 0 ? undefined : actor.memberOf,
    vatID: actor.vatNumber ?? undefined,
    attachment: propertyValues(actor, locale),
    icon: pictureOf(actor.avatarUrl),
    image: pictureOf(actor.headerUrl),
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

/** What a profile shows, in Mastodon's manner: always an array. */
function propertyValues(actor: Actor, locale: Locale): JsonObject[] {
  return profileFields(actor, locale).map(({ name, value }) => ({ type: 'PropertyValue', name, value }));
}

function pictureOf(url: string | null): JsonObject | undefined {
  if (url === null) return undefined;
  const mediaType = { png: 'image/png', webp: 'image/webp' }[url.split('.').at(-1) ?? ''] ?? 'image/jpeg';
  return { type: 'Image', mediaType, url };
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
