import type { FastifyInstance } from 'fastify';
import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import type { Domain } from '../../domain/domain.ts';
import { type OrderView, orderById, orderCursor, ordersBy } from '../../domain/orders/order-reads.ts';
import { countedPledges, pledgesOn } from '../../domain/orders/pledge-reads.ts';
import { isForEveryone } from '../../domain/posts/visible-to.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { csv } from '../csv.ts';
import { ordersFeed } from '../feeds/orders-feed.ts';
import { sendFeed } from '../feeds/send-feed.ts';
import { redirectToActivity, sendPage } from '../page.ts';
import { listQuery, type OrderQuery, orderQuery, PAGE_SIZE, pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { idsOf } from '../typed.ts';
import { deliveryRows } from '../views/delivery-list.ts';
import { orderList } from '../views/order-list.ts';
import { type OrderPage, orderPage } from '../views/order-page.ts';
import { orderWords } from '../views/order-parts.ts';

const PLEDGES_SHOWN = 100;
const CSV_BATCH = 500;
const CSV_BATCHES = 40;

/** Collective orders, for everyone to read; what was pledged on them, for their owners. */
export function orderRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  const find = async ({ after, ...filter }: OrderQuery) => {
    const rows = await ordersBy(domain.db, filter, PAGE_SIZE + 1, readCursor(after));
    return pageOf(rows, PAGE_SIZE, orderCursor);
  };

  fastify.get('/ordini', async (request, reply) => {
    const query = parseInput(orderQuery, request.query);
    const reader = await readerOf(web, request, reply);
    return sendPage(reply, orderList(reader, query, await find(query)));
  });

  fastify.get('/ordini.atom', async (request, reply) => {
    const query = parseInput(orderQuery, request.query);
    const reader = await readerOf(web, request, reply);
    return sendFeed(request, reply, ordersFeed(reader, query, await find(query)));
  });

  fastify.get('/ordini/:id', async (request, reply) => {
    const { after } = parseInput(listQuery, request.query);
    const view = await requireShown(domain, pathId(request.params));
    if (redirectToActivity(request, reply, view.post.uri)) return reply;
    if (view.post.deletedAt !== null) throw new UserError('gone', 'post_gone');
    const reader = await readerOf(web, request, reply);
    return sendPage(reply, await orderPageOf(reader, view, {}, after));
  });

  fastify.get('/ordini/:id/consegne.csv', async (request, reply) => {
    const view = await requireShown(domain, pathId(request.params));
    const reader = await readerOf(web, request, reply);
    // To anyone but the owner there is no such page.
    if (!isOwner(reader.signedIn, view)) throw new UserError('not-found', 'page_unknown');
    const rows = [];
    let after: Id | undefined;
    for (let batch = 0; batch < CSV_BATCHES; batch++) {
      const pledges = await countedPledges(domain.db, view.order.postId, CSV_BATCH, after);
      rows.push(...pledges);
      after = pledges.at(-1)?.pledge.id;
      if (pledges.length < CSV_BATCH) break;
    }
    return reply
      .type('text/csv; charset=utf-8')
      .header(
        'content-disposition',
        `attachment; filename="${orderWords(reader).owner.file}-${view.order.postId}.csv"`,
      )
      .send(csv(deliveryRows(reader, rows)));
  });
}

/** The page as this reader sees it. */
export async function orderPageOf(
  reader: Reader,
  view: OrderView,
  tried: Pick<OrderPage, 'tried' | 'cancelling'>,
  after?: string,
) {
  const { db } = reader.web.domain;
  const ids = reader.signedIn === undefined ? [] : idsOf(reader.signedIn);
  const from = after !== undefined && isId(after) ? after : undefined;
  const [mine, all] = await Promise.all([
    pledgesOn(db, view.order.postId, ids),
    isOwner(reader.signedIn, view)
      ? countedPledges(db, view.order.postId, PLEDGES_SHOWN + 1, from)
      : undefined,
  ]);
  const shown = all?.slice(0, PLEDGES_SHOWN) ?? [];
  const next = (all?.length ?? 0) > PLEDGES_SHOWN ? shown.at(-1)?.pledge.id : undefined;
  return orderPage(reader, { view, mine, all: all && { items: shown, next }, ...tried });
}

export function isOwner(signedIn: SignedIn | undefined, { order }: OrderView): boolean {
  return order.own && signedIn !== undefined && idsOf(signedIn).includes(order.ownerId);
}

/** @throws {UserError} `not-found` */
export async function requireShown(domain: Domain, id: Id): Promise<OrderView> {
  const view = await orderById(domain.db, id);
  const open = isForEveryone(view?.post);
  if (view === undefined || !open || view.owner.suspendedAt !== null) {
    throw new UserError('not-found', 'page_unknown');
  }
  return view;
}
