import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Id } from '../../platform/ids.ts';
import { type Cursor, isAfter } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { fulfilments } from '../flows/flow.table.ts';
import type { MembershipView } from './learn-fact.ts';
import { affiliations, memberships } from './membership.table.ts';
import type { Confirmation, MembershipState } from './membership.ts';
import { confirmationOf } from './membership.ts';

const member = alias(actors, 'member');
const group = alias(actors, 'joined');

export async function membershipById(db: Queryable, id: Id): Promise<MembershipView | undefined> {
  return (await select(db).where(eq(memberships.id, id)))[0];
}

export interface MembershipFilter {
  /** Those that these take part in, as subject or as group. */
  readonly actorIds: readonly Id[];
  readonly side?: 'member' | 'group' | undefined;
  readonly states?: readonly MembershipState[] | undefined;
}

/** Requests and memberships, the one that changed last first. */
export async function membershipsOf(
  db: Queryable,
  { actorIds, side, states }: MembershipFilter,
  limit: number,
  after?: Cursor,
): Promise<MembershipView[]> {
  const ids = actorIds.length === 0 ? ['0'] : [...actorIds];
  const asMember = side === 'group' ? undefined : inArray(memberships.memberId, ids);
  const asGroup = side === 'member' ? undefined : inArray(memberships.groupId, ids);
  return select(db)
    .where(
      and(
        or(asMember, asGroup),
        states === undefined ? undefined : inArray(memberships.state, [...states]),
        after && isAfter(after, memberships.changedAt, memberships.id),
      ),
    )
    .orderBy(desc(memberships.changedAt), desc(memberships.id))
    .limit(limit);
}

export function membershipCursor({ membership }: MembershipView): Cursor {
  return { at: membership.changedAt, id: membership.id };
}

/** People are named only where they stand in the directory. */
const named = or(ne(member.type, 'Person'), eq(member.discoverable, true)) as SQL;
const admittedTo = (groupId: Id) =>
  and(eq(memberships.groupId, groupId), eq(memberships.state, 'admitted'), isNull(member.deletedAt));

/** The subjects that a group of ours confirms in public, in the order in which they came. */
export async function affiliationsOf(
  db: Queryable,
  groupId: Id,
  limit: number,
  afterId?: Id,
): Promise<{ readonly id: Id; readonly member: Actor }[]> {
  return db
    .select({ id: memberships.id, member })
    .from(memberships)
    .innerJoin(member, eq(member.id, memberships.memberId))
    .where(and(admittedTo(groupId), named, afterId === undefined ? undefined : gt(memberships.id, afterId)))
    .orderBy(asc(memberships.id))
    .limit(limit);
}

export async function affiliationCount(db: Queryable, groupId: Id): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(memberships)
    .innerJoin(member, eq(member.id, memberships.memberId))
    .where(admittedTo(groupId));
  return row?.total ?? 0;
}

/** The inboxes of those elsewhere who have, or had, a tie with one of ours: one for each server where it has a shared one. */
export async function tiedInboxes(db: Queryable, actorId: Id): Promise<string[]> {
  const tied = (mine: 'member_id' | 'group_id', theirs: 'member_id' | 'group_id') =>
    sql`SELECT ${sql.identifier(theirs)} FROM ${memberships}
      WHERE ${sql.identifier(mine)} = ${actorId} AND admitted_at IS NOT NULL`;
  const rows = await db
    .selectDistinct({ inbox: sql<string>`coalesce(${actors.sharedInbox}, ${actors.inbox})` })
    .from(actors)
    .where(
      and(
        sql`${actors.id} IN (${tied('member_id', 'group_id')} UNION ${tied('group_id', 'member_id')})`,
        isNotNull(actors.host),
        isNull(actors.deletedAt),
        isNull(actors.suspendedAt),
      ),
    );
  return rows.map((row) => row.inbox);
}

/** A district whose members have fulfilled agreements with ours: it may publish how many. */
const isPartner = sql`(${actors.type} = 'Group' AND EXISTS (SELECT 1 FROM ${fulfilments} f
  JOIN ${actors} side ON side.id = f.other_id WHERE side.member_of @> ARRAY[${actors.uri}]))`;

/** Whether one of ours belongs to a group. */
export async function belongOursTo(db: Queryable, groupId: Id): Promise<boolean> {
  const rows = await db
    .select({ id: memberships.id })
    .from(memberships)
    .innerJoin(member, eq(member.id, memberships.memberId))
    .where(and(eq(memberships.groupId, groupId), eq(memberships.state, 'admitted'), isNull(member.host)))
    .limit(1);
  return rows.length > 0;
}

