import { and, desc, eq, inArray, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { type Cursor, isAfter } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { polls } from '../polls/poll.table.ts';
import { type PollView, pollView } from '../polls/poll-reads.ts';
import { type Post, posts } from '../posts/post.table.ts';
import { type Decision, decisions, electoralRoll } from './decision.table.ts';

export interface DecisionView {
  readonly post: Post;
  /** The district that decides. */
  readonly author: Actor;
  readonly poll: PollView;
  /** Null for the decision of another district. */
  readonly decision: Decision | null;
}

/** Ours, still open or closed; or those of other districts. */
export const DECISION_LISTS = ['open', 'closed', 'elsewhere'] as const;
export type DecisionList = (typeof DECISION_LISTS)[number];

/** Public decisions, newest first; of all of ours without a list. */
export async function decisionsIn(
  db: Queryable,
  list: DecisionList | undefined,
  limit: number,
  after?: Cursor,
): Promise<DecisionView[]> {
  const rows = await select(db)
    .where(
      and(
        eq(posts.kind, 'question'),
        eq(posts.visibility, 'public'),
        isNull(posts.deletedAt),
        isNull(actors.suspendedAt),
        ne(polls.electorate, 'anyone'),
        list === 'elsewhere' ? isNotNull(posts.received) : isNull(posts.received),
        list === 'open' ? isNull(polls.closedAt) : undefined,
        list === 'closed' ? isNotNull(polls.closedAt) : undefined,
        after && isAfter(after, posts.publishedAt, posts.id),
      ),
    )
    .orderBy(desc(posts.publishedAt), desc(posts.id))
    .limit(limit);
  return rows.map(viewOf);
}

/** One decision, ours or not; undefined too for one that was taken back, since nothing is left of it. */
export async function decisionById(db: Queryable, id: Id): Promise<DecisionView | undefined> {
  const [row] = await select(db).where(and(eq(posts.id, id), ne(polls.electorate, 'anyone')));
  return row && viewOf(row);
}

/** What makes a poll of ours a decision; undefined for any other. */
export async function decisionOf(db: Queryable, postId: Id): Promise<Decision | undefined> {
  return (await db.select().from(decisions).where(eq(decisions.postId, postId)))[0];
}

/** A place on the roll: whose voice, and who cast it ({@link callerName}), null until then. */
export type Voice = Pick<typeof electoralRoll.$inferSelect, 'memberId' | 'castBy'>;

/** In which of these decisions the voice of this member is cast. */
export async function castIn(
  db: Queryable,
  ids: readonly Id[],
  memberId: Id | undefined,
): Promise<ReadonlySet<Id>> {
  if (ids.length === 0 || memberId === undefined) return new Set();
  const rows = await db
    .select({ id: electoralRoll.postId })
    .from(electoralRoll)
    .where(
      and(
        inArray(electoralRoll.postId, [...ids]),
        eq(electoralRoll.memberId, memberId),
        isNotNull(electoralRoll.castBy),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/** Which of these members have a voice. Only those who act for them may read it. */
export async function voicesOf(db: Queryable, id: Id, memberIds: readonly Id[]): Promise<Voice[]> {
  if (memberIds.length === 0) return [];
  return db
    .select({ memberId: electoralRoll.memberId, castBy: electoralRoll.castBy })
    .from(electoralRoll)
    .where(and(eq(electoralRoll.postId, id), inArray(electoralRoll.memberId, [...memberIds])));
}

/** Which of these members have a voice still to cast, in each of these decisions. */
export async function voicesLeft(
  db: Queryable,
  ids: readonly Id[],
  memberIds: readonly Id[],
): Promise<ReadonlyMap<Id, readonly Id[]>> {
  if (ids.length === 0 || memberIds.length === 0) return new Map();
  const rows = await db
    .select({ postId: electoralRoll.postId, memberId: electoralRoll.memberId })
    .from(electoralRoll)
    .where(
      and(
        inArray(electoralRoll.postId, [...ids]),
        inArray(electoralRoll.memberId, [...memberIds]),
        isNull(electoralRoll.castBy),
      ),
    );
  const byDecision = Map.groupBy(rows, ({ postId }) => postId);
  return new Map([...byDecision].map(([id, left]) => [id, left.map(({ memberId }) => memberId)]));
}

export function decisionCursor({ post }: DecisionView): Cursor {
  return { at: post.publishedAt, id: post.id };
}

function viewOf({ poll, ...rest }: Awaited<ReturnType<typeof select>>[number]): DecisionView {
  return { ...rest, poll: pollView(poll) };
}

function select(db: Queryable) {
  return db
    .select({ post: posts, author: actors, poll: polls, decision: decisions })
    .from(posts)
    .innerJoin(actors, eq(actors.id, posts.actorId))
    .innerJoin(polls, eq(polls.postId, posts.id))
    .leftJoin(decisions, eq(decisions.postId, posts.id));
}
