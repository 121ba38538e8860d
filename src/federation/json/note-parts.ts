import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Addresses } from '../../domain/addresses.ts';
import type { Post, ShownImage } from '../../domain/posts/post.table.ts';
import { addressing } from './addressing.ts';
import { type JsonObject, PUBLIC } from './context.ts';

/** What our proposals and announcements have in common on the wire. */

/** Who wrote it, for whom, and to which group. */
export function provenance(post: Omit<Post, 'received'>, author: Actor, group: Actor | null): JsonObject {
  return {
    attributedTo: author.uri,
    audience: group === null || group.uri === author.uri ? undefined : group.uri,
    ...addressing(post, author, group),
  };
}

/** To the millisecond, or two versions of a post in one second could not be told apart; without them where they are 0. */
export function dateTime(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

/** Mastodon shows four pictures. */
export function attachments(images: readonly ShownImage[]): JsonObject[] {
  return images.slice(0, 4).map(({ mediaType, url, alt, width, height }) => ({
    type: 'Image',
    mediaType,
    url,
    name: alt === '' ? undefined : alt,
    width: width ?? undefined,
    height: height ?? undefined,
  }));
}

export function hashtag(tag: string, addresses: Addresses): JsonObject {
  return { type: 'Hashtag', name: `#${tag}`, href: addresses.tagPage(tag) };
}

/** The same with whom it names, and so is for: microblogs show a private post to those whom it mentions. */
export function withNamed(
  json: JsonObject,
  named: readonly Actor[],
  visibility: Post['visibility'],
  host: string,
): JsonObject {
  if (named.length === 0) return json;
  const mentions = named.map((one) => ({
    type: 'Mention',
    href: one.uri,
    name: `@${one.handle}@${one.host ?? host}`,
  }));
  const names = named.map(({ uri }) => uri);
  const tags = Array.isArray(json.tag) ? json.tag : [];
  const before = Array.isArray(json.cc) ? json.cc : [];
  const readers = visibility === 'direct' ? { to: names, cc: [] } : { cc: [...before, ...names] };
  return { ...json, ...readers, tag: [...mentions, ...tags] };
}

/** The same with the groups whose members alone may see it. */
export function withinGroups(json: JsonObject, groups: readonly Pick<Actor, 'uri'>[]): JsonObject {
  const to = groups.map(({ uri }) => uri);
  return { ...json, to, cc: [], searchableBy: json.searchableBy === PUBLIC ? to : json.searchableBy };
}

/** Who may find it by searching: whoever may read it, or, as its author chose for all (FEP-5feb), the author alone. */
export function searchableBy(author: Actor): string {
  return author.indexable ? PUBLIC : author.uri;
}
