import type { FastifyRequest } from 'fastify';
import type { Actor, ProfileField } from '../../domain/actors/actor.table.ts';
import { actorById } from '../../domain/actors/actor-reads.ts';
import { type Profile, profileOf, profilesOf } from '../../domain/profiles/profile-reads.ts';
import { profileFields } from '../../messages/profile-fields.ts';
import { UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import type { Mastodon } from '../mastodon.ts';

export type AccountJson = ReturnType<typeof accountJson>;

/** docs.joinmastodon.org/entities/Account */
export function accountJson({ domain: { addresses }, locale }: Mastodon, profile: Profile) {
  const { actor } = profile;
  const avatar = actor.avatarUrl ?? `${addresses.origin}/avatars/missing.png`;
  const header = actor.headerUrl ?? `${addresses.origin}/headers/missing.png`;
  return {
    id: actor.id,
    username: actor.handle,
    acct: acctOf(actor),
    display_name: actor.name,
    locked: actor.manuallyApproves,
    bot: actor.automated || actor.type === 'Application' || actor.type === 'Service',
    group: actor.type === 'Group',
    discoverable: actor.discoverable,
    indexable: actor.indexable,
    noindex: !actor.indexable,
    hide_collections: false,
    created_at: actor.createdAt.toISOString(),
    note: actor.summary,
    url: actor.url,
    uri: actor.uri,
    avatar,
    avatar_static: avatar,
    header,
    header_static: header,
    followers_count: profile.followers,
    following_count: profile.following,
    statuses_count: profile.posts,
    last_status_at: profile.lastPostAt?.toISOString().slice(0, 10) ?? null,
    emojis: [],
    roles: [],
    fields: profileFields(actor, locale).map(fieldJson),
    ...(actor.suspendedAt === null ? {} : { suspended: true }),
  };
}

export function fieldJson({ name, value }: ProfileField) {
  return { name, value, verified_at: null };
}

/** `handle` for our own, `handle@host` for others. */
export function acctOf(actor: Actor): string {
  return actor.host === null ? actor.handle : `${actor.handle}@${actor.host}`;
}

export async function accountsJson(mastodon: Mastodon, actors: readonly Actor[]): Promise<AccountJson[]> {
  const profiles = await profilesOf(mastodon.domain.db, actors);
  return profiles.map((profile) => accountJson(mastodon, profile));
}

export async function accountOf(mastodon: Mastodon, actor: Actor): Promise<AccountJson> {
  return accountJson(mastodon, await profileOf(mastodon.domain.db, actor));
}

/** Whom the address of a request names. @throws {UserError} `not-found` */
export async function accountInPath({ domain }: Mastodon, request: FastifyRequest): Promise<Actor> {
  const { id } = request.params as { id: string };
  const actor = isId(id) ? await actorById(domain.db, id) : undefined;
  if (actor === undefined || actor.deletedAt !== null) throw new UserError('not-found', 'status_unknown');
  return actor;
}
