import { and, desc, eq, inArray, lt, or, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Id } from '../../platform/ids.ts';
import type { Cursor } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { type Post, posts } from '../posts/post.table.ts';
import { type Agreement, agreements } from './agreement.table.ts';
import type { AgreementState } from './agreement.ts';

/** An agreement with both sides and the post that it goes back to. */
export interface AgreementView {
  readonly agreement: Agreement;
  readonly owner: Actor;
  readonly responder: Actor;
  readonly post: Post;
}

const owner = alias(actors, 'owner');
const responder = alias(actors, 'responder');

/** One agreement, for its two sides alone: whoever reads it for somebody names whom. */
export async function agreementOf(
  db: Queryable,
  actorIds: readonly Id[],
  id: Id,
): Promise<AgreementView | undefined> {
  return (await select(db).where(and(eq(agreements.id, id), takesPart(actorIds))))[0];
}

export async function agreementById(db: Queryable, id: Id): Promise<AgreementView | undefined> {
  return (await select(db).where(eq(agreements.id, id)))[0];
}

export interface AgreementFilter {
  readonly states?: readonly AgreementState[] | undefined;
}

/** The agreements and responses of these actors, the one that changed last first. */
export async function agreementsOf(
  db: Queryable,
  actorIds: readonly Id[],
  filter: AgreementFilter,
  limit: number,
  after?: Cursor,
): Promise<AgreementView[]> {
  return select(db)
    .where(
      and(
        takesPart(actorIds),
        filter.states === undefined ? undefined : inArray(agreements.state, [...filter.states]),
        after &&
          or(
            lt(agreements.changedAt, after.at),
            and(eq(agreements.changedAt, after.at), lt(agreements.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(agreements.changedAt), desc(agreements.id))
    .limit(limit);
}

export function agreementCursor({ agreement }: AgreementView): Cursor {
  return { at: agreement.changedAt, id: agreement.id };
}

/** The owner's last proposal to the responder alone that goes back to the same post, if there is one. */
export async function counterOfferTo(
  db: Queryable,
  { agreement, post }: AgreementView,
): Promise<Post | undefined> {
  const [found] = await db
    .select()
    .from(posts)
    .where(
      and(
        eq(posts.recipientId, agreement.responderId),
        eq(posts.actorId, agreement.ownerId),
        eq(posts.kind, 'proposal'),
        inArray(posts.inReplyTo, post.inReplyTo === null ? [post.uri] : [post.uri, post.inReplyTo]),
      ),
    )
    .orderBy(desc(posts.id))
    .limit(1);
  return found?.id === post.id ? undefined : found;
}

function takesPart(actorIds: readonly Id[]): SQL | undefined {
  const ids = actorIds.length === 0 ? ['0'] : [...actorIds];
  return or(inArray(agreements.ownerId, ids), inArray(agreements.responderId, ids));
}

function select(db: Queryable) {
  return db
    .select({ agreement: agreements, owner, responder, post: posts })
    .from(agreements)
    .innerJoin(owner, eq(owner.id, agreements.ownerId))
    .innerJoin(responder, eq(responder.id, agreements.responderId))
    .innerJoin(posts, eq(posts.id, agreements.postId));
}
