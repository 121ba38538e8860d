import { and, asc, count, desc, eq, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors, actorWords, FOUND } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { type Member, members } from './member.table.ts';

export interface DirectoryFilter {
  /** IRI of a kind, as shown. */
  readonly kind?: string | undefined;
  readonly sector?: string | undefined;
  readonly comune?: string | undefined;
  readonly text?: string | undefined;
  /** The network whose districts' members to show too. */
  readonly network?: Id | undefined;
  /** Belongs to this group (IRI). */
  readonly groupUri?: string | undefined;
}

/** As people look names up: by the Italian alphabet, accents and case apart. */
const byName = sql`${actors.name} COLLATE "it-x-icu"`;

/** Stands in the public directory, if it is a member. */
export const listed = and(isNull(actors.host), isNull(actors.deletedAt), eq(actors.discoverable, true));

/** Our own, and whoever belongs to a district that this group follows, as both say. Somebody of two districts is one. */
export function listedIn(groupId: Id): SQL {
  return sql`(${FOUND} AND ${actors.suspendedAt} IS NULL AND ${actors.type} <> 'Group' AND (
    EXISTS (SELECT 1 FROM ${members} own WHERE own.id = ${actors.id})
    OR EXISTS (
      SELECT 1 FROM affiliations f JOIN actors g ON g.id = f.group_id AND g.suspended_at IS NULL
      JOIN follows w ON w.followed_id = g.id AND w.follower_id = ${groupId} AND w.state = 'accepted'
      WHERE f.member_uri = ${actors.uri} AND f.listed AND ${actors.memberOf} @> ARRAY[g.uri])))`;
}

/** Who stands in the directory and is found. A condition on `actors` left joined with `members`. */
export function inDirectory(filter: DirectoryFilter): SQL | undefined {
  const { network, groupUri } = filter;
  return and(
    network === undefined ? and(listed, isNotNull(members.id)) : listedIn(network),
    groupUri === undefined ? undefined : sql`${actors.memberOf} @> ARRAY[${groupUri}]`,
    findsActor(filter),
  );
}

export function findsActor(filter: DirectoryFilter): SQL | undefined {
  return and(
    filter.kind === undefined ? undefined : eq(actors.kind, filter.kind),
    filter.sector === undefined ? undefined : sql`${actors.sectors} @> ARRAY[${filter.sector}]`,
    filter.comune === undefined ? undefined : eq(sql`lower(${actors.comune})`, filter.comune.toLowerCase()),
    filter.text === undefined
      ? undefined
      : sql`${actorWords(actors)} @@ websearch_to_tsquery('italian_unaccented', ${filter.text})`,
  );
}

/** The public directory, by name; `after` is the `name` and `id` of the last one seen, or how many were. */
export async function directory(
  db: Queryable,
  filter: DirectoryFilter,
  limit: number,
  after?: { readonly name: string; readonly id: Id } | number,
): Promise<Actor[]> {
  const rest =
    typeof after === 'object' ? sql`(${byName}, ${actors.id}) > (${after.name}, ${after.id})` : undefined;
  const rows = await db
    .select({ actor: actors })
    .from(actors)
    .leftJoin(members, eq(members.id, actors.id))
    .where(and(inDirectory(filter), rest))
    .orderBy(asc(byName), asc(actors.id))
    .limit(limit)
    .offset(typeof after === 'number' ? after : 0);
  return rows.map((row) => row.actor);
}

/** How many the directory shows, up to `atMost`. */
export async function directoryCount(
  db: Queryable,
  filter: DirectoryFilter,
  atMost: number,
): Promise<number> {
  const found = db
    .select({ id: actors.id })
    .from(actors)
    .leftJoin(members, eq(members.id, actors.id))
    .where(inDirectory(filter))
    .limit(atMost)
    .as('found');
  const [row] = await db.select({ total: count() }).from(found);
  return row?.total ?? 0;
}

export async function memberCount(db: Queryable): Promise<number> {
  const [row] = await db.select({ total: count() }).from(members).where(isNull(members.leftAt));
  return row?.total ?? 0;
}

/** A member with all that it told the district: for those who run it. */
export interface MemberRecord {
  readonly actor: Actor;
  readonly member: Member;
}

export async function memberRecord(db: Queryable, id: Id): Promise<MemberRecord | undefined> {
  return (await selectRecords(db).where(eq(members.id, id)))[0];
}

/** Everyone who belongs to the district, newest first; `before` is the id of the last one seen. */
export async function memberRecords(db: Queryable, limit: number, before?: Id): Promise<MemberRecord[]> {
  return selectRecords(db)
    .where(and(isNull(members.leftAt), before === undefined ? undefined : lt(members.id, before)))
    .orderBy(desc(members.id))
    .limit(limit);
}

function selectRecords(db: Queryable) {
  return db
    .select({ actor: actors, member: members })
    .from(members)
    .innerJoin(actors, eq(actors.id, members.id));
}
