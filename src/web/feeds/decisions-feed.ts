import type { DecisionView } from '../../domain/decisions/decision-reads.ts';
import { messages } from '../../messages/messages.ts';
import type { Page } from '../../platform/pages.ts';
import { html } from '../html.ts';
import type { Reader } from '../reader.ts';
import { closingText, decisionTitle, electorateText, isOpen, turnoutText } from '../views/decision-parts.ts';
import type { Entry, Feed } from './atom.ts';
import { feedOf } from './send-feed.ts';

/** Each decision with what is known of it by now; an entry changes when it closes. */
export function decisionsFeed(
  reader: Reader,
  query: Readonly<Record<string, string | undefined>>,
  page: Page<DecisionView>,
): Feed {
  const words = messages(reader.locale).decisions;
  const entries = page.items.map((view): Entry => {
    const { post, author, poll } = view;
    const results = poll.options.map(
      (label, position) =>
        html`<li>${label}${poll.closedAt !== null && html`: ${words.votes(poll.votes[position] ?? 0)}`}</li>`,
    );
    const standing = html`<p>${isOpen(view) ? words.closes : words.closed}: ${closingText(reader, view)}. ${electorateText(reader, view)}.${!isOpen(view) && html` ${words.turnout}: ${turnoutText(reader, view)}.`}</p>`;
    return {
      id: post.uri,
      title: decisionTitle(view),
      published: post.publishedAt,
      updated: post.updatedAt ?? post.publishedAt,
      author: { name: author.name, uri: author.url },
      alternate: post.url,
      language: post.language,
      content: `${post.content}${html`<ul>${results}</ul>${standing}`}`,
      categories: post.tags,
    };
  });
  return feedOf(reader, '/decisioni', query, words.feed, { entries, next: page.next });
}
