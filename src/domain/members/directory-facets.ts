import { eq, sql } from 'drizzle-orm';
import { actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { members } from './member.table.ts';
import { type DirectoryFilter, inDirectory } from './member-reads.ts';

/** Of so many of those found the values are counted. */
const LOOKED_AT = 20_000;

/** `group`: IRIs of the groups that they say they belong to. */
export type DirectoryFacet = 'kind' | 'sector' | 'group';

/** How many of those in the directory have which value of what can be filtered by. */
export interface DirectoryCounts {
  readonly of: (facet: DirectoryFacet, value: string) => number;
  readonly groupUris: readonly string[];
}

export async function countDirectory(db: Queryable, filter: DirectoryFilter): Promise<DirectoryCounts> {
  const found = db
    .select({ kind: actors.kind, sectors: actors.sectors, memberOf: actors.memberOf })
    .from(actors)
    .leftJoin(members, eq(members.id, actors.id))
    .where(inDirectory(filter))
    .limit(LOOKED_AT);
  const rows = await db.execute<{ facet: DirectoryFacet; value: string; count: number }>(sql`
    WITH found AS MATERIALIZED (${found})
    SELECT 'kind' AS facet, kind AS value, count(*)::int AS count FROM found WHERE kind IS NOT NULL GROUP BY 2
    UNION ALL SELECT 'sector', one, count(*)::int FROM found, unnest(sectors) AS one GROUP BY 2
    UNION ALL SELECT 'group', one, count(*)::int FROM found, unnest(member_of) AS one GROUP BY 2
    ORDER BY count DESC LIMIT 2000`);
  const counts = new Map(rows.map(({ facet, value, count }) => [`${facet} ${value}`, count]));
  return {
    of: (facet, value) => counts.get(`${facet} ${value}`) ?? 0,
    groupUris: rows.flatMap(({ facet, value }) => (facet === 'group' ? [value] : [])),
  };
}
