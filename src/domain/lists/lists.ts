import { and, asc, count, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type IdWindow, inWindow, newestFirst } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { follows } from '../follows/follow.table.ts';
import { type List, listMembers, lists } from './list.table.ts';

const MAX_LISTS = 50;

const listFacts = z.strictObject({
  title: z.string().trim().min(1).max(200),
  repliesPolicy: z.enum(['followed', 'list', 'none']).default('list'),
  exclusive: z.boolean().default(false),
});
export type NewList = z.input<typeof listFacts>;

/** @throws {UserError} `invalid`, `forbidden`, `conflict` for too many */
export async function createList(domain: Domain, caller: Caller, ownerId: Id, input: NewList): Promise<List> {
  requireActingFor(caller, ownerId);
  const facts = parseInput(listFacts, input);
  const [have] = await domain.db.select({ total: count() }).from(lists).where(eq(lists.ownerId, ownerId));
  if ((have?.total ?? 0) >= MAX_LISTS) throw new UserError('conflict', 'lists_too_many', { max: MAX_LISTS });
  const [list] = await domain.db
    .insert(lists)
    .values({ ...facts, id: domain.ids(), ownerId })
    .returning();
  if (list === undefined) throw new Error('list was not inserted');
  return list;
}

/** @throws {UserError} `invalid`, `forbidden`, `not-found` */
export async function changeList(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  id: Id,
  input: Partial<NewList>,
): Promise<List> {
  requireActingFor(caller, ownerId);
  const { title, repliesPolicy, exclusive } = await listOf(domain.db, ownerId, id);
  const facts = parseInput(listFacts, { title, repliesPolicy, exclusive, ...input });
  const [list] = await domain.db.update(lists).set(facts).where(eq(lists.id, id)).returning();
  if (list === undefined) throw new UserError('not-found', 'list_unknown');
  return list;
}

/** @throws {UserError} `forbidden`, `not-found` */
export async function deleteList(domain: Domain, caller: Caller, ownerId: Id, id: Id): Promise<void> {
  requireActingFor(caller, ownerId);
  await listOf(domain.db, ownerId, id);
  await domain.db.delete(lists).where(eq(lists.id, id));
}

/**
 * Puts people into a list; only whom its owner follows can be there.
 * @throws {UserError} `forbidden`, `not-found` also for who is not followed
 */
export async function addToList(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  id: Id,
  actorIds: readonly Id[],
): Promise<void> {
  requireActingFor(caller, ownerId);
  await listOf(domain.db, ownerId, id);
  const ids = [...new Set(actorIds)];
  if (ids.length === 0) return;
  const followed = await domain.db
    .select({ id: follows.followedId })
    .from(follows)
    .where(
      and(eq(follows.followerId, ownerId), inArray(follows.followedId, ids), eq(follows.state, 'accepted')),
    );
  if (followed.length !== ids.length) throw new UserError('not-found', 'list_not_followed');
  await domain.db
    .insert(listMembers)
    .values(ids.map((actorId) => ({ listId: id, actorId })))
    .onConflictDoNothing();
}

/** @throws {UserError} `forbidden`, `not-found` */
export async function removeFromList(
  domain: Domain,
  caller: Caller,
  ownerId: Id,
  id: Id,
  actorIds: readonly Id[],
): Promise<void> {
  requireActingFor(caller, ownerId);
  await listOf(domain.db, ownerId, id);
  await domain.db
    .delete(listMembers)
    .where(and(eq(listMembers.listId, id), inArray(listMembers.actorId, [...actorIds])));
}

/** @throws {UserError} `not-found` also for another's */
export async function listOf(db: Queryable, ownerId: Id, id: Id): Promise<List> {
  const [list] = await db
    .select()
    .from(lists)
    .where(and(eq(lists.id, id), eq(lists.ownerId, ownerId)));
  if (list === undefined) throw new UserError('not-found', 'list_unknown');
  return list;
}

/** The lists of one of ours; with `actorId` those in which that one is. */
export async function listsOf(db: Queryable, ownerId: Id, actorId?: Id): Promise<List[]> {
  const withActor = db
    .select({ id: listMembers.listId })
    .from(listMembers)
    .where(eq(listMembers.actorId, actorId ?? '0'));
  return db
    .select()
    .from(lists)
    .where(and(eq(lists.ownerId, ownerId), actorId === undefined ? undefined : inArray(lists.id, withActor)))
    .orderBy(asc(lists.id))
    .limit(MAX_LISTS);
}

export async function membersOfList(db: Queryable, id: Id, window: IdWindow): Promise<Actor[]> {
  const { where, order } = inWindow(actors.id, window);
  const rows = await db
    .select({ actor: actors })
    .from(listMembers)
    .innerJoin(actors, eq(actors.id, listMembers.actorId))
    .where(and(eq(listMembers.listId, id), where))
    .orderBy(order)
    .limit(window.limit);
  return newestFirst(
    rows.map((row) => row.actor),
    window,
  );
}
