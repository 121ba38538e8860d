import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import { formatDateTime } from '../../messages/format.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Cli } from '../command.ts';
import { actorJson, addressOf } from './actor.ts';
import { fields } from './fields.ts';

export function announcementJson({ post, author, images }: AnnouncementView) {
  return {
    id: post.id,
    uri: post.uri,
    url: post.url,
    title: post.title,
    text: post.source ?? htmlToText(post.content),
    author: actorJson(author),
    publishedAt: post.publishedAt,
    updatedAt: post.updatedAt,
    images: images.map(({ url, alt }) => ({ url, alt })),
  };
}

export function announcementRow({ locale }: Cli, { post, author }: AnnouncementView): string[] {
  const title = post.title ?? post.source?.split('\n')[0] ?? '';
  return [post.id, formatDateTime(post.publishedAt, locale), addressOf(author), title];
}

export function announcementLines(
  { words, locale }: Cli,
  { post, author, images }: AnnouncementView,
): string[] {
  const labels = words.fields;
  return fields([
    [labels.id, post.id],
    [labels.title, post.title],
    [labels.author, `${author.name} (${addressOf(author)})`],
    [labels.text, post.source ?? htmlToText(post.content)],
    [labels.published, formatDateTime(post.publishedAt, locale)],
    [labels.changed, post.updatedAt && formatDateTime(post.updatedAt, locale)],
    [labels.images, images.map(({ alt }) => alt).join('; ')],
    [labels.page, post.url],
  ]);
}
