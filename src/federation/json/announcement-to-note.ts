import type { Addresses } from '../../domain/addresses.ts';
import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import type { Locale } from '../../messages/messages.ts';
import { escapeHtml, htmlToText } from '../../platform/html/text.ts';
import { defined, type JsonObject, NOTE_CONTEXT } from './context.ts';
import { attachments, dateTime, hashtag, provenance, searchableBy } from './note-parts.ts';

/** Longer texts are articles, which microblogs show as a title, a summary and a link. */
const MAX_NOTE = 2000;
const MAX_SUMMARY = 300;

/** An announcement or a note of ours, with its context: a `Note`, or an `Article` with a summary where it is long. */
export function announcementToNote(
  view: AnnouncementView,
  { addresses, locale }: { readonly addresses: Addresses; readonly locale: Locale },
): JsonObject {
  const { post, author, group } = view;
  const text = htmlToText(post.content);
  const isArticle = text.length > MAX_NOTE;
  // A Note's name is shown by few: its title stands in the text too.
  const heading = isArticle || post.title === null ? '' : `<p><strong>${escapeHtml(post.title)}</strong></p>`;
  const content = heading + post.content;
  return defined({
    '@context': NOTE_CONTEXT,
    id: post.uri,
    type: isArticle ? 'Article' : 'Note',
    ...provenance(post, author, group),
    inReplyTo: post.inReplyTo ?? undefined,
    url: post.url,
    name: post.title ?? undefined,
    summary: post.warning === null ? (isArticle ? opening(text) : undefined) : escapeHtml(post.warning),
    sensitive: post.sensitive ? true : undefined,
    content,
    contentMap: { [post.language ?? locale]: content },
    published: dateTime(post.publishedAt),
    updated: post.updatedAt === null ? undefined : dateTime(post.updatedAt),
    attachment: attachments(view.images).map(defined),
    tag: post.tags.map((tag) => hashtag(tag, addresses)),
    searchableBy: post.visibility === 'public' ? searchableBy(author) : undefined,
  });
}

/** The first words of a text, as HTML. */
function opening(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const cut = line.slice(0, MAX_SUMMARY);
  return escapeHtml(
    `${cut
      .slice(0, Math.max(cut.lastIndexOf(' '), MAX_SUMMARY / 2))
      .trimEnd()
      .toWellFormed()}…`,
  );
}
