import type { StatusView } from '../domain/statuses/status-reads.ts';
import { escapeHtml } from '../platform/html/text.ts';
import { formatEventTime } from './format-event.ts';
import { type Locale, messages } from './messages.ts';
import { proposalContent } from './proposal-content.ts';

/** A status in full, as a client shows it: all that is told of an offer, an event, a decision or by the node itself. */
export function statusContent(view: StatusView, locale: Locale): string {
  const { post, proposal, event, poll, notice } = view;
  if (notice !== undefined) return noticeContent(view, locale);
  // What comes from elsewhere was written there for readers like these.
  if (view.isRemote) return withTitle(view);
  if (proposal !== undefined) return proposalContent(proposal, locale);
  if (event !== undefined) {
    const where = [event.event.venue, event.event.comune].filter((part) => part !== null).join(', ');
    const facts = [formatEventTime(event.event, locale), where].filter((part) => part !== '').join(' · ');
    return `${heading(post.title)}<p>${escapeHtml(facts)}</p>${post.content}${link(post.url)}`;
  }
  if (poll !== undefined && poll.electorate !== 'anyone') {
    return `${heading(post.title)}${post.content}${link(post.url)}`;
  }
  return post.title === null ? post.content : heading(post.title) + post.content;
}

/** Articles and pages have a title of their own; of a note it stands in its text. */
function withTitle({ post }: StatusView): string {
  const isSaid =
    post.title === null || post.title === post.warning || post.content.includes(escapeHtml(post.title));
  return isSaid ? post.content : heading(post.title) + post.content;
}

/** The node's own words to one of its people, in that one's language. */
function noticeContent({ notice, post, named }: StatusView, locale: Locale): string {
  const words = messages(locale).notices;
  const say = Object.entries(words).find(([kind]) => kind === notice?.kind)?.[1];
  const who = notice?.counterpart?.name ?? words.somebody;
  const [reader] = named;
  const greeting =
    reader === undefined
      ? ''
      : `<span class="h-card"><a href="${escapeHtml(reader.url)}" class="u-url mention">@<span>${escapeHtml(reader.handle)}</span></a></span> `;
  const told = typeof say === 'function' ? say(who, notice?.title ?? '') : (notice?.title ?? '');
  const reaches = notice?.counterpart === undefined ? '' : `<p>${escapeHtml(words.answerReaches(who))}</p>`;
  return `<p>${greeting}${escapeHtml(told)}</p>${link(post.url)}${reaches}`;
}

function heading(title: string | null): string {
  return title === null ? '' : `<p><strong>${escapeHtml(title)}</strong></p>`;
}

function link(url: string): string {
  return `<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`;
}
