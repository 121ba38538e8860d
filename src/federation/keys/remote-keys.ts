import { and, eq, isNull, notInArray, sql } from 'drizzle-orm';
import { type Actor, actors } from '../../domain/actors/actor.table.ts';
import type { Queryable } from '../../domain/domain.ts';
import { type Database, preparedOnce, type Transaction } from '../../platform/database/database.ts';
import { keys } from './key.table.ts';
import type { PublicKey } from './own-keys.ts';

/** A key of somebody elsewhere, and whose it is. */
export interface RemoteKey extends PublicKey {
  readonly actor: Actor;
}

const keyWithActor = preparedOnce((db: Database) =>
  db
    .select({ key: keys, actor: actors })
    .from(keys)
    .innerJoin(actors, eq(actors.id, keys.actorId))
    .where(and(eq(keys.uri, sql.placeholder('uri')), isNull(keys.privateKey)))
    .prepare('remote_key'),
);

export async function remoteKey(db: Database, uri: string): Promise<RemoteKey | undefined> {
  const [row] = await keyWithActor(db).execute({ uri });
  if (row === undefined) return undefined;
  const { algorithm, publicKey } = row.key;
  return { uri, algorithm, publicKeyPem: publicKey, actor: row.actor };
}

/** The key at this address, if it is one that this actor lists. */
export async function listedKey(db: Queryable, actor: Actor, uri: string): Promise<PublicKey | undefined> {
  const [key] = await db
    .select()
    .from(keys)
    .where(and(eq(keys.uri, uri), eq(keys.actorId, actor.id)));
  return key && { uri, algorithm: key.algorithm, publicKeyPem: key.publicKey };
}

/** Puts these keys in place of those that the actor had: one that it lists no longer works no longer. */
export async function replaceKeys(
  tx: Transaction,
  actor: Actor,
  listed: readonly PublicKey[],
  now: Date,
): Promise<void> {
  const uris = listed.map((key) => key.uri);
  await tx.delete(keys).where(and(eq(keys.actorId, actor.id), notInArray(keys.uri, uris)));
  if (listed.length === 0) return;
  await tx
    .insert(keys)
    .values(
      listed.map(({ uri, algorithm, publicKeyPem }) => ({
        uri,
        actorId: actor.id,
        algorithm,
        publicKey: publicKeyPem,
        createdAt: now,
      })),
    )
    .onConflictDoUpdate({
      target: keys.uri,
      set: { algorithm: sql`excluded.algorithm`, publicKey: sql`excluded.public_key` },
      // A key has one owner: the first that listed it.
      setWhere: sql`${keys.actorId} = excluded.actor_id`,
    });
}
