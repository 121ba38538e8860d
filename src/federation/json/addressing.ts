import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Post } from '../../domain/posts/post.table.ts';
import { PUBLIC } from './context.ts';

/**
 * Whom one of our posts is for (ActivityPub 5.6 and 7.1): also whom it names, and alone those where it is private or
 * kept to some districts. The group stands in `cc`, that it may pass the post on.
 */
export function addressing(
  post: Pick<Post, 'visibility'>,
  author: Pick<Actor, 'uri' | 'followers'>,
  group: Pick<Actor, 'uri'> | null,
  named: readonly Pick<Actor, 'uri'>[] = [],
): { readonly to: string[]; readonly cc: string[] } {
  const followers = author.followers ?? `${author.uri}/followers`;
  const groups = group === null || group.uri === author.uri ? [] : [group.uri];
  const names = named.map(({ uri }) => uri);
  switch (post.visibility) {
    case 'public':
      return { to: [PUBLIC], cc: [followers, ...groups, ...names] };
    case 'unlisted':
      return { to: [followers], cc: [PUBLIC, ...groups, ...names] };
    case 'followers':
      return { to: [followers], cc: [...groups, ...names] };
    case 'scoped':
    case 'direct':
      return { to: names, cc: [] };
  }
}
