import type { Actor } from '../../domain/actors/actor.table.ts';
import type { StatusView } from '../../domain/statuses/status-reads.ts';
import { formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import { pagePath } from '../interaction-target.ts';
import type { Reader } from '../reader.ts';
import { asTabs } from './following-page.ts';
import { layout } from './layout.ts';
import { actorLink, emptyNotice, excerpt, pageHead, pager } from './parts.ts';

export interface NewsPage {
  /** Whose home it is. */
  readonly actor: Actor;
  readonly items: readonly StatusView[];
  readonly next: string | undefined;
  readonly after: string | undefined;
}

export function newsPage(reader: Reader, { actor, items, next, after }: NewsPage): SafeHtml {
  const { news: words } = messages(reader.locale).interactions;
  const following = html`<a class="button quiet" href="/seguiti?as=${actor.id}">${words.following}</a>`;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/novita',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
<p class="actions">${following}</p>
${asTabs(reader, '/novita', actor)}
${items.length === 0 ? emptyNotice(words.empty, words.emptyText) : html`<ul class="news">${items.map((one) => item(reader, one))}</ul>`}
${pager(reader, '/novita', { as: actor.id, after }, next)}</div>`,
  });
}

function item(reader: Reader, { post, author, boost, images }: StatusView): SafeHtml {
  const { news: words } = messages(reader.locale).interactions;
  const picture = post.sensitive ? undefined : images.find(({ media }) => media !== null);
  const hasPage = post.visibility !== 'followers';
  const title = post.title ?? words.untitled(author.name);
  return html`<li class="news-item">
${picture && html`<img src="/media/${picture.preview ?? picture.media}" alt="" loading="lazy">`}
<div>
<p class="news-date">${words.kinds[post.kind]} · <time datetime="${post.publishedAt.toISOString()}">${formatDateTime(post.publishedAt, reader.locale)}</time></p>
<h2 dir="auto">${hasPage ? html`<a href="${pagePath(post)}">${title}</a>` : title}</h2>
<p dir="auto">${post.warning ?? excerpt(post.content, 240)}</p>
<p class="from${author.host !== null && ' away'}">${actorLink(author)}${boost && boost.actor.id !== author.id && html` · ${words.passedOn} ${actorLink(boost.actor)}`}</p>
</div></li>`;
}
