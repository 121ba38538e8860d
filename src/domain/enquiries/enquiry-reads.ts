import { and, asc, desc, eq, inArray, isNull, lt, notInArray } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { type Post, posts } from '../posts/post.table.ts';
import { postsByUri } from '../posts/post-reads.ts';

/** What somebody wrote to one of ours, in reply to something or by naming it: a question, most of the time. */
export interface EnquiryView {
  readonly post: Post;
  readonly author: Actor;
  /** What it replies to, if that is known here. */
  readonly about: Post | undefined;
  /** What was answered, oldest first. */
  readonly answers: readonly Post[];
}

const ANSWERS_SHOWN = 20;

/** Enquiries to these actors, newest first; `before` is the id of the last one seen. */
export async function enquiriesTo(
  db: Queryable,
  actorIds: readonly Id[],
  limit: number,
  before?: Id,
): Promise<EnquiryView[]> {
  if (actorIds.length === 0) return [];
  const rows = await select(db)
    .where(
      and(
        inArray(posts.recipientId, [...actorIds]),
        isEnquiry,
        notInArray(posts.actorId, [...actorIds]),
        before === undefined ? undefined : lt(posts.id, before),
      ),
    )
    .orderBy(desc(posts.id))
    .limit(limit);
  return withContext(db, rows);
}

/** One enquiry, for the actor that it speaks to. */
export async function enquiryTo(
  db: Queryable,
  actorIds: readonly Id[],
  id: Id,
): Promise<EnquiryView | undefined> {
  if (actorIds.length === 0) return undefined;
  const rows = await select(db).where(
    and(eq(posts.id, id), inArray(posts.recipientId, [...actorIds]), isEnquiry),
  );
  return (await withContext(db, rows))[0];
}

const isEnquiry = and(eq(posts.kind, 'note'), isNull(posts.deletedAt), isNull(actors.suspendedAt));

function select(db: Queryable) {
  return db
    .select({ post: posts, author: actors })
    .from(posts)
    .innerJoin(actors, eq(actors.id, posts.actorId));
}

async function withContext(
  db: Queryable,
  rows: readonly { post: Post; author: Actor }[],
): Promise<EnquiryView[]> {
  if (rows.length === 0) return [];
  const repliedTo = await postsByUri(
    db,
    rows.flatMap(({ post }) => post.inReplyTo ?? []),
  );
  const answers = await db
    .select()
    .from(posts)
    .where(
      and(
        inArray(
          posts.inReplyTo,
          rows.map(({ post }) => post.uri),
        ),
        isNull(posts.received),
        isNull(posts.deletedAt),
      ),
    )
    .orderBy(asc(posts.id))
    .limit(rows.length * ANSWERS_SHOWN);
  return rows.map((row) => ({
    ...row,
    about: repliedTo.find(({ uri }) => uri === row.post.inReplyTo),
    answers: answers.filter((answer) => answer.inReplyTo === row.post.uri),
  }));
}
