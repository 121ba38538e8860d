import { asc } from 'drizzle-orm';
import { receiveUndoResponse } from '../../src/domain/agreements/receive-answer.ts';
import type { domainEvents } from '../../src/domain/history/domain-event.table.ts';
import { type Order, orders, type Pledge, pledges } from '../../src/domain/orders/order.table.ts';
import { orderById } from '../../src/domain/orders/order-reads.ts';
import { pledgeById } from '../../src/domain/orders/pledge-reads.ts';
import { receivePledge, receiveUndoPledge } from '../../src/domain/orders/receive-pledge.ts';
import { receivePledgeCounted, receivePledgeRefusal } from '../../src/domain/orders/receive-pledge-answer.ts';
import { postById, postByUri } from '../../src/domain/posts/post-reads.ts';
import { receivePost } from '../../src/domain/posts/receive-post.ts';
import type { District, Message } from './two-districts.ts';

/** An order as it is now; undefined where the post is none. */
export async function orderMessage(from: District, id: string): Promise<Message | undefined> {
  const { db } = from.domain;
  const [post, view] = [await postById(db, id), await orderById(db, id)];
  if (post === undefined || view === undefined) return undefined;
  const { id: _, actorId: __, audienceId: ___, ...facts } = post;
  return (tx, to) =>
    receivePost(tx, to.domain, to.other, undefined, {
      ...facts,
      images: [],
      received: {},
      terms: undefined,
      concluded: false,
      order: {
        ...termsOf(view.order),
        lines: view.lines.map(
          ({ orderId: _____, position: ______, offerId: _______, responseId: ________, ...line }) => line,
        ),
      },
    });
}

function termsOf({
  postId: _,
  ownerId: __,
  own: ___,
  public: ____,
  untoldSince: _____,
  toldAt: ______,
  ...terms
}: Order) {
  return terms;
}

/** What an event of a pledge says to the other side; undefined where it is none of a pledge. */
export async function pledgeMessages(
  from: District,
  { type, subjectId, actorId }: typeof domainEvents.$inferSelect,
): Promise<Message[] | undefined> {
  if (!type.startsWith('pledge-')) return undefined;
  const view = await pledgeById(from.domain.db, subjectId ?? '');
  const speaker = view?.order.own ? view.owner : view?.buyer;
  const hearer = view?.order.own ? view.buyer : view?.owner;
  if (view === undefined || actorId !== speaker?.id || hearer?.host === null) return [];
  const { pledge, post } = view;
  const { offerUri } = pledge;
  const note = JSON.stringify(pledge.refusal);
  switch (type) {
    case 'pledge-offered':
      return [
        async (tx, to) => {
          const order = await postByUri(tx, post.uri);
          if (order === undefined) throw new Error('a pledge on an unknown order');
          return receivePledge(tx, to.domain, to.other, order, pledge);
        },
      ];
    case 'pledge-withdrawn':
      return [
        async (tx, to) =>
          (await receiveUndoPledge(tx, to.domain, to.other, offerUri)) ??
          (await receiveUndoResponse(tx, to.domain, to.other, offerUri, '')),
      ];
    case 'pledge-counted':
      return [(tx, to) => receivePledgeCounted(tx, to.domain, to.other, offerUri)];
    default:
      return [(tx, to) => receivePledgeRefusal(tx, to.domain, to.other, offerUri, note)];
  }
}

/** What both sides must agree on in the end: the pledges of the buyer's district, by their Offers. */
export async function pledgesByOffer(
  { domain }: District,
  buyerId: string,
): Promise<Record<string, Pledge['state']>> {
  const rows = await domain.db.select().from(pledges).orderBy(asc(pledges.offerUri));
  return Object.fromEntries(
    rows.filter((row) => row.buyerId === buyerId).map((row) => [row.offerUri, row.state]),
  );
}

/** What everyone may know of an order. */
export async function orderIn({ domain }: District, uri: string) {
  const post = await postByUri(domain.db, uri);
  const [row] = (await domain.db.select().from(orders)).filter(({ postId }) => postId === post?.id);
  return row && { state: row.state, pledged: row.pledged, pledgers: row.pledgers };
}
