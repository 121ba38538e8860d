import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { actors } from '../actors/actor.table.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { notify, unnotify } from '../notifications/notify.ts';
import { feedBoost, removeFromHome } from '../timelines/feed-home.ts';
import { tellLive } from '../timelines/live.ts';
import { announces } from './post.table.ts';
import { requireReadable } from './post-reads.ts';
import { isForEveryone } from './visible-to.ts';

/**
 * One of ours passes a post on to its followers ("boost"); a second time changes nothing.
 * @returns the boost's id
 * @throws {UserError} `forbidden`, `not-found`, `conflict` for what is not for everyone
 */
export async function boostPost(domain: Domain, caller: Caller, actorId: Id, postId: Id): Promise<Id> {
  requireActingFor(caller, actorId);
  return domain.db.transaction(async (tx) => {
    const post = await requireReadable(tx, postId, actorId);
    if (!isForEveryone(post)) {
      throw new UserError('conflict', 'boost_private');
    }
    const id = domain.ids();
    const [boost] = await tx
      .insert(announces)
      .values({ id, uri: domain.addresses.activity(id), actorId, postId, publishedAt: domain.clock.now() })
      .onConflictDoNothing()
      .returning();
    if (boost === undefined) {
      const [known] = await tx.select({ id: announces.id }).from(announces).where(standing(actorId, postId));
      return known?.id ?? id;
    }
    await feedBoost(tx, boost);
    await notify(tx, domain, [post.actorId], { kind: 'reblog', actorId, post });
    await recordEvent(tx, domain, caller, {
      type: 'post-boosted',
      actorId,
      subjectId: postId,
      data: { boostId: id },
    });
    return id;
  });
}

/** Takes a boost back; what was not boosted stays so. @throws {UserError} `forbidden` */
export async function unboostPost(domain: Domain, caller: Caller, actorId: Id, postId: Id): Promise<void> {
  requireActingFor(caller, actorId);
  await domain.db.transaction(async (tx) => {
    const [boost] = await tx
      .update(announces)
      .set({ undone: true })
      .where(standing(actorId, postId))
      .returning();
    if (boost === undefined) return;
    await removeFromHome(tx, { ids: [boost.id] });
    await unnotify(tx, { kind: 'reblog', actorId, postId });
    await tellLive(tx, { event: 'deleted', id: boost.id });
    await recordEvent(tx, domain, caller, {
      type: 'boost-undone',
      actorId,
      subjectId: postId,
      data: { boostId: boost.id },
    });
  });
}

/** A post is not for everyone any more: nobody here passes it on. */
export async function endBoosts(tx: Transaction, domain: Domain, caller: Caller, postId: Id): Promise<void> {
  const ended = await tx
    .update(announces)
    .set({ undone: true })
    .where(and(eq(announces.postId, postId), eq(announces.undone, false)))
    .returning({ id: announces.id, actorId: announces.actorId });
  if (ended.length === 0) return;
  await removeFromHome(tx, { ids: ended.map(({ id }) => id) });
  const boosters = await tx
    .select({ id: actors.id })
    .from(actors)
    .where(
      and(
        inArray(
          actors.id,
          ended.map(({ actorId }) => actorId),
        ),
        isNull(actors.host),
      ),
    );
  for (const { id: boostId, actorId } of ended) {
    if (!boosters.some(({ id }) => id === actorId)) continue;
    await recordEvent(tx, domain, caller, {
      type: 'boost-undone',
      actorId,
      subjectId: postId,
      data: { boostId },
    });
  }
}

function standing(actorId: Id, postId: Id) {
  return and(eq(announces.actorId, actorId), eq(announces.postId, postId), eq(announces.undone, false));
}
