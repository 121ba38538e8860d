import { and, arrayOverlaps, count, eq, isNotNull, isNull, ne, or } from 'drizzle-orm';
import { actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { members } from './member.table.ts';
import { type DirectoryFilter, findsActor, listed } from './member-reads.ts';

export interface MembersInPlace {
  readonly comune: string | null;
  readonly province: string | null;
  readonly members: number;
}

/** Whom to count: our own public directory, and those elsewhere who say they belong to one of these groups (IRIs). */
export interface MembersOf {
  readonly own: boolean;
  readonly groupUris: readonly string[];
}

/** How many there are in each comune who let themselves be found; null for those who show none. */
export async function membersByPlace(
  db: Queryable,
  filter: DirectoryFilter,
  { own, groupUris }: MembersOf,
): Promise<MembersInPlace[]> {
  const here = own ? and(listed, isNotNull(members.id)) : undefined;
  const elsewhere =
    groupUris.length === 0
      ? undefined
      : and(
          arrayOverlaps(actors.memberOf, [...groupUris]),
          isNotNull(actors.host),
          ne(actors.type, 'Group'),
          eq(actors.discoverable, true),
          isNull(actors.deletedAt),
        );
  if (here === undefined && elsewhere === undefined) return [];
  return db
    .select({ comune: actors.comune, province: actors.province, members: count() })
    .from(actors)
    .leftJoin(members, eq(members.id, actors.id))
    .where(and(or(here, elsewhere), isNull(actors.suspendedAt), findsActor(filter)))
    .groupBy(actors.comune, actors.province);
}
