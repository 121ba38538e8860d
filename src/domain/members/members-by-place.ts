import { and, count, eq, isNotNull, isNull, or } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { members } from './member.table.ts';
import { type DirectoryFilter, findsActor, listed, listedIn } from './member-reads.ts';

export interface MembersInPlace {
  readonly comune: string | null;
  readonly province: string | null;
  readonly members: number;
}

/**
 * How many there are in each comune who let themselves be found: our own directory, and whoever belongs to a district
 * that this group follows, as both say; null for those who show no place.
 */
export async function membersByPlace(
  db: Queryable,
  { from, ...filter }: DirectoryFilter & { readonly from?: 'here' | 'elsewhere' | undefined },
  groupId: Id,
): Promise<MembersInPlace[]> {
  const here = and(listed, isNotNull(members.id));
  const elsewhere = and(listedIn(groupId), isNotNull(actors.host));
  const whom = from === 'here' ? here : from === 'elsewhere' ? elsewhere : or(here, elsewhere);
  return db
    .select({ comune: actors.comune, province: actors.province, members: count() })
    .from(actors)
    .leftJoin(members, eq(members.id, actors.id))
    .where(and(whom, isNull(actors.suspendedAt), findsActor(filter)))
    .groupBy(actors.comune, actors.province);
}
