/** What an application may be allowed to do: the scopes of Mastodon's API (docs.joinmastodon.org/api/oauth-scopes). */
const AREAS = {
  read: [
    'accounts',
    'blocks',
    'bookmarks',
    'favourites',
    'filters',
    'follows',
    'lists',
    'mutes',
    'notifications',
    'search',
    'statuses',
  ],
  write: [
    'accounts',
    'blocks',
    'bookmarks',
    'conversations',
    'favourites',
    'filters',
    'follows',
    'lists',
    'media',
    'mutes',
    'notifications',
    'reports',
    'statuses',
  ],
} as const;

type Parts<Root extends keyof typeof AREAS> = `${Root}:${(typeof AREAS)[Root][number]}`;
export type Scope = 'read' | Parts<'read'> | 'write' | Parts<'write'> | 'follow' | 'push' | 'profile';

export const SCOPES: readonly Scope[] = [
  'read',
  ...AREAS.read.map((area) => `read:${area}` as const),
  'write',
  ...AREAS.write.map((area) => `write:${area}` as const),
  'follow',
  'push',
  'profile',
];

/** What `follow`, older than the rest, stands for. */
const FOLLOW: readonly Scope[] = [
  'read:blocks',
  'write:blocks',
  'read:follows',
  'write:follows',
  'read:mutes',
  'write:mutes',
];

/** The scopes in a list that is divided by blanks (or by `+`, as some clients write them); undefined where one is none of ours. */
export function readScopes(text: string): Scope[] | undefined {
  const names = [...new Set(text.split(/[\s+]+/).filter((name) => name !== ''))];
  const scopes = names.flatMap((name) => SCOPES.find((scope) => scope === name) ?? []);
  return scopes.length === names.length ? scopes : undefined;
}

/** Whether who was granted these may do what asks for that one: `read` holds `read:accounts`. */
export function covers(granted: readonly Scope[], asked: Scope): boolean {
  const [root] = asked.split(':');
  return granted.some(
    (scope) => scope === asked || scope === root || (scope === 'follow' && FOLLOW.includes(asked)),
  );
}
