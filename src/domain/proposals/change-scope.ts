import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, clockCaller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { type Post, posts } from '../posts/post.table.ts';
import { rescopePost } from '../posts/rescope-post.ts';
import { changePost, lockOwnPost } from '../posts/write-post.ts';
import { hearers } from './hearer.table.ts';
import { groupsWithin, setHearers } from './hearers.ts';
import { proposals } from './proposal.table.ts';
import { type Scope, SHARED_SCOPES, visibilityIn } from './scope.ts';

const BATCH = 200;

/** Gives an own post another scope: whoever is outside of it from now on is told to forget it. */
export async function changeScope(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  post: Post,
  scope: Scope,
): Promise<Post> {
  const visibility = visibilityIn(scope);
  // Once everyone may know, those who knew by name go on hearing of it.
  const { lost } =
    visibility === 'public' ? { lost: [] } : await setHearers(tx, post.id, await groupsWithin(tx, scope));
  return rescopePost(tx, domain, caller, post, visibility, lost);
}

/**
 * Follows what has changed between districts and networks: whoever is within a scope by now is told, and whoever is
 * not any more is told to forget. Returns how many posts that concerned.
 */
export async function settleScopes(domain: Domain): Promise<number> {
  let settled = 0;
  for (const scope of SHARED_SCOPES) {
    const within = await groupsWithin(domain.db, scope);
    for (let after: Id = '0'; ; ) {
      const ids = await ownHeardOtherwise(domain, scope, within, after);
      for (const id of ids) if (await settle(domain, id, scope, within)) settled += 1;
      const last = ids.at(-1);
      if (last === undefined) break;
      after = last;
    }
  }
  return settled;
}

/** Own posts in a scope that others were told of than those who are within it by now. */
async function ownHeardOtherwise(
  { db }: Domain,
  scope: Scope,
  within: readonly Id[],
  after: Id,
): Promise<Id[]> {
  const heard = sql`(SELECT coalesce(array_agg(h.group_id ORDER BY h.group_id), '{}') FROM ${hearers} h
    WHERE h.post_id = ${proposals.postId})`;
  const rows = await db
    .select({ id: proposals.postId })
    .from(proposals)
    .innerJoin(posts, eq(posts.id, proposals.postId))
    .where(
      and(
        eq(proposals.own, true),
        eq(proposals.scope, scope),
        isNull(posts.deletedAt),
        sql`${heard} <> ${`{${within.join()}}`}::bigint[]`,
        gt(proposals.postId, after),
      ),
    )
    .orderBy(asc(proposals.postId))
    .limit(BATCH);
  return rows.map(({ id }) => id);
}

async function settle(domain: Domain, id: Id, scope: Scope, within: readonly Id[]): Promise<boolean> {
  return domain.db.transaction(async (tx) => {
    const post = await lockOwnPost(tx, id, 'proposal').catch(nothingWhereGone);
    const [current] = await tx
      .select({ scope: proposals.scope })
      .from(proposals)
      .where(eq(proposals.postId, id));
    if (post === undefined || current?.scope !== scope) return false;
    const { gained, lost } = await setHearers(tx, id, within);
    // A newer version, so that it counts for whoever had to forget it once.
    if (gained.length > 0) await changePost(tx, domain, clockCaller, post, {});
    if (lost.length > 0) await rescopePost(tx, domain, clockCaller, post, 'scoped', lost);
    return gained.length + lost.length > 0;
  });
}

function nothingWhereGone(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}
