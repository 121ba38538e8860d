import { createHash } from 'node:crypto';
import type { Mastodon } from '../mastodon.ts';

/** docs.joinmastodon.org/entities/Tag. Tags have no rows here: their id is a number that follows from the name. */
export function tagJson({ domain: { addresses } }: Mastodon, name: string, followed: ReadonlySet<string>) {
  const digest = createHash('sha256').update(name).digest().readBigUInt64BE() >> 1n;
  return {
    id: String(digest),
    name,
    url: addresses.tagPage(name),
    history: [],
    following: followed.has(name),
    featuring: false,
  };
}
