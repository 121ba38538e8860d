import { and, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { alias } from 'drizzle-orm/pg-core';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { isFollowedHere } from '../follows/follow-reads.ts';
import { KINDS } from '../taxonomy/kinds.ts';
import { fulfilments, publishedFlows } from './flow.table.ts';
import { FEWEST, type Flow, type FlowKind } from './flow.ts';

/** A document of flows holds so many at most, the latest years first. */
export const MOST_FLOWS = 1_000;

const other = alias(actors, 'other_side');
const partner = alias(actors, 'partner');
type Speaking = Readonly<Record<'flows' | 'deletedAt' | 'suspendedAt', PgColumn>>;
const publishes = ({ flows, deletedAt, suspendedAt }: Speaking) =>
  and(isNotNull(flows), isNull(deletedAt), isNull(suspendedAt));

/** A district speaks for whoever lives on its own host and says that it belongs to it. */
const partnerOfOther = and(
  eq(partner.host, other.host),
  eq(partner.type, 'Group'),
  eq(partner.kind, KINDS.district.iri),
  sql`(${partner.id} = ${other.id} OR ${partner.uri} = ANY(${other.memberOf}))`,
);

/**
 * What a district of ours may say: what it counted with districts that publish their flows too, {@link FEWEST}
 * agreements or more in each line.
 */
export async function flowsToPublish(db: Queryable, group: Actor): Promise<Flow[]> {
  const year = sql<number>`extract(year FROM ${fulfilments.fulfilledAt} AT TIME ZONE 'Europe/Rome')::int`;
  const side = (direction: 'given' | 'received') =>
    sql<string>`CASE ${fulfilments.direction} WHEN ${sql.raw(`'${direction}'`)} THEN ${group.uri} ELSE ${partner.uri} END`;
  const [provider, receiver] = [side('given'), side('received')];
  return db
    .select({
      provider: provider.as('provider'),
      receiver: receiver.as('receiver'),
      year: year.as('year'),
      kind: fulfilments.kind,
      agreements: sql<number>`count(*)::int`.as('agreements'),
      hours: sql<string | null>`trim_scale(sum(${fulfilments.hours}))::text`.as('hours'),
    })
    .from(fulfilments)
    .innerJoin(other, eq(other.id, fulfilments.otherId))
    .innerJoin(partner, and(partnerOfOther, publishes(partner)))
    .groupBy(sql`1, 2, 3`, fulfilments.kind)
    .having(sql`count(*) >= ${FEWEST}`)
    .orderBy(sql`3 DESC, 1, 2`, fulfilments.kind)
    .limit(MOST_FLOWS);
}

/** What a district of ours says at present: nothing of one that has taken back its consent since. */
export async function flowsSaidBy(db: Queryable, group: Actor): Promise<Flow[]> {
  if (group.flows === null) return [];
  return db
    .select({
      provider: publishedFlows.provider,
      receiver: publishedFlows.receiver,
      year: publishedFlows.year,
      kind: publishedFlows.kind,
      agreements: publishedFlows.agreements,
      hours: publishedFlows.hours,
    })
    .from(publishedFlows)
    .innerJoin(
      partner,
      sql`${partner.uri} IN (${publishedFlows.provider}, ${publishedFlows.receiver}) AND ${partner.id} <> ${group.id}`,
    )
    .where(and(eq(publishedFlows.groupId, group.id), publishes(partner)))
    .orderBy(desc(publishedFlows.year), publishedFlows.provider, publishedFlows.receiver, publishedFlows.kind)
    .limit(MOST_FLOWS);
}

export interface FlowFilter {
  readonly year: number;
  readonly kind?: FlowKind | undefined;
}

/** A flow that both districts publish, with what each of them counted. */
export interface AgreedFlow {
  readonly provider: Actor;
  readonly receiver: Actor;
  readonly kind: FlowKind;
  readonly byProvider: number;
  readonly byReceiver: number;
  readonly hoursByProvider: string | null;
  readonly hoursByReceiver: string | null;
}

const provider = alias(actors, 'provider');
const receiver = alias(actors, 'receiver');
const reverse = alias(publishedFlows, 'reverse');

/** Each line beside the same one as the other side says it: what only one says is nowhere. */
function agreedLines(db: Queryable, { year, kind }: Partial<FlowFilter>) {
  const isSameLine = and(
    eq(reverse.year, publishedFlows.year),
    eq(reverse.provider, publishedFlows.provider),
    eq(reverse.receiver, publishedFlows.receiver),
    eq(reverse.kind, publishedFlows.kind),
  );
  return db
    .select({
      providerId: sql<Id>`${provider.id}`.as('provider_id'),
      receiverId: sql<Id>`${receiver.id}`.as('receiver_id'),
      year: publishedFlows.year,
      kind: publishedFlows.kind,
      byProvider: sql<number>`${publishedFlows.agreements}`.as('by_provider'),
      byReceiver: sql<number>`${reverse.agreements}`.as('by_receiver'),
      hoursByProvider: sql<string | null>`${publishedFlows.hours}`.as('hours_by_provider'),
      hoursByReceiver: sql<string | null>`${reverse.hours}`.as('hours_by_receiver'),
      /** What both say at the least. */
      agreed: sql<number>`least(${publishedFlows.agreements}, ${reverse.agreements})`.as('agreed'),
    })
    .from(publishedFlows)
    .innerJoin(
      provider,
      and(
        eq(provider.id, publishedFlows.groupId),
        eq(provider.uri, publishedFlows.provider),
        publishes(provider),
      ),
    )
    .innerJoin(reverse, isSameLine)
    .innerJoin(
      receiver,
      and(eq(receiver.id, reverse.groupId), eq(receiver.uri, reverse.receiver), publishes(receiver)),
    )
    .where(
      and(
        year === undefined ? undefined : eq(publishedFlows.year, year),
        kind && eq(publishedFlows.kind, kind),
      ),
    )
    .as('lines');
}

/** Flows that are known here, or those from and to one district, the largest first. */
export async function agreedFlows(
  db: Queryable,
  { districtId, ...filter }: FlowFilter & { readonly districtId?: Id },
  limit: number,
): Promise<AgreedFlow[]> {
  const lines = agreedLines(db, filter);
  return db
    .select({
      provider,
      receiver,
      kind: lines.kind,
      byProvider: lines.byProvider,
      byReceiver: lines.byReceiver,
      hoursByProvider: lines.hoursByProvider,
      hoursByReceiver: lines.hoursByReceiver,
    })
    .from(lines)
    .innerJoin(provider, eq(provider.id, lines.providerId))
    .innerJoin(receiver, eq(receiver.id, lines.receiverId))
    .where(
      districtId === undefined
        ? undefined
        : or(eq(lines.providerId, districtId), eq(lines.receiverId, districtId)),
    )
    .orderBy(desc(lines.agreed), lines.providerId, lines.receiverId, lines.kind)
    .limit(limit);
}

/** How much a district gave and received, of what both sides publish. */
export interface Reciprocity {
  readonly district: Actor;
  readonly given: number;
  readonly received: number;
}

/** Those who exchanged most, first. */
export async function reciprocity(db: Queryable, filter: FlowFilter, limit: number): Promise<Reciprocity[]> {
  const lines = agreedLines(db, filter);
  return db
    .select({
      district: actors,
      given: sql<number>`coalesce(sum(${lines.agreed}) FILTER (WHERE ${lines.providerId} = ${actors.id}), 0)::int`,
      received: sql<number>`coalesce(sum(${lines.agreed}) FILTER (WHERE ${lines.receiverId} = ${actors.id}), 0)::int`,
    })
    .from(lines)
    .innerJoin(actors, sql`${actors.id} IN (${lines.providerId}, ${lines.receiverId})`)
    .groupBy(actors.id)
    .orderBy(desc(sql`sum(${lines.agreed})`), actors.id)
    .limit(limit);
}

/** The years of which there is something, the latest first. */
export async function flowYears(db: Queryable): Promise<number[]> {
  const lines = agreedLines(db, {});
  const rows = await db.selectDistinct({ year: lines.year }).from(lines).orderBy(desc(lines.year)).limit(50);
  return rows.map(({ year }) => year);
}

/** Where the districts hear whose members have fulfilled agreements with ours. */
export async function partnerInboxes(db: Queryable): Promise<string[]> {
  const rows = await db
    .selectDistinct({ inbox: sql<string>`coalesce(${partner.sharedInbox}, ${partner.inbox})` })
    .from(fulfilments)
    .innerJoin(other, eq(other.id, fulfilments.otherId))
    .innerJoin(partner, partnerOfOther)
    .where(and(isNull(partner.deletedAt), isNull(partner.suspendedAt)));
  return rows.map(({ inbox }) => inbox);
}

/** Districts whose members have fulfilled agreements with ours, and that were never asked for: their addresses. */
export async function unknownPartners(db: Queryable, limit: number): Promise<string[]> {
  const rows = await db.execute<{ uri: string }>(sql`
    SELECT DISTINCT said.uri FROM ${fulfilments} f JOIN ${actors} side ON side.id = f.other_id,
      unnest(side.member_of) AS said (uri)
    WHERE split_part(said.uri, '/', 3) = side.host
      AND NOT EXISTS (SELECT FROM ${actors} known WHERE known.uri = said.uri)
    LIMIT ${limit}`);
  return [...rows].map(({ uri }) => uri);
}

/** Whether this node wants to know a group's flows: it follows it, or its members are partners of ours. */
export async function wantsFlowsOf(db: Queryable, group: Actor): Promise<boolean> {
  if (group.host === null || group.flows === null) return false;
  if (await isFollowedHere(db, group.id)) return true;
  const [row] = await db
    .select({ id: fulfilments.agreementId })
    .from(fulfilments)
    .innerJoin(other, eq(other.id, fulfilments.otherId))
    .where(eq(other.host, group.host))
    .limit(1);
  return row !== undefined;
}
