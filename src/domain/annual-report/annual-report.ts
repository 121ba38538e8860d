import { and, count, eq, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { UserError } from '../../platform/errors.ts';
import type { Actor } from '../actors/actor.table.ts';
import { agreements } from '../agreements/agreement.table.ts';
import { decisions, electoralRoll } from '../decisions/decision.table.ts';
import type { Domain, Queryable } from '../domain.ts';
import { fulfilments } from '../flows/flow.table.ts';
import { FEWEST, FLOW_KINDS, type FlowKind } from '../flows/flow.ts';
import { type AgreedFlow, agreedFlows } from '../flows/flow-reads.ts';
import { members } from '../members/member.table.ts';
import { orders } from '../orders/order.table.ts';
import { polls } from '../polls/poll.table.ts';
import { posts } from '../posts/post.table.ts';
import { MEMBER_KINDS, type MemberKind } from '../taxonomy/kinds.ts';
import { type PrincipleFigure, principleFigures } from './self-assessment-reads.ts';

/** Flows that a report lists. */
const MOST_FLOWS = 200;

/** A figure of agreements; null while it is one or two, which could tell of a single one. */
export type Figure = number | null;

export interface AnnualReport {
  readonly year: number;
  /** Whether the year goes on. */
  readonly unfinished: boolean;
  readonly members: readonly {
    readonly kind: MemberKind;
    readonly atEnd: number;
    readonly joined: number;
    readonly left: number;
  }[];
  readonly published: Readonly<Record<Published, number>>;
  /** Agreements fulfilled between members of the district. */
  readonly within: Readonly<Record<FlowKind, Figure>>;
  /** With other districts, as far as both make it public. */
  readonly flows: readonly AgreedFlow[];
  readonly orders: Readonly<Record<'opened' | 'confirmed' | 'dissolved' | 'pledgers', number>>;
  readonly decisions: Readonly<Record<'opened' | 'closed' | 'voices' | 'cast', number>>;
  readonly principles: readonly PrincipleFigure[];
  /** For the people of the district: all its agreements, those with others among them. */
  readonly own: OwnFigures | undefined;
}

export type Published = 'proposals' | 'announcements' | 'events' | 'attestations';

export interface OwnFigures {
  readonly proposed: Figure;
  readonly accepted: Figure;
  readonly given: Readonly<Record<FlowKind, Figure>>;
  readonly received: Readonly<Record<FlowKind, Figure>>;
}

/**
 * The figures of a year of a district, by the clocks in Italy. `own`: whether for its own people.
 * @throws {UserError} `not-found` for a year in which it was not there
 */
export async function annualReport(
  { db, clock }: Domain,
  group: Actor,
  year: number,
  { own }: { readonly own: boolean },
): Promise<AnnualReport> {
  const thisYear = yearOf(clock.now());
  if (year < yearOf(group.createdAt) || year > thisYear) throw new UserError('not-found', 'report_unknown');
  const [byKind, published, within, flows, orderFigures, decisionFigures, principles, ownFigures] =
    await Promise.all([
      memberFigures(db, year),
      publishedFigures(db, year),
      fulfilled(db, year, 'within'),
      agreedFlows(db, { year, districtId: group.id }, MOST_FLOWS),
      figuresOfOrders(db, year),
      figuresOfDecisions(db, year),
      principleFigures(db, year),
      own ? figuresForOwn(db, year) : undefined,
    ]);
  return {
    year,
    unfinished: year === thisYear,
    members: byKind,
    published,
    within,
    flows,
    orders: orderFigures,
    decisions: decisionFigures,
    principles,
    own: ownFigures,
  };
}

/** The years that a district has a report of, the latest first. */
export function reportYears({ clock }: Pick<Domain, 'clock'>, group: Pick<Actor, 'createdAt'>): number[] {
  const [first, last] = [yearOf(group.createdAt), yearOf(clock.now())];
  return Array.from({ length: last - first + 1 }, (_, index) => last - index);
}

export function yearOf(moment: Date): number {
  return Number(moment.toLocaleDateString('sv-SE', { timeZone: 'Europe/Rome', year: 'numeric' }));
}

const start = (year: number) => sql`make_timestamptz(${year}::int, 1, 1, 0, 0, 0, 'Europe/Rome')`;
const within = (column: PgColumn, year: number): SQL | undefined =>
  and(gte(column, start(year)), lt(column, start(year + 1)));

async function memberFigures(db: Queryable, year: number): Promise<AnnualReport['members']> {
  const number = (condition: SQL | undefined) => sql<number>`(count(*) FILTER (WHERE ${condition}))::int`;
  const isGone = sql`${members.leftAt} IS NOT NULL AND ${members.leftAt} < ${start(year + 1)}`;
  const rows = await db
    .select({
      kind: members.kind,
      atEnd: number(sql`NOT (${isGone})`),
      joined: number(within(members.joinedAt, year)),
      left: number(within(members.leftAt, year)),
    })
    .from(members)
    .where(lt(members.joinedAt, start(year + 1)))
    .groupBy(members.kind);
  const nothing = { atEnd: 0, joined: 0, left: 0 };
  return MEMBER_KINDS.map((kind) => ({ ...nothing, ...rows.find((row) => row.kind === kind), kind }));
}

const KIND_OF: Readonly<Record<Published, (typeof posts.kind.enumValues)[number]>> = {
  proposals: 'proposal',
  announcements: 'announcement',
  events: 'event',
  attestations: 'attestation',
};

/** What was published, also where it has been taken back since: offers that have ended are, after a month. */
async function publishedFigures(db: Queryable, year: number): Promise<AnnualReport['published']> {
  const rows = await db
    .select({ kind: posts.kind, total: count() })
    .from(posts)
    .where(
      and(
        isNull(posts.received),
        inArray(posts.visibility, ['public', 'unlisted']),
        inArray(posts.kind, Object.values(KIND_OF)),
        within(posts.publishedAt, year),
      ),
    )
    .groupBy(posts.kind);
  const of = (what: Published) => rows.find(({ kind }) => kind === KIND_OF[what])?.total ?? 0;
  return {
    proposals: of('proposals'),
    announcements: of('announcements'),
    events: of('events'),
    attestations: of('attestations'),
  };
}

type Direction = (typeof fulfilments.direction.enumValues)[number];

async function fulfilled(db: Queryable, year: number, direction: Direction) {
  const rows = await db
    .select({ kind: fulfilments.kind, total: count() })
    .from(fulfilments)
    .where(and(eq(fulfilments.direction, direction), within(fulfilments.fulfilledAt, year)))
    .groupBy(fulfilments.kind);
  const of = (kind: FlowKind) => figure(rows.find((row) => row.kind === kind)?.total ?? 0);
  return Object.fromEntries(FLOW_KINDS.map((kind) => [kind, of(kind)])) as Record<FlowKind, Figure>;
}

function figure(total: number): Figure {
  return total > 0 && total < FEWEST ? null : total;
}

async function figuresForOwn(db: Queryable, year: number): Promise<OwnFigures> {
  const [[made], given, received] = await Promise.all([
    db
      .select({ proposed: count(), accepted: count(agreements.acceptedAt) })
      .from(agreements)
      .where(within(agreements.proposedAt, year)),
    fulfilled(db, year, 'given'),
    fulfilled(db, year, 'received'),
  ]);
  return { proposed: figure(made?.proposed ?? 0), accepted: figure(made?.accepted ?? 0), given, received };
}

async function figuresOfOrders(db: Queryable, year: number): Promise<AnnualReport['orders']> {
  const [row] = await db
    .select({
      opened: count(),
      confirmed: sql<number>`(count(*) FILTER (WHERE ${orders.state} = 'confirmed'))::int`,
      dissolved: sql<number>`(count(*) FILTER (WHERE ${orders.state} = 'dissolved'))::int`,
      pledgers: sql<number>`coalesce(sum(${orders.pledgers}) FILTER (WHERE ${orders.state} = 'confirmed'), 0)::int`,
    })
    .from(posts)
    .innerJoin(orders, eq(orders.postId, posts.id))
    .where(and(isNull(posts.received), eq(posts.kind, 'order'), within(posts.publishedAt, year)));
  return row ?? { opened: 0, confirmed: 0, dissolved: 0, pledgers: 0 };
}

async function figuresOfDecisions(db: Queryable, year: number): Promise<AnnualReport['decisions']> {
  const cast = db
    .select({ total: count() })
    .from(electoralRoll)
    .where(and(eq(electoralRoll.postId, decisions.postId), sql`${electoralRoll.castBy} IS NOT NULL`));
  const closed = sql`${polls.closedAt} IS NOT NULL`;
  const [row] = await db
    .select({
      opened: count(),
      closed: sql<number>`(count(*) FILTER (WHERE ${closed}))::int`,
      voices: sql<number>`coalesce(sum(${decisions.voices}) FILTER (WHERE ${closed}), 0)::int`,
      cast: sql<number>`coalesce(sum((${cast})) FILTER (WHERE ${closed}), 0)::int`,
    })
    .from(posts)
    .innerJoin(decisions, eq(decisions.postId, posts.id))
    .innerJoin(polls, eq(polls.postId, posts.id))
    .where(and(isNull(posts.received), eq(posts.kind, 'question'), within(posts.publishedAt, year)));
  return row ?? { opened: 0, closed: 0, voices: 0, cast: 0 };
}
