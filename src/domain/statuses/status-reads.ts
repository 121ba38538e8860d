import { and, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { actorsByIds } from '../actors/actor-reads.ts';
import { castIn } from '../decisions/decision-reads.ts';
import type { Queryable } from '../domain.ts';
import { type EventView, eventsByIds } from '../events/event-reads.ts';
import type { Notice } from '../notices/notice.table.ts';
import { noticesOf } from '../notices/notice-reads.ts';
import { type PollView, pollsOf } from '../polls/poll-reads.ts';
import { type Post, type PostImage, posts } from '../posts/post.table.ts';
import { visibleTo } from '../posts/visible-to.ts';
import { type ProposalView, proposalsByIds } from '../proposals/catalogue.ts';

/** A place in a timeline: a post, or somebody's boost of one. */
export interface StatusRef {
  /** The post's own, or the boost's. */
  readonly id: Id;
  readonly postId: Id;
  readonly boost?: { readonly actorId: Id; readonly uri: string; readonly at: Date } | undefined;
}

/** Whom a post names, as far as a client needs to know. */
export interface NamedActor {
  readonly id: Id;
  readonly handle: string;
  readonly host: string | null;
  readonly url: string;
}

export type StatusImage = Omit<PostImage, 'postId' | 'position'>;

/** A status with all that a client shows of it. */
export interface StatusView {
  readonly id: Id;
  readonly boost: { readonly actor: Actor; readonly uri: string; readonly at: Date } | undefined;
  readonly post: Omit<Post, 'received'>;
  /** Whether it came from elsewhere. */
  readonly isRemote: boolean;
  readonly author: Actor;
  readonly images: readonly StatusImage[];
  readonly named: readonly NamedActor[];
  /** What it answers, where that is known. */
  readonly parent: { readonly id: Id; readonly actorId: Id } | undefined;
  readonly replies: number;
  readonly boosts: number;
  readonly favourites: number;
  /** What the reader has done with it. */
  readonly mine: Readonly<Record<'favourited' | 'boosted' | 'bookmarked' | 'pinned' | 'muted', boolean>>;
  readonly poll: PollView | undefined;
  /** Whether the reader's voice in this decision is cast, which tells nothing of what it chose. */
  readonly voiceCast: boolean;
  readonly proposal: ProposalView | undefined;
  readonly event: EventView | undefined;
  readonly notice: (Notice & { readonly counterpart: Actor | undefined }) | undefined;
}

const { received: _, ...post } = getTableColumns(posts);
const parent = alias(posts, 'parent');

/** One status, if the reader may see it. */
export async function statusFor(
  db: Queryable,
  viewerId: Id | undefined,
  id: Id,
): Promise<StatusView | undefined> {
  return (await statusesFor(db, viewerId, [{ id, postId: id }]))[0];
}

/**
 * These statuses as one reader may see them, in the order given; what it may not see is left out. The same few queries
 * whatever their number.
 */
export async function statusesFor(
  db: Queryable,
  viewerId: Id | undefined,
  refs: readonly StatusRef[],
): Promise<StatusView[]> {
  if (refs.length === 0) return [];
  const ids = [...new Set(refs.map(({ postId }) => postId))];
  const rows = await select(db, viewerId).where(and(inArray(posts.id, ids), visibleTo(viewerId)));
  const byId = new Map(rows.map((row) => [row.post.id, row]));
  const ofKind = (kind: Post['kind']) =>
    rows.filter((row) => row.post.kind === kind).map((row) => row.post.id);
  const [polls, proposals, events, notices] = await Promise.all([
    pollsOf(db, ofKind('question'), viewerId),
    proposalsByIds(db, ofKind('proposal')),
    eventsByIds(db, ofKind('event')).then((views) => new Map(views.map((view) => [view.post.id, view]))),
    noticesOf(
      db,
      rows.filter((row) => row.author.type === 'Application').map((row) => row.post.id),
    ),
  ]);
  const decisions = [...polls.values()].filter(({ electorate }) => electorate !== 'anyone');
  const cast = await castIn(
    db,
    decisions.map(({ postId }) => postId),
    viewerId,
  );
  const others = [
    ...refs.flatMap(({ boost }) => boost?.actorId ?? []),
    ...[...notices.values()].flatMap(({ counterpartId }) => counterpartId ?? []),
  ];
  const people = new Map((await actorsByIds(db, [...new Set(others)])).map((actor) => [actor.id, actor]));
  return refs.flatMap((ref): StatusView[] => {
    const row = byId.get(ref.postId);
    const booster = ref.boost && people.get(ref.boost.actorId);
    if (row === undefined || (ref.boost !== undefined && booster === undefined)) return [];
    const { favourited, boosted, bookmarked, pinned, muted, parentId, parentActorId, ...rest } = row;
    const notice = notices.get(ref.postId);
    return [
      {
        ...rest,
        id: ref.id,
        boost: ref.boost && booster && { ...ref.boost, actor: booster },
        parent:
          parentId === null || parentActorId === null ? undefined : { id: parentId, actorId: parentActorId },
        mine: { favourited, boosted, bookmarked, pinned, muted },
        poll: polls.get(ref.postId),
        voiceCast: cast.has(ref.postId),
        proposal: proposals.get(ref.postId),
        event: events.get(ref.postId),
        notice: notice && { ...notice, counterpart: people.get(notice.counterpartId ?? '') },
      },
    ];
  });
}

function select(db: Queryable, viewerId: Id | undefined) {
  const viewer = sql`${viewerId ?? '0'}::bigint`;
  const mine = (found: SQL) => sql<boolean>`EXISTS (SELECT 1 ${found})`;
  return db
    .select({
      post,
      isRemote: sql<boolean>`${posts.received} IS NOT NULL`,
      author: actors,
      parentId: parent.id,
      parentActorId: parent.actorId,
      // Ids and times go through JSON as text: a number would not be exact.
      images: sql<StatusImage[]>`coalesce((
        SELECT json_agg(json_build_object('id', i.id::text, 'media', i.media, 'url', i.url, 'mediaType', i.media_type,
          'alt', i.alt, 'width', i.width, 'height', i.height, 'preview', i.preview, 'blurhash', i.blurhash,
          'focusX', i.focus_x, 'focusY', i.focus_y) ORDER BY i.position)
        FROM post_images i WHERE i.post_id = ${posts.id}), '[]'::json)`,
      named: sql<NamedActor[]>`coalesce((
        SELECT json_agg(json_build_object('id', a.id::text, 'handle', a.handle, 'host', a.host, 'url', a.url) ORDER BY a.id)
        FROM mentions m JOIN actors a ON a.id = m.actor_id WHERE m.post_id = ${posts.id}), '[]'::json)`,
      replies: sql<number>`(SELECT count(*) FROM posts r WHERE r.in_reply_to = ${posts.uri}
        AND r.deleted_at IS NULL AND r.visibility IN ('public', 'unlisted'))::int`,
      boosts: sql<number>`(SELECT count(*) FROM announces b WHERE b.post_id = ${posts.id} AND NOT b.undone)::int`,
      favourites: sql<number>`(SELECT count(*) FROM favourites f WHERE f.post_id = ${posts.id})::int`,
      favourited: mine(sql`FROM favourites f WHERE f.post_id = ${posts.id} AND f.actor_id = ${viewer}`),
      boosted: mine(
        sql`FROM announces b WHERE b.post_id = ${posts.id} AND b.actor_id = ${viewer} AND NOT b.undone`,
      ),
      bookmarked: mine(sql`FROM bookmarks k WHERE k.post_id = ${posts.id} AND k.actor_id = ${viewer}`),
      pinned: mine(sql`FROM pins p WHERE p.post_id = ${posts.id} AND p.actor_id = ${viewer}`),
      muted: mine(
        sql`FROM muted_conversations m WHERE m.conversation_id = ${posts.conversationId} AND m.owner_id = ${viewer}`,
      ),
    })
    .from(posts)
    .innerJoin(actors, eq(actors.id, posts.actorId))
    .leftJoin(parent, and(eq(parent.uri, posts.inReplyTo), sql`${parent.deletedAt} IS NULL`));
}
