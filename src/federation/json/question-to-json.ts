import type { Addresses } from '../../domain/addresses.ts';
import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import type { PollView } from '../../domain/polls/poll-reads.ts';
import type { Locale } from '../../messages/messages.ts';
import { escapeHtml } from '../../platform/html/text.ts';
import { createActivity, type Envelope } from './activities.ts';
import { ACTIVITY_STREAMS, defined, type JsonObject, QUESTION_CONTEXT } from './context.ts';
import { attachments, dateTime, hashtag, provenance, searchableBy } from './note-parts.ts';

/** A question of ours as Mastodon has them, with its context; `electorate` is our own mark of who has a voice. */
export function questionToJson(
  { post, author, group, images }: AnnouncementView,
  poll: PollView,
  { addresses, locale }: { readonly addresses: Addresses; readonly locale: Locale },
): JsonObject {
  const heading = post.title === null ? '' : `<p><strong>${escapeHtml(post.title)}</strong></p>`;
  const content = heading + post.content;
  const options = poll.options.map((name, position) => ({
    type: 'Note',
    name,
    replies: { type: 'Collection', totalItems: poll.votes[position] ?? 0 },
  }));
  return defined({
    '@context': QUESTION_CONTEXT,
    id: post.uri,
    type: 'Question',
    ...provenance(post, author, group),
    inReplyTo: post.inReplyTo ?? undefined,
    url: post.url,
    name: post.title ?? undefined,
    summary: post.warning === null ? undefined : escapeHtml(post.warning),
    sensitive: post.sensitive ? true : undefined,
    content,
    contentMap: { [post.language ?? locale]: content },
    published: dateTime(post.publishedAt),
    updated: post.updatedAt === null ? undefined : dateTime(post.updatedAt),
    endTime: poll.endsAt === null ? undefined : dateTime(poll.endsAt),
    closed: poll.closedAt === null ? undefined : dateTime(poll.closedAt),
    votersCount: poll.voters,
    electorate: poll.electorate === 'anyone' ? undefined : poll.electorate,
    [poll.multiple ? 'anyOf' : 'oneOf']: options,
    attachment: attachments(images).map(defined),
    tag: post.tags.map((tag) => hashtag(tag, addresses)),
    searchableBy: post.visibility === 'public' ? searchableBy(author) : undefined,
  });
}

/** One choice in somebody's poll, for its author alone: a reply with a name and no text, as Mastodon votes. */
export function createVote(
  envelope: Envelope,
  vote: { readonly uri: string; readonly question: string; readonly label: string },
): JsonObject {
  return createActivity(envelope, {
    '@context': ACTIVITY_STREAMS,
    id: vote.uri,
    type: 'Note',
    attributedTo: envelope.actor,
    to: envelope.to,
    inReplyTo: vote.question,
    name: vote.label,
    published: dateTime(envelope.published),
  });
}
