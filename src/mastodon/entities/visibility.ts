import type { Visibility } from '../../domain/posts/post.table.ts';

/** What Mastodon calls who may read a post. */
export const WIRE_VISIBILITY = ['public', 'unlisted', 'private', 'direct'] as const;
type WireVisibility = (typeof WIRE_VISIBILITY)[number];

const NAMES = {
  public: 'public',
  unlisted: 'unlisted',
  followers: 'private',
  scoped: 'private',
  direct: 'direct',
} as const satisfies Record<Visibility, WireVisibility>;

export function visibilityJson(visibility: Visibility): WireVisibility {
  return NAMES[visibility];
}

/** What is written in a client has no scope: those are for offers and requests, which are written elsewhere. */
export function visibilityOf(name: WireVisibility): Exclude<Visibility, 'scoped'> {
  return name === 'private' ? 'followers' : name;
}
