import { createHash } from 'node:crypto';
import type { TrendingTag } from '../../domain/posts/trending-tags.ts';
import type { Mastodon } from '../mastodon.ts';

/** docs.joinmastodon.org/entities/Tag. Tags have no rows here: their id is a number that follows from the name. */
export function tagJson(
  { domain: { addresses } }: Mastodon,
  name: string,
  followed: ReadonlySet<string>,
  days: TrendingTag['days'] = [],
) {
  const digest = createHash('sha256').update(name).digest().readBigUInt64BE() >> 1n;
  return {
    id: String(digest),
    name,
    url: addresses.tagPage(name),
    history: days.map(({ day, uses, authors }) => ({
      day: String(day.getTime() / 1000),
      uses: String(uses),
      accounts: String(authors),
    })),
    following: followed.has(name),
    featuring: false,
  };
}
