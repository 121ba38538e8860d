import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Domain } from '../domain.ts';
import { type Actor, actors, type NewActor } from './actor.table.ts';

/** What another node says of one of its actors, already read and sanitised. */
export type RemoteActor = Omit<
  NewActor,
  'id' | 'createdAt' | 'updatedAt' | 'fetchedAt' | 'suspendedAt' | 'deletedAt'
> & { readonly host: string };

/** Remembers an actor of another node, or what changed of it. A handle that moved to a new actor leaves the old one. */
export async function saveRemoteActor(tx: Transaction, domain: Domain, actor: RemoteActor): Promise<Actor> {
  const now = domain.clock.now();
  const known = await tx.select({ id: actors.id }).from(actors).where(eq(actors.uri, actor.uri));
  const id = known[0]?.id ?? domain.ids();
  await releaseHandle(tx, actor);
  const facts = { ...actor, updatedAt: now, fetchedAt: now, deletedAt: null };
  const [saved] = await tx
    .insert(actors)
    .values({ ...facts, id, createdAt: now })
    .onConflictDoUpdate({ target: actors.uri, set: facts })
    .returning();
  if (saved === undefined) throw new Error(`actor ${actor.uri} was not saved`);
  return saved;
}

/** An actor's server may give its handle to a new actor: the newest word of that server holds. */
async function releaseHandle(tx: Transaction, actor: RemoteActor): Promise<void> {
  const rows = await tx
    .select({ id: actors.id, uri: actors.uri })
    .from(actors)
    .where(and(eq(actors.host, actor.host), sql`lower(${actors.handle}) = lower(${actor.handle})`));
  for (const row of rows) {
    if (row.uri !== actor.uri) {
      await tx
        .update(actors)
        .set({ handle: `${actor.handle}.${row.id}` })
        .where(eq(actors.id, row.id));
    }
  }
}

/** The actor's server says it is gone: keep the row, so that it is not taken for a stranger, and nothing else. */
export async function forgetRemoteActor(tx: Transaction, domain: Domain, actor: Actor): Promise<void> {
  const now = domain.clock.now();
  await tx
    .update(actors)
    .set({ deletedAt: now, updatedAt: now, summary: '', indexable: false, discoverable: false })
    .where(and(eq(actors.id, actor.id), isNotNull(actors.host)));
}
