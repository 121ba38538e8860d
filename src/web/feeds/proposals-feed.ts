import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import type { Page } from '../../platform/pages.ts';
import { html } from '../html.ts';
import type { ProposalQuery } from '../query.ts';
import type { Reader } from '../reader.ts';
import { proposalTitle } from '../views/proposal-page.ts';
import { exchangeText } from '../views/terms.ts';
import type { Entry, Feed } from './atom.ts';
import { feedOf } from './send-feed.ts';

export function proposalsFeed(reader: Reader, query: ProposalQuery, page: Page<ProposalView>): Feed {
  const entries = page.items.map((view): Entry => {
    const { post, proposal, owner } = view;
    return {
      id: post.uri,
      title: `${reader.words.proposals[proposal.purpose]}: ${proposalTitle(view)}`,
      published: post.publishedAt,
      updated: post.updatedAt ?? post.publishedAt,
      author: { name: owner.name, uri: owner.url },
      alternate: post.url,
      language: post.language,
      content: `${html`<p><strong>${exchangeText(reader, view)}</strong></p>`}${post.content}`,
      categories: [...new Set([...proposal.sectors, ...post.tags])],
    };
  });
  return feedOf(reader, '/offerte', query, reader.words.feeds.proposals, { entries, next: page.next });
}
