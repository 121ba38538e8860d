import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import { formatDate } from '../../messages/format.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { authorSteps } from './announcement-form.ts';
import { announcementTitle } from './cards.ts';
import { actorLink, originName, outsideLink } from './parts.ts';
import { pictures } from './pictures.ts';
import { replyBox } from './reply-box.ts';
import type { Typed } from './respond-form.ts';

/** `typed`: the answer that came back. */
export function announcementPage(reader: Reader, view: AnnouncementView, typed?: Typed): SafeHtml {
  const { post, author, group, images } = view;
  const { words, locale } = reader;
  return html`<article class="wrap narrow sheet">
<nav class="crumbs" aria-label="${words.proposals.crumb}"><a href="/annunci">${words.announcements.title}</a></nav>
${authorSteps(reader, view)}
<header class="sheet-head">
<h1 dir="auto">${announcementTitle(reader, view)}</h1>
<p class="byline">${actorLink(author)}${author.id !== group?.id && html` · <bdi>${originName(reader, author, group)}</bdi>`} · <time datetime="${post.publishedAt.toISOString()}">${formatDate(post.publishedAt, locale)}</time>${post.updatedAt !== null && html`, ${words.proposals.changed(formatDate(post.updatedAt, locale))}`}</p>
</header>
${pictures(reader, images)}
<div class="prose" dir="auto"${post.language !== null && post.language !== locale && html` lang="${post.language}"`}>${raw(post.content)}</div>
${post.tags.length > 0 && html`<ul class="inline tags">${post.tags.map((tag) => html`<li><a href="/tag/${encodeURIComponent(tag)}">#<bdi>${tag}</bdi></a></li>`)}</ul>`}
${replyBox(reader, view, typed)}
${author.host !== null && html`<p class="notice">${words.proposals.replyRemote(author.host)} ${outsideLink(post.url, words.proposals.original)}</p>`}
</article>`;
}
