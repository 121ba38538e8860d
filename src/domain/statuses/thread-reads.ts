import { sql } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
import { type StatusView, statusesFor } from './status-reads.ts';

const MAX_ANCESTORS = 40;
const MAX_DEPTH = 20;
const MAX_DESCENDANTS = 200;

/** What a status answers, from the first one on, and what answers it, each after what it answers; as one may see them. */
export async function threadOf(
  db: Queryable,
  viewerId: Id | undefined,
  postId: Id,
): Promise<{ ancestors: StatusView[]; descendants: StatusView[] }> {
  const rows = await db.execute<{ id: Id; depth: number }>(sql`
    WITH RECURSIVE up AS (
      SELECT id, in_reply_to, 0 AS depth FROM posts WHERE id = ${postId}
      UNION ALL
      SELECT p.id, p.in_reply_to, up.depth - 1 FROM up JOIN posts p ON p.uri = up.in_reply_to
      WHERE up.depth > ${-MAX_ANCESTORS}),
    down AS (
      SELECT id, uri, 0 AS depth FROM posts WHERE id = ${postId}
      UNION ALL
      (SELECT p.id, p.uri, down.depth + 1 FROM down JOIN posts p ON p.in_reply_to = down.uri
      WHERE down.depth < ${MAX_DEPTH} AND p.deleted_at IS NULL LIMIT ${MAX_DESCENDANTS}))
    SELECT id::text, depth FROM up WHERE depth < 0
    UNION ALL (SELECT id::text, depth FROM down WHERE depth > 0 LIMIT ${MAX_DESCENDANTS})`);
  const found = new Map(
    (
      await statusesFor(
        db,
        viewerId,
        rows.map(({ id }) => ({ id, postId: id })),
      )
    ).map((status) => [status.id, status]),
  );
  const ancestors = rows
    .filter(({ depth }) => depth < 0)
    .sort((a, b) => a.depth - b.depth)
    .flatMap(({ id }) => found.get(id) ?? []);
  const below = rows.filter(({ depth }) => depth > 0).flatMap(({ id }) => found.get(id) ?? []);
  return { ancestors, descendants: inOrder(postId, below) };
}

/** Each answer after what it answers, the earlier thread first. */
function inOrder(rootId: Id, statuses: readonly StatusView[]): StatusView[] {
  const children = Map.groupBy(statuses, ({ parent }) => parent?.id ?? rootId);
  const ordered: StatusView[] = [];
  const rest = [rootId];
  const seen = new Set<Id>();
  while (rest.length > 0) {
    const id = rest.pop() ?? rootId;
    if (seen.has(id)) continue;
    seen.add(id);
    const status = statuses.find((one) => one.id === id);
    if (status !== undefined) ordered.push(status);
    const answers = (children.get(id) ?? []).toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
    rest.push(...answers.map((one) => one.id));
  }
  return ordered;
}
