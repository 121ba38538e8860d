import { count, eq } from 'drizzle-orm';
import { actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { members } from './member.table.ts';
import { type DirectoryFilter, inDirectory } from './member-reads.ts';

export interface MembersInPlace {
  readonly comune: string | null;
  readonly province: string | null;
  readonly members: number;
}

/** How many of the public directory there are in each comune; null for those who show none. */
export async function membersByPlace(db: Queryable, filter: DirectoryFilter): Promise<MembersInPlace[]> {
  return db
    .select({ comune: actors.comune, province: actors.province, members: count() })
    .from(actors)
    .innerJoin(members, eq(members.id, actors.id))
    .where(inDirectory(filter))
    .groupBy(actors.comune, actors.province);
}
