import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { notify, unnotify } from '../notifications/notify.ts';
import type { Post } from '../posts/post.table.ts';
import { requireReadable } from '../posts/post-reads.ts';
import { isForgotten, remember } from '../posts/tombstones.ts';
import { favourites } from './favourite.table.ts';

/**
 * One of ours likes a post that it may read; a second time changes nothing.
 * @throws {UserError} `forbidden`, `not-found`
 */
export async function favouritePost(domain: Domain, caller: Caller, actorId: Id, postId: Id): Promise<void> {
  requireActingFor(caller, actorId);
  await domain.db.transaction(async (tx) => {
    const post = await requireReadable(tx, postId, actorId);
    const id = domain.ids();
    const uri = domain.addresses.activity(id);
    if (!(await insertOnce(tx, domain, { id, uri, actorId, post }))) return;
    await recordEvent(tx, domain, caller, {
      type: 'post-favourited',
      actorId,
      subjectId: postId,
      data: { favouriteId: id },
    });
  });
}

/** Likes it no more. @throws {UserError} `forbidden` */
export async function unfavouritePost(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  postId: Id,
): Promise<void> {
  requireActingFor(caller, actorId);
  await domain.db.transaction(async (tx) => {
    const [gone] = await tx
      .delete(favourites)
      .where(and(eq(favourites.actorId, actorId), eq(favourites.postId, postId)))
      .returning();
    if (gone === undefined) return;
    await unnotify(tx, { kind: 'favourite', actorId, postId });
    await recordEvent(tx, domain, caller, {
      type: 'favourite-undone',
      actorId,
      subjectId: postId,
      data: { favouriteId: gone.id },
    });
  });
}

/** Somebody elsewhere likes a post. One that was taken back before it came counts for nothing. */
export async function receiveFavourite(
  tx: Transaction,
  domain: Domain,
  uri: string,
  actor: Actor,
  post: Post,
): Promise<void> {
  if (post.deletedAt !== null || (await isForgotten(tx, uri))) return;
  await insertOnce(tx, domain, { id: domain.ids(), uri, actorId: actor.id, post });
}

/** Takes a Like back: by its address, or where its server names it anew by what it was about. */
export async function receiveUndoFavourite(
  tx: Transaction,
  domain: Domain,
  uri: string,
  actor: Actor,
  post: Post | undefined,
): Promise<void> {
  const gone = await tx
    .delete(favourites)
    .where(
      and(
        eq(favourites.actorId, actor.id),
        post === undefined ? eq(favourites.uri, uri) : eq(favourites.postId, post.id),
      ),
    )
    .returning({ postId: favourites.postId });
  const [favourite] = gone;
  if (favourite === undefined) await remember(tx, domain, uri);
  else await unnotify(tx, { kind: 'favourite', actorId: actor.id, postId: favourite.postId });
}

/** Whose Like has this address. */
export async function favouriterOf(db: Queryable, uri: string): Promise<Id | undefined> {
  const [row] = await db
    .select({ actorId: favourites.actorId })
    .from(favourites)
    .where(eq(favourites.uri, uri));
  return row?.actorId;
}

export async function removeFavouritesOf(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  await tx.delete(favourites).where(inArray(favourites.postId, [...postIds]));
}

async function insertOnce(
  tx: Transaction,
  domain: Domain,
  { id, uri, actorId, post }: { id: Id; uri: string; actorId: Id; post: Post },
): Promise<boolean> {
  const added = await tx
    .insert(favourites)
    .values({ id, uri, actorId, postId: post.id, createdAt: domain.clock.now() })
    .onConflictDoNothing()
    .returning({ id: favourites.id });
  if (added.length === 0) return false;
  await notify(tx, domain, [post.actorId], { kind: 'favourite', actorId, post });
  return true;
}
