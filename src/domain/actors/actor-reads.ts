import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import { type Actor, actors } from './actor.table.ts';

export async function actorById(db: Queryable, id: Id): Promise<Actor | undefined> {
  return (await db.select().from(actors).where(eq(actors.id, id)))[0];
}

export async function actorByUri(db: Queryable, uri: string): Promise<Actor | undefined> {
  return (await db.select().from(actors).where(eq(actors.uri, uri)))[0];
}

export async function actorsByUri(db: Queryable, uris: readonly string[]): Promise<Actor[]> {
  return uris.length === 0
    ? []
    : db
        .select()
        .from(actors)
        .where(inArray(actors.uri, [...uris]));
}

export async function actorsByIds(db: Queryable, ids: readonly Id[]): Promise<Actor[]> {
  return ids.length === 0
    ? []
    : db
        .select()
        .from(actors)
        .where(inArray(actors.id, [...ids]));
}

/** One of our own, or with `host` somebody from elsewhere; handles are compared without case. */
export async function actorByHandle(
  db: Queryable,
  handle: string,
  host?: string,
): Promise<Actor | undefined> {
  const rows = await db
    .select()
    .from(actors)
    .where(
      and(
        eq(sql`lower(${actors.handle})`, handle.toLowerCase()),
        eq(sql`coalesce(${actors.host}, '')`, host?.toLowerCase() ?? ''),
      ),
    );
  return rows[0];
}

/**
 * One of our own by handle, still here.
 * @throws {UserError} `not-found`
 */
export async function requireLocalActor(db: Queryable, handle: string): Promise<Actor> {
  const actor = await actorByHandle(db, handle.replace(/^@/, ''));
  if (actor === undefined || actor.deletedAt !== null) {
    throw new UserError('not-found', 'member_unknown', { handle }, 'handle');
  }
  return actor;
}

/** Which of these addresses are actors of ours. */
export async function localActorsByUri(db: Queryable, uris: readonly string[]): Promise<Actor[]> {
  if (uris.length === 0) return [];
  return db
    .select()
    .from(actors)
    .where(and(isNull(actors.host), isNull(actors.deletedAt), inArray(actors.uri, [...uris])));
}
