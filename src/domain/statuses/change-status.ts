import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { addImages, imagesOf, removeImages } from '../posts/images.ts';
import type { Post } from '../posts/post.table.ts';
import { requireReadable } from '../posts/post-reads.ts';
import { keepVersion } from '../posts/post-versions.ts';
import { addMentions } from '../posts/tell-locals.ts';
import { withdrawPost } from '../posts/withdraw-post.ts';
import { changePost, lockOwnPost } from '../posts/write-post.ts';
import { takeUploads } from '../uploads/upload.ts';
import { composeText, type Lookup } from './compose-status.ts';
import { type StatusChange, statusChange } from './status.ts';

/** What has terms of its own is changed where these are. */
const EDITED_HERE: ReadonlySet<Post['kind']> = new Set(['announcement', 'note', 'question']);

/**
 * Changes what one of ours wrote; what it was before is kept.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `conflict` for an offer, an event or a decision
 */
export async function changeStatus(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  postId: Id,
  input: StatusChange,
  lookup: Lookup,
): Promise<void> {
  requireActingFor(caller, actorId);
  const change = parseInput(statusChange, input);
  const text = change.text.trim();
  if (text === '' && change.mediaIds.length === 0) throw new UserError('invalid', 'status_empty', {}, 'text');
  const { mentionIds, ...composed } = await composeText(domain, lookup, text);
  await domain.db.transaction(async (tx) => {
    const post = await requireOwn(tx, postId, actorId);
    if (!EDITED_HERE.has(post.kind) || post.title !== null)
      throw new UserError('conflict', 'edited_elsewhere');
    await lockOwnPost(tx, postId, post.kind);
    await keepVersion(tx, post);
    const kept = (await imagesOf(tx, postId)).filter(({ id }) => change.mediaIds.includes(id));
    const fresh = await takeUploads(
      tx,
      domain,
      actorId,
      change.mediaIds.filter((id) => kept.every((image) => image.id !== id)),
    );
    await removeImages(tx, [postId]);
    const images = change.mediaIds
      .flatMap((id) => [...kept, ...fresh].find((image) => image.id === id) ?? [])
      .map((image) => {
        const { alt, focus } = change.media.find(({ id }) => id === image.id) ?? {};
        const [focusX, focusY] = focus ?? [image.focusX, image.focusY];
        return { ...image, alt: alt ?? image.alt, focusX, focusY };
      });
    await addImages(tx, postId, images);
    await addMentions(tx, postId, mentionIds);
    await changePost(tx, domain, caller, post, {
      ...composed,
      warning: change.warning || null,
      sensitive: change.sensitive || change.warning !== '',
      ...(change.language === undefined ? {} : { language: change.language }),
    });
  });
}

/** Takes back what one of ours wrote. @throws {UserError} `forbidden`, `not-found` */
export async function deleteStatus(domain: Domain, caller: Caller, actorId: Id, postId: Id): Promise<void> {
  requireActingFor(caller, actorId);
  const post = await requireOwn(domain.db, postId, actorId);
  await withdrawPost(domain, caller, postId, post.kind);
}

/** Another's status answers like none at all. */
async function requireOwn(db: Parameters<typeof requireReadable>[0], postId: Id, actorId: Id): Promise<Post> {
  const post = await requireReadable(db, postId, actorId);
  if (post.actorId !== actorId) throw new UserError('not-found', 'status_unknown');
  return post;
}
