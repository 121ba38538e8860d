import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Page } from '../../platform/pages.ts';
import type { DirectoryQuery } from '../query.ts';
import type { Reader } from '../reader.ts';
import type { Entry, Feed } from './atom.ts';
import { feedOf } from './send-feed.ts';

export function membersFeed(reader: Reader, query: DirectoryQuery, page: Page<Actor>): Feed {
  const entries = page.items.map(
    (member): Entry => ({
      id: member.uri,
      title: member.name,
      published: member.createdAt,
      updated: member.updatedAt,
      author: { name: member.name, uri: member.url },
      alternate: member.url,
      content: member.summary,
      categories: member.sectors,
    }),
  );
  return feedOf(reader, '/soggetti', query, reader.words.feeds.members, { entries, next: page.next });
}
