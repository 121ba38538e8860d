import type { z } from 'zod';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { announcements } from '../../domain/announcements/announcement-reads.ts';
import type { Domain } from '../../domain/domain.ts';
import { eventCursor, eventsList } from '../../domain/events/event-reads.ts';
import { ties } from '../../domain/follows/follow-reads.ts';
import { directory } from '../../domain/members/member-reads.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { orderCursor, ordersBy } from '../../domain/orders/order-reads.ts';
import { openProposalsById } from '../../domain/proposals/catalogue.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { type Page, pageOf, readCursor } from '../../platform/pages.ts';
import { directoryCursor } from '../query.ts';
import {
  actorRow,
  actorSchema,
  announcementRow,
  announcementSchema,
  eventRow,
  eventSchema,
  orderRow,
  orderSchema,
  proposalRow,
  proposalSchema,
  type Row,
} from './rows.ts';

/** Whose data a node gives: a district its own, a network that of its districts too. */
export interface DataSource {
  readonly domain: Domain;
  readonly role: 'district' | 'network';
}

export interface DataSet {
  readonly schema: z.ZodObject;
  /**
   * A page of it; rows that may not be indexed are left out of it, so that a page may be short and not the last.
   * @throws {UserError} `invalid` for a cursor that is none
   */
  readonly read: (source: DataSource, limit: number, after: string | undefined) => Promise<Page<Row>>;
}

export const DATA_SET_NAMES = ['soggetti', 'distretti', 'proposte', 'ordini', 'eventi', 'annunci'] as const;
export type DataSetName = (typeof DATA_SET_NAMES)[number];

export const DATA_SETS: Readonly<Record<DataSetName, DataSet>> = {
  soggetti: {
    schema: actorSchema,
    read: async ({ domain: { db }, role }, limit, after) => {
      const network = role === 'network' ? (await nodeActors(db)).group.id : undefined;
      const rows = await directory(db, { network }, limit + 1, await directoryCursor(db, after));
      return pageById(rows, limit, ({ id }) => id, mayIndex, actorRow);
    },
  },
  distretti: {
    schema: actorSchema,
    read: async ({ domain: { db }, role }, limit, after) => {
      const { group } = await nodeActors(db);
      const rows = await ties(db, 'following', group.id, { limit: limit + 1, maxId: idIn(after) });
      const page = pageById(
        rows,
        limit,
        ({ followId }) => followId,
        ({ actor }) => actor.type === 'Group' && mayIndex(actor),
        ({ actor }) => actorRow(actor),
      );
      const own = role === 'district' && after === undefined ? [actorRow(group)] : [];
      return { ...page, items: [...own, ...page.items] };
    },
  },
  proposte: {
    schema: proposalSchema,
    read: async ({ domain: { db }, role }, limit, after) => {
      const rows = await openProposalsById(db, { from: fromOf(role) }, limit + 1, idIn(after));
      return pageById(
        rows,
        limit,
        ({ post }) => post.id,
        ({ owner }) => mayIndex(owner),
        proposalRow,
      );
    },
  },
  ordini: {
    schema: orderSchema,
    read: async ({ domain: { db }, role }, limit, after) => {
      const rows = await ordersBy(db, { from: fromOf(role) }, limit + 1, readCursor(after));
      return shown(pageOf(rows, limit, orderCursor), ({ owner }) => mayIndex(owner), orderRow);
    },
  },
  eventi: {
    schema: eventSchema,
    read: async ({ domain: { db, clock }, role }, limit, after) => {
      const filter = { when: 'coming', from: fromOf(role) } as const;
      const rows = await eventsList(db, filter, clock.now(), limit + 1, readCursor(after));
      return shown(pageOf(rows, limit, eventCursor), ({ owner }) => mayIndex(owner), eventRow);
    },
  },
  annunci: {
    schema: announcementSchema,
    read: async ({ domain: { db }, role }, limit, after) => {
      const rows = await announcements(db, { from: fromOf(role) }, limit + 1, readCursor(after));
      const page = pageOf(rows, limit, ({ post }) => ({ at: post.publishedAt, id: post.id }));
      return shown(page, ({ author }) => mayIndex(author), announcementRow);
    },
  },
};

function fromOf(role: DataSource['role']): 'here' | undefined {
  return role === 'district' ? 'here' : undefined;
}

/** FEP-5feb: who does not want to be searched for is in no list that others search. */
function mayIndex({ indexable, suspendedAt, deletedAt }: Actor): boolean {
  return indexable && suspendedAt === null && deletedAt === null;
}

function idIn(after: string | undefined): Id | undefined {
  if (after === undefined || isId(after)) return after;
  throw new UserError('invalid', 'invalid_cursor', {}, 'after');
}

function pageById<T>(
  rows: readonly T[],
  limit: number,
  idOf: (row: T) => Id,
  isShown: (row: T) => boolean,
  toRow: (row: T) => Row,
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last !== undefined ? idOf(last) : undefined;
  return shown({ items, next }, isShown, toRow);
}

function shown<T>({ items, next }: Page<T>, isShown: (row: T) => boolean, toRow: (row: T) => Row): Page<Row> {
  return { items: items.filter(isShown).map(toRow), next };
}

/** All pages one after the other, never more than one in memory. */
export async function* wholeDataSet(source: DataSource, name: DataSetName, limit: number) {
  let after: string | undefined;
  do {
    const page: Page<Row> = await DATA_SETS[name].read(source, limit, after);
    yield page.items;
    after = page.next;
  } while (after !== undefined);
}
