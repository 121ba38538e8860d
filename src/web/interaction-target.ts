import type { Actor } from '../domain/actors/actor.table.ts';
import { actorByUri } from '../domain/actors/actor-reads.ts';
import type { Queryable } from '../domain/domain.ts';
import type { Post } from '../domain/posts/post.table.ts';
import { postByUri } from '../domain/posts/post-reads.ts';
import { isForEveryone } from '../domain/posts/visible-to.ts';
import type { Intent } from '../domain/remote-lookup.ts';
import { actorPath, excerpt } from './views/parts.ts';

/** Something that anyone may act on: what it is, and where on this node that is done. */
export interface InteractionTarget {
  readonly uri: string;
  readonly title: string;
  readonly path: string;
  readonly intent: Intent;
}

/** Where each kind of post stands, and where on its page it is answered. */
const PLACES: Readonly<Record<Post['kind'], readonly [folder: string, place: string]>> = {
  proposal: ['offerte', 'respond'],
  event: ['eventi', 'attend'],
  order: ['ordini', 'pledge'],
  question: ['sondaggi', 'vote'],
  announcement: ['annunci', 'reply'],
  note: ['note', 'reply'],
  attestation: ['attestazioni', 'content'],
};

/** The page of a post on this node. */
export function pagePath({ kind, id }: Pick<Post, 'kind' | 'id'>): string {
  return `/${PLACES[kind][0]}/${id}`;
}

/** Undefined for what is not for everyone, the same as for what is not there. */
export function targetOf(
  found: { readonly actor: Actor } | { readonly post: Post } | undefined,
): InteractionTarget | undefined {
  if (found === undefined) return undefined;
  if ('actor' in found) {
    const { actor } = found;
    const isThere = actor.deletedAt === null && actor.suspendedAt === null && actor.type !== 'Application';
    return isThere
      ? { uri: actor.uri, title: actor.name, path: `${actorPath(actor)}#follow`, intent: 'follow' }
      : undefined;
  }
  const { post } = found;
  const isOpen = isForEveryone(post);
  if (!isOpen || post.deletedAt !== null) return undefined;
  return {
    uri: post.uri,
    title: post.title ?? excerpt(post.content, 80),
    path: `${pagePath(post)}#${PLACES[post.kind][1]}`,
    intent: post.kind === 'event' ? 'join' : 'reply',
  };
}

/** Among what is known here. */
export async function knownTarget(db: Queryable, uri: string): Promise<InteractionTarget | undefined> {
  const [post, actor] = await Promise.all([postByUri(db, uri), actorByUri(db, uri)]);
  return targetOf(post !== undefined ? { post } : actor && { actor });
}
