import {
  and,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNull,
  lt,
  lte,
  ne,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Id, idAt } from '../../platform/ids.ts';
import { type Cursor, isAfter } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import type { Coordinates } from '../places/places.ts';
import { cellsAround, chordOf, positionOf } from '../places/position.ts';
import { fingerprint } from '../posts/fingerprint.ts';
import { type Post, postImages, posts, type ShownImage } from '../posts/post.table.ts';
import type { UnitCode } from '../taxonomy/units.ts';
import { type Proposal, proposals, type Reciprocal, reciprocals } from './proposal.table.ts';
import type { Return } from './returns.ts';

export interface CatalogueFilter {
  readonly purpose?: 'offer' | 'request' | undefined;
  /** IRI of the owner's kind. */
  readonly kind?: string | undefined;
  /** Slug of a sector. */
  readonly sector?: string | undefined;
  /** IRI of what it is about. */
  readonly conformsTo?: string | undefined;
  readonly unit?: UnitCode | undefined;
  readonly inReturn?: Return | undefined;
  readonly comune?: string | undefined;
  /** Within so many kilometres of a place. */
  readonly near?: { readonly place: Coordinates; readonly km: number } | undefined;
  /** Ends before then. */
  readonly expiresBefore?: Date | undefined;
  /** Words, stemmed as Italian; quotes and minus signs as in a web search. */
  readonly text?: string | undefined;
  /** Only what is published here, or only what comes from elsewhere. */
  readonly from?: 'here' | 'elsewhere' | undefined;
  readonly ownerId?: Id | undefined;
  /** The district it was published in. */
  readonly groupId?: Id | undefined;
  /** What is kept to some districts, for members of theirs, in place of what is for everyone. */
  readonly scoped?: boolean | undefined;
}

/** A proposal with all that a page, a feed or an object needs of it: one query, whatever it shows. */
export interface ProposalView {
  readonly post: Omit<Post, 'received'>;
  readonly proposal: Omit<
    Proposal,
    'search' | 'ownerId' | 'groupId' | 'own' | 'public' | 'position' | 'cell' | 'returns'
  >;
  readonly owner: Actor;
  /** The district it comes from. */
  readonly group: Actor | null;
  readonly reciprocals: readonly Omit<Reciprocal, 'postId'>[];
  readonly images: readonly ShownImage[];
}

const group = alias(actors, 'audience');

const { received: _, ...post } = getTableColumns(posts);

const columns = {
  post,
  proposal: {
    postId: proposals.postId,
    scope: proposals.scope,
    purpose: proposals.purpose,
    state: proposals.state,
    action: proposals.action,
    unitBased: proposals.unitBased,
    negotiable: proposals.negotiable,
    conformsTo: proposals.conformsTo,
    classifiedAs: proposals.classifiedAs,
    sectors: proposals.sectors,
    unit: proposals.unit,
    quantity: proposals.quantity,
    available: proposals.available,
    minimum: proposals.minimum,
    comune: proposals.comune,
    province: proposals.province,
    region: proposals.region,
    postalCode: proposals.postalCode,
    country: proposals.country,
    latitude: proposals.latitude,
    longitude: proposals.longitude,
    expiresAt: proposals.expiresAt,
    publishedAt: proposals.publishedAt,
  },
  owner: actors,
  group,
  // Amounts go through JSON as text: a number would not be exact.
  reciprocals: sql<ProposalView['reciprocals']>`coalesce((
    SELECT json_agg(json_build_object('position', r.position, 'action', r.action, 'conformsTo', r.conforms_to,
      'label', r.label, 'unit', r.unit, 'amount', r.amount::text) ORDER BY r.position)
    FROM ${reciprocals} r WHERE r.post_id = ${posts.id}), '[]'::json)`,
  images: sql<ProposalView['images']>`coalesce((
    SELECT json_agg(json_build_object('position', i.position, 'media', i.media, 'url', i.url,
      'mediaType', i.media_type, 'alt', i.alt, 'width', i.width, 'height', i.height) ORDER BY i.position)
    FROM ${postImages} i WHERE i.post_id = ${posts.id}), '[]'::json)`,
};

const newestFirst = [desc(proposals.publishedAt), desc(proposals.postId)];

/** Open proposals that anyone may read, newest first. */
export async function catalogue(
  db: Queryable,
  filter: CatalogueFilter,
  limit: number,
  after?: Cursor,
): Promise<ProposalView[]> {
  const rest = after && isAfter(after, proposals.publishedAt, proposals.postId);
  return read(db, and(matches(filter), rest), newestFirst, limit);
}

/** The same in the order of their ids, for readers that come back for the rest: `before` is the last id seen. */
export async function openProposalsById(
  db: Queryable,
  filter: CatalogueFilter,
  limit: number,
  before?: Id,
): Promise<ProposalView[]> {
  const rest = before === undefined ? undefined : lt(proposals.postId, before);
  return read(db, and(matches(filter), rest), [desc(proposals.postId)], limit);
}

/** Open proposals made to some of ours alone, newest first: counter-offers. */
export async function openProposalsAddressedTo(
  db: Queryable,
  recipientIds: readonly Id[],
  limit: number,
): Promise<ProposalView[]> {
  if (recipientIds.length === 0) return [];
  return selectProposals(db)
    .where(
      and(
        eq(proposals.state, 'open'),
        eq(posts.visibility, 'direct'),
        inArray(posts.recipientId, [...recipientIds]),
        isNull(posts.deletedAt),
      ),
    )
    .orderBy(desc(proposals.postId))
    .limit(limit);
}

