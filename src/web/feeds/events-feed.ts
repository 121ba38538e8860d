import { placeLine } from '../../domain/events/event.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import { formatEventTime } from '../../messages/format-event.ts';
import { messages } from '../../messages/messages.ts';
import type { Page } from '../../platform/pages.ts';
import { html } from '../html.ts';
import type { Reader } from '../reader.ts';
import { eventTitle } from '../views/event-cards.ts';
import type { Entry, Feed } from './atom.ts';
import { feedOf } from './send-feed.ts';

export function eventsFeed(
  reader: Reader,
  query: Readonly<Record<string, string | undefined>>,
  page: Page<EventView>,
): Feed {
  const words = messages(reader.locale).events;
  const entries = page.items.map((view): Entry => {
    const { post, event, owner } = view;
    const facts = [
      event.state === 'cancelled' && words.cancelled,
      formatEventTime(event, reader.locale),
      placeLine(event),
    ].filter(Boolean);
    return {
      id: post.uri,
      title: eventTitle(reader, view),
      published: post.publishedAt,
      updated: post.updatedAt ?? post.publishedAt,
      author: { name: owner.name, uri: owner.url },
      alternate: post.url,
      language: post.language,
      content: html`<p><strong>${facts.join(' · ')}</strong></p>`.toString() + post.content,
      categories: post.tags,
    };
  });
  return feedOf(reader, '/eventi', query, words.feed, { entries, next: page.next });
}
