import type { OrderView } from '../../domain/orders/order-reads.ts';
import type { Page } from '../../platform/pages.ts';
import { html } from '../html.ts';
import type { OrderQuery } from '../query.ts';
import type { Reader } from '../reader.ts';
import { orderTitle, orderWords, phaseIn, progress } from '../views/order-parts.ts';
import type { Entry, Feed } from './atom.ts';
import { feedOf } from './send-feed.ts';

export function ordersFeed(reader: Reader, query: OrderQuery, page: Page<OrderView>): Feed {
  const words = orderWords(reader);
  const entries = page.items.map((view): Entry => {
    const { post, owner } = view;
    return {
      id: post.uri,
      title: words.feedOf(words.phases[phaseIn(reader, view)], orderTitle(view)),
      published: post.publishedAt,
      updated: post.updatedAt ?? post.publishedAt,
      author: { name: owner.name, uri: owner.url },
      alternate: post.url,
      language: post.language,
      content: `${html`${progress(reader, view)}`}${post.content}`,
      categories: post.tags,
    };
  });
  return feedOf(reader, '/ordini', query, words.feed, { entries, next: page.next });
}