/** What some of ours published, in whatever state, newest first; `before` is the id of the last one seen. */
export async function proposalsOf(
  db: Queryable,
  ownerIds: readonly Id[],
  limit: number,
  before?: Id,
): Promise<ProposalView[]> {
  if (ownerIds.length === 0) return [];
  return selectProposals(db)
    .where(
      and(
        eq(proposals.own, true),
        inArray(proposals.ownerId, [...ownerIds]),
        inArray(posts.visibility, ['public', 'scoped']),
        isNull(posts.deletedAt),
        before === undefined ? undefined : lt(proposals.postId, before),
      ),
    )
    .orderBy(desc(proposals.postId))
    .limit(limit);
}

/** How many open proposals match, counted up to `atMost`: without it only for what one owner or district has. */
export async function openProposalCount(
  db: Queryable,
  filter: CatalogueFilter,
  atMost = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  const found = matching(db, matches(filter)).limit(atMost).as('found');
  const [row] = await db.select({ total: count() }).from(found);
  return row?.total ?? 0;
}

/** What came to be known here in a span of time, by others than these, newest first. */
export async function proposalsSince(
  db: Queryable,
  filter: CatalogueFilter,
  { since, until }: { readonly since: Date; readonly until: Date },
  exceptOwners: readonly Id[],
  limit: number,
): Promise<ProposalView[]> {
  const where = and(
    matches(filter),
    gt(proposals.postId, idAt(since)),
    lte(proposals.postId, idAt(until)),
    notInArray(proposals.ownerId, [...exceptOwners]),
  );
  return read(db, where, [desc(proposals.postId)], limit);
}

/** Another text whenever an open proposal that matches comes, goes or is changed. */
export async function openProposalsVersion(db: Queryable, filter: CatalogueFilter): Promise<string> {
  const [row] = await db
    .select({ version: fingerprint })
    .from(proposals)
    .innerJoin(posts, eq(posts.id, proposals.postId))
    .innerJoin(actors, eq(actors.id, proposals.ownerId))
    .where(matches(filter));
  return row?.version ?? '';
}

/** The page is found on narrow rows first: only its own are read whole. */
async function read(
  db: Queryable,
  where: SQL | undefined,
  order: SQL[],
  limit: number,
): Promise<ProposalView[]> {
  const page = matching(db, where)
    .orderBy(...order)
    .limit(limit)
    .as('page');
  return selectProposals(db)
    .innerJoin(page, eq(page.id, proposals.postId))
    .orderBy(...order);
}

export function matching(db: Queryable, where: SQL | undefined) {
  return db
    .select({ id: proposals.postId })
    .from(proposals)
    .innerJoin(actors, eq(actors.id, proposals.ownerId))
    .where(where);
}

/** The squares are what the index of words finds, the circle is what was asked for. */
function isNear({ place, km }: NonNullable<CatalogueFilter['near']>): SQL | undefined {
  return and(
    inArray(proposals.cell, cellsAround(place, km)),
    sql`${proposals.position} <-> ${positionOf(place)}::cube <= ${chordOf(km)}`,
  );
}

/** For everyone; of others, whoever lets what they publish be indexed (FEP-5feb). */
const isFindable = and(eq(proposals.public, true), or(eq(proposals.own, true), eq(actors.indexable, true)));

export function matches(filter: CatalogueFilter): SQL | undefined {
  return and(
    eq(proposals.state, 'open'),
    filter.scoped ? ne(proposals.scope, 'fediverse') : isFindable,
    isNull(actors.suspendedAt),
    filter.purpose && eq(proposals.purpose, filter.purpose),
    filter.kind ? eq(actors.kind, filter.kind) : undefined,
    filter.sector ? sql`${proposals.sectors} @> ARRAY[${filter.sector}]` : undefined,
    filter.conformsTo ? eq(proposals.conformsTo, filter.conformsTo) : undefined,
    filter.unit ? eq(proposals.unit, filter.unit) : undefined,
    filter.inReturn ? sql`${proposals.returns} @> ARRAY[${filter.inReturn}]` : undefined,
    filter.near ? isNear(filter.near) : undefined,
    filter.expiresBefore ? lt(proposals.expiresAt, filter.expiresBefore) : undefined,
    filter.comune ? eq(sql`lower(${proposals.comune})`, filter.comune.toLowerCase()) : undefined,
    filter.text
      ? sql`${proposals.search} @@ websearch_to_tsquery('italian_unaccented', ${filter.text})`
      : undefined,
    filter.from === 'here' ? eq(proposals.own, true) : undefined,
    filter.from === 'elsewhere' ? eq(proposals.own, false) : undefined,
    filter.ownerId ? eq(proposals.ownerId, filter.ownerId) : undefined,
    filter.groupId ? eq(proposals.groupId, filter.groupId) : undefined,
  );
}

/** These proposals, in whatever state, by their ids. */
export async function proposalsByIds(
  db: Queryable,
  ids: readonly Id[],
): Promise<ReadonlyMap<Id, ProposalView>> {
  if (ids.length === 0) return new Map();
  const views = await selectProposals(db).where(inArray(posts.id, [...ids]));
  return new Map(views.map((view) => [view.post.id, view]));
}

/** One proposal in whatever state, withdrawn ones included. */
export async function proposalById(db: Queryable, id: Id): Promise<ProposalView | undefined> {
  return (await selectProposals(db).where(eq(posts.id, id)))[0];
}

export function selectProposals(db: Queryable) {
  return db
    .select(columns)
    .from(proposals)
    .innerJoin(posts, eq(posts.id, proposals.postId))
    .innerJoin(actors, eq(actors.id, posts.actorId))
    .leftJoin(group, eq(group.id, posts.audienceId));
}

export function proposalCursor(view: ProposalView): Cursor {
  return { at: view.proposal.publishedAt, id: view.proposal.postId };
}
