import { and, eq, or } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import type { Domain } from '../domain.ts';
import { dropTies } from '../follows/receive-follow.ts';
import { isForgotten, remember } from '../posts/tombstones.ts';
import { aversions } from './aversion.table.ts';

/** Somebody elsewhere blocks one of ours: neither follows the other any more. */
export async function receiveBlock(
  tx: Transaction,
  domain: Domain,
  uri: string,
  actor: Actor,
  target: Actor,
): Promise<void> {
  if (await isForgotten(tx, uri)) return;
  await tx
    .insert(aversions)
    .values({ id: domain.ids(), ownerId: actor.id, targetId: target.id, kind: 'block', uri })
    .onConflictDoUpdate({ target: [aversions.ownerId, aversions.targetId, aversions.kind], set: { uri } });
  await dropTies(tx, actor.id, target.id);
}

/** Takes back a block; one that has not come yet will be ignored when it comes. */
export async function receiveUndoBlock(
  tx: Transaction,
  domain: Domain,
  uri: string,
  actor: Actor,
  target: Actor | undefined,
): Promise<void> {
  const byUri = eq(aversions.uri, uri);
  // Some servers name the Block anew: then the pair decides.
  const which = target === undefined ? byUri : or(byUri, eq(aversions.targetId, target.id));
  const gone = await tx
    .delete(aversions)
    .where(and(eq(aversions.ownerId, actor.id), eq(aversions.kind, 'block'), which))
    .returning({ id: aversions.id });
  if (gone.length === 0) await remember(tx, domain, uri);
}

/** Somebody elsewhere is gone, and so is what there was against it, or it had against others. */
export async function endAversionsOf(tx: Transaction, actorId: Id): Promise<void> {
  await tx.delete(aversions).where(or(eq(aversions.ownerId, actorId), eq(aversions.targetId, actorId)));
}
