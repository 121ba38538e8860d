import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import type { Page } from '../../platform/pages.ts';
import type { Reader } from '../reader.ts';
import { announcementTitle } from '../views/cards.ts';
import type { Entry, Feed } from './atom.ts';
import { feedOf } from './send-feed.ts';

export function announcementsFeed(
  reader: Reader,
  query: Readonly<Record<string, string | undefined>>,
  page: Page<AnnouncementView>,
): Feed {
  const entries = page.items.map((view): Entry => {
    const { post, author } = view;
    return {
      id: post.uri,
      title: announcementTitle(reader, view),
      published: post.publishedAt,
      updated: post.updatedAt ?? post.publishedAt,
      author: { name: author.name, uri: author.url },
      alternate: post.url,
      language: post.language,
      content: post.content,
      categories: post.tags,
    };
  });
  return feedOf(reader, '/annunci', query, reader.words.feeds.announcements, { entries, next: page.next });
}
