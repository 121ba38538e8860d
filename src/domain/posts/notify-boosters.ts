import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { actors } from '../actors/actor.table.ts';
import type { Domain } from '../domain.ts';
import { notify } from '../notifications/notify.ts';
import { announces, type Post } from './post.table.ts';

/** Those of ours who passed a post on hear that it has changed. */
export async function notifyBoosters(tx: Transaction, domain: Domain, post: Post): Promise<void> {
  const boosters = await tx
    .select({ id: actors.id })
    .from(announces)
    .innerJoin(actors, eq(actors.id, announces.actorId))
    .where(and(eq(announces.postId, post.id), eq(announces.undone, false), isNull(actors.host)));
  // The district passes on whatever its members make public.
  const ids = boosters.map(({ id }) => id);
  await notify(tx, domain, ids, { kind: 'update', actorId: post.actorId, post });
}