/**
 * Those elsewhere whose word on their ties counts here, not asked since then: who belongs to ours, whom ours belong to,
 * the groups that ours follow.
 */
export async function remoteTies(
  db: Queryable,
  notSince: Date,
  limit: number,
  afterId?: Id,
): Promise<{ readonly id: Id; readonly uri: string }[]> {
  return db
    .select({ id: actors.id, uri: actors.uri })
    .from(actors)
    .where(
      and(
        isNotNull(actors.host),
        isNull(actors.deletedAt),
        lt(actors.fetchedAt, notSince),
        sql`(EXISTS (SELECT 1 FROM ${memberships} m WHERE m.state = 'admitted'
              AND (m.member_id = ${actors.id} OR m.group_id = ${actors.id}))
          OR (${actors.affiliations} IS NOT NULL AND EXISTS (SELECT 1 FROM follows f
              WHERE f.followed_id = ${actors.id} AND f.state = 'accepted'))
          OR ${isPartner})`,
        afterId === undefined ? undefined : gt(actors.id, afterId),
      ),
    )
    .orderBy(asc(actors.id))
    .limit(limit);
}

/** A tie as a page shows it: who is at its other end, and what each side says of it. */
export interface Tie {
  readonly other: Actor;
  readonly confirmation: Confirmation;
}

interface Said {
  readonly byMember: boolean;
  readonly byGroup: boolean;
}

/** What each side says of a subject's ties to groups that are known here. */
export async function groupTies(db: Queryable, subject: Actor, limit: number): Promise<Tie[]> {
  const byMember = sql<boolean>`${group.uri} = ANY(${sql.param(subject.memberOf, actors.memberOf)})`;
  const byGroup = groupSays(sql`${group.id}`, sql`${subject.id}::bigint`, sql`${subject.uri}`);
  const rows = await db
    .select({ other: group, byMember, byGroup })
    .from(group)
    .where(and(isNotNull(group.affiliations), isNull(group.deletedAt), or(byMember, byGroup)))
    .orderBy(asc(group.id))
    .limit(limit);
  return rows.map(tie);
}

/**
 * The subjects that a group says belong to it, with what they say themselves. Whoever only says so of itself does not
 * stand here: anyone could.
 */
export async function memberTies(db: Queryable, of: Actor, limit: number, afterId?: Id): Promise<Tie[]> {
  const byMember = sql<boolean>`${member.memberOf} @> ARRAY[${of.uri}]`;
  const listed =
    of.host === null
      ? sql`${member.id} IN (SELECT m.member_id FROM ${memberships} m WHERE m.group_id = ${of.id} AND m.state = 'admitted')`
      : sql`${member.uri} IN (SELECT a.member_uri FROM ${affiliations} a WHERE a.group_id = ${of.id} AND a.listed)`;
  const rows = await db
    .select({ other: member, byMember, byGroup: sql<boolean>`true` })
    .from(member)
    .where(
      and(
        listed,
        named,
        isNull(member.deletedAt),
        isNull(member.suspendedAt),
        afterId === undefined ? undefined : gt(member.id, afterId),
      ),
    )
    .orderBy(asc(member.id))
    .limit(limit);
  return rows.map(tie);
}

/** Those who say that they belong to a group of ours, which does not say so: for those who run it. */
export async function unconfirmedClaims(db: Queryable, of: Actor, limit: number): Promise<Actor[]> {
  return db
    .select()
    .from(actors)
    .where(
      and(
        sql`${actors.memberOf} @> ARRAY[${of.uri}]`,
        isNull(actors.deletedAt),
        sql`NOT EXISTS (SELECT 1 FROM ${memberships} m WHERE m.member_id = ${actors.id} AND m.group_id = ${of.id} AND m.state = 'admitted')`,
      ),
    )
    .orderBy(desc(actors.id))
    .limit(limit);
}

function groupSays(groupId: SQL, memberId: SQL, memberUri: SQL): SQL<boolean> {
  return sql<boolean>`(EXISTS (SELECT 1 FROM ${memberships} m
      WHERE m.member_id = ${memberId} AND m.group_id = ${groupId} AND m.state = 'admitted' AND ${group.host} IS NULL)
    OR EXISTS (SELECT 1 FROM ${affiliations} a
      WHERE a.member_uri = ${memberUri} AND a.group_id = ${groupId} AND a.listed))`;
}

function tie({ other, ...said }: Said & { readonly other: Actor }): Tie {
  return { other, confirmation: confirmationOf(said) };
}

function select(db: Queryable) {
  return db
    .select({ membership: memberships, member, group })
    .from(memberships)
    .innerJoin(member, eq(member.id, memberships.memberId))
    .innerJoin(group, eq(group.id, memberships.groupId));
}
