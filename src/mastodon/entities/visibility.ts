import type { Visibility } from '../../domain/posts/post.table.ts';

/** What Mastodon calls who may read a post. */
export const WIRE_VISIBILITY = ['public', 'unlisted', 'private', 'direct'] as const;
type WireVisibility = (typeof WIRE_VISIBILITY)[number];

const NAMES = {
  public: 'public',
  unlisted: 'unlisted',
  followers: 'private',
  direct: 'direct',
} as const satisfies Record<Visibility, WireVisibility>;

export function visibilityJson(visibility: Visibility): WireVisibility {
  return NAMES[visibility];
}

export function visibilityOf(name: WireVisibility): Visibility {
  return name === 'private' ? 'followers' : name;
}
