import { textToHtml } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { hashtagsIn } from '../posts/hashtags.ts';
import { addImages, removeImages, storeImages } from '../posts/images.ts';
import type { Post } from '../posts/post.table.ts';
import { keepVersion } from '../posts/post-versions.ts';
import { changePost, lockOwnPost, publishPost } from '../posts/write-post.ts';
import {
  type AnnouncementChange,
  type AnnouncementFacts,
  announcementChange,
  announcementFacts,
} from './announcement.ts';

/**
 * Tells everyone who follows the actor or the district.
 * @throws {UserError} `invalid`, `forbidden`
 */
export async function publishAnnouncement(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  input: AnnouncementFacts,
): Promise<Post> {
  requireActingFor(caller, actorId);
  const { title, text, language, images } = parseInput(announcementFacts, input);
  const stored = await storeImages(domain, images);
  return domain.db.transaction(async (tx) => {
    const id = domain.ids();
    const post = await publishPost(tx, domain, caller, {
      id,
      actorId,
      kind: 'announcement',
      url: domain.addresses.announcementPage(id),
      title: title ?? null,
      content: textToHtml(text),
      source: text,
      language,
      tags: hashtagsIn(text),
    });
    await addImages(tx, id, stored);
    return post;
  });
}

/** @throws {UserError} `invalid`, `forbidden`, `not-found`, `gone` */
export async function changeAnnouncement(
  domain: Domain,
  caller: Caller,
  id: Id,
  input: AnnouncementChange,
): Promise<void> {
  const { title, text, images } = parseInput(announcementChange, input);
  const stored = input.images === undefined ? undefined : await storeImages(domain, images ?? []);
  await domain.db.transaction(async (tx) => {
    const post = await lockOwnPost(tx, id, 'announcement');
    requireActingFor(caller, post.actorId);
    await keepVersion(tx, post);
    if (stored !== undefined) {
      await removeImages(tx, [id]);
      await addImages(tx, id, stored);
    }
    await changePost(tx, domain, caller, post, {
      ...(title === undefined ? {} : { title: title || null }),
      ...(text === undefined ? {} : { content: textToHtml(text), source: text, tags: hashtagsIn(text) }),
    });
  });
}
