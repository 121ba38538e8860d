import { createHash } from 'node:crypto';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { type FeaturedTag, featuredAmong } from '../../domain/featured-tags/featured-tag.ts';
import { followedAmong } from '../../domain/followed-tags/followed-tag.ts';
import type { TrendingTag } from '../../domain/posts/trending-tags.ts';
import type { Mastodon } from '../mastodon.ts';

/** docs.joinmastodon.org/entities/Tag, as one reader has them. Tags have no rows here: their id follows from the name. */
export async function tagsJson(
  { domain: { addresses, db } }: Mastodon,
  tags: readonly (Pick<TrendingTag, 'name'> & Partial<TrendingTag>)[],
  reader: Pick<Actor, 'id'> | undefined,
) {
  const names = tags.map(({ name }) => name);
  const [followed, featured] = await Promise.all([
    followedAmong(db, reader?.id, names),
    featuredAmong(db, reader?.id, names),
  ]);
  return tags.map(({ name, days = [] }) => ({
    id: String(createHash('sha256').update(name).digest().readBigUInt64BE() >> 1n),
    name,
    url: addresses.tagPage(name),
    history: days.map(({ day, uses, authors }) => ({
      day: String(day.getTime() / 1000),
      uses: String(uses),
      accounts: String(authors),
    })),
    following: followed.has(name),
    featuring: featured.has(name),
  }));
}

/** docs.joinmastodon.org/entities/FeaturedTag */
export function featuredTagJson(
  { domain: { addresses } }: Mastodon,
  { id, name, posts, lastPostAt }: FeaturedTag,
) {
  return {
    id,
    name,
    url: addresses.tagPage(name),
    statuses_count: String(posts),
    last_status_at: lastPostAt?.toISOString().slice(0, 10) ?? null,
  };
}
