import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreements } from '../../../src/domain/agreements/agreement.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { openOrder } from '../../../src/domain/orders/open-order.ts';
import { type Pledge, pledges } from '../../../src/domain/orders/order.table.ts';
import { orderById } from '../../../src/domain/orders/order-reads.ts';
import { pledge } from '../../../src/domain/orders/pledge.ts';
import type { Post } from '../../../src/domain/posts/post.table.ts';
import { postByUri } from '../../../src/domain/posts/post-reads.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { type JsonObject, ORDER_CONTEXT, PROPOSAL_CONTEXT } from '../../../src/federation/json/context.ts';
import { activity, followAndAccept, note } from '../../support/activities.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { DAY } from '../../support/moved-clock.ts';
import { type Peer, type PeerActor, startPeer } from '../../support/peer.ts';

let node: InboxNode;
let peer: Peer;
let other: Peer;
let anna: PeerActor;
let bruno: PeerActor;
let carla: PeerActor;
let order: Post;
let bread: Post;

beforeAll(async () => {
  node = await startInboxNode();
  const now = () => node.clock.now();
  peer = await startPeer({ actors: ['anna', 'bruno'], now });
  other = await startPeer({ actors: ['carla'], now });
  [anna, bruno, carla] = [peer.actor('anna'), peer.actor('bruno'), other.actor('carla')];
  const { domain } = node.federation;
  bread = await publishProposal(domain, operator, node.member.id, {
    purpose: 'offer',
    title: 'Pane',
    quantity: '1',
    unit: 'kg',
    reciprocals: [{ amount: '5', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
  });
  order = await openOrder(domain, operator, node.member.id, {
    title: 'Pane per tutti',
    offers: [bread.id],
    closesAt: new Date(node.clock.now().getTime() + DAY),
    maximum: '20',
  });
});
afterAll(async () => {
  await peer.close();
  await other.close();
  await node.close();
});

const commitment = (satisfies: string, hasUnit: string, hasNumericalValue: unknown) =>
  ({ type: 'Commitment', satisfies, resourceQuantity: { hasUnit, hasNumericalValue } }) as JsonObject;
const agreement = (
  value: unknown,
  price: unknown,
  { unit = 'kilogram', uri = order.uri, line = 1 } = {},
) => ({
  type: 'Agreement',
  stipulates: commitment(`${uri}#line-${line}-primary`, unit, value),
  stipulatesReciprocal: commitment(`${uri}#line-${line}-reciprocal`, 'one', price),
});
const say = (actor: PeerActor, type: string, object: unknown, more: JsonObject = {}) =>
  activity(actor, type, object, { '@context': PROPOSAL_CONTEXT, ...more });
const send = async (json: JsonObject, as: PeerActor) =>
  (await (as === carla ? other : peer).post(`${node.origin}/inbox`, json, { as })).status;
const stored = (): Promise<Pledge[]> => node.database.db.select().from(pledges).orderBy(pledges.id);
const byOffer = async ({ id }: JsonObject) =>
  (
    await node.database.db
      .select()
      .from(pledges)
      .where(eq(pledges.offerUri, String(id)))
  )[0];
const total = async () => (await orderById(node.database.db, order.id))?.order.pledged;

describe('a pledge from elsewhere', () => {
  test('counts once, however often it comes and in whatever unit that converts', async () => {
    const offer = say(anna, 'Offer', agreement('3000', 15, { unit: 'gram' }), {
      content: '<p>Per <script>x</script>noi</p>',
    });
    for (let time = 0; time < 3; time++) expect(await send(offer, anna)).toBe(202);
    expect(await byOffer(offer)).toMatchObject({
      state: 'counted',
      quantity: '3',
      unit: 'kilogram',
      message: 'Per noi',
    });
    expect(await total()).toBe('3');
    expect(await stored()).toHaveLength(1);
  });

  test.each<[string, () => unknown]>([
    ['negative', () => agreement('-1', '5')],
    ['of nothing', () => agreement('0', '5')],
    ['with 400 digits', () => agreement('9'.repeat(400), '5')],
    ['in another unit', () => agreement('1', '5', { unit: 'litre' })],
    ['with a price below zero', () => agreement('1', '-5')],
    [
      'whose price is of another line',
      () => ({
        ...agreement('1', '5'),
        stipulatesReciprocal: commitment(`${order.uri}#line-2-reciprocal`, 'one', '5'),
      }),
    ],
  ])('%s is refused and changes nothing', async (_, object) => {
    const before = await stored();
    expect(await send(say(bruno, 'Offer', object()), bruno)).toBe(400);
    expect(await stored()).toEqual(before);
  });

  test.each<[string, string, () => unknown]>([
    ['of more than there is room for', 'order_full', () => agreement('18', '90')],
    ['in half pieces', 'not_whole_pieces', () => agreement('1.5', '7.5')],
    ['at another price', 'order_price_differs', () => agreement('2', '1')],
    [
      'for nothing',
      'order_price_differs',
      () => ({ ...agreement('2', '10'), stipulatesReciprocal: undefined }),
    ],
  ])('%s is turned down in words', async (_, code, object) => {
    const offer = say(bruno, 'Offer', object());
    expect(await send(offer, bruno)).toBe(202);
    expect(await byOffer(offer)).toMatchObject({ state: 'refused', refusal: { code } });
    expect(await total()).toBe('3');
  });

  test('on a line that there is not, or on an order that is not ours, means nothing', async () => {
    const before = await stored();
    for (const [uri, line] of [
      [order.uri, 2],
      [bread.uri, 1],
      [`${node.origin}/objects/1`, 1],
      ['https://altrove.example/objects/1', 1],
    ] as const)
      expect(await send(say(bruno, 'Offer', agreement('1', '5', { uri, line })), bruno)).toBe(202);
    // An order is answered line by line, an offer without one.
    const whole = {
      ...agreement('1', '5'),
      stipulates: commitment(`${order.uri}#primary`, 'kilogram', '1'),
      stipulatesReciprocal: undefined,
    };
    expect(await send(say(bruno, 'Offer', whole), bruno)).toBe(202);
    expect(await stored()).toEqual(before);
    expect(await node.database.db.select().from(agreements)).toEqual([]);
  });

  test('is changed by a later one, which may come first, and taken back by its author alone', async () => {
    const at = (seconds: number) => ({
      published: new Date(node.clock.now().getTime() + seconds * 1000).toISOString(),
    });
    const [first, second] = [
      say(carla, 'Offer', agreement('2', '10'), at(-2)),
      say(carla, 'Offer', agreement('4', '20'), at(-1)),
    ];
    for (const offer of [second, first]) expect(await send(offer, carla)).toBe(202);
    expect([(await byOffer(first))?.state, (await byOffer(second))?.state]).toEqual(['replaced', 'counted']);
    expect(await total()).toBe('7');
    const offerUri = String(second.id);
    // Somebody of another server, and one of the same: neither is the author.
    await send(say(anna, 'Undo', { id: offerUri, type: 'Offer', actor: anna.uri }), anna);
    const [mine] = await stored();
    await send(say(bruno, 'Undo', { id: mine?.offerUri, type: 'Offer', actor: bruno.uri }), bruno);
    expect(await total()).toBe('7');
    const undo = say(carla, 'Undo', { id: offerUri, type: 'Offer', actor: carla.uri });
    for (let time = 0; time < 2; time++) await send(undo, carla);
    expect((await byOffer(second))?.state).toBe('withdrawn');
    expect(await total()).toBe('3');
    const late = say(carla, 'Offer', agreement('1', '5'), at(1));
    await send(say(carla, 'Undo', { id: late.id, type: 'Offer', actor: carla.uri }), carla);
    await send(late, carla);
    expect((await byOffer(late))?.state).toBe('withdrawn');
    expect(await total()).toBe('3');
  });
});

describe('a pledge of ours elsewhere', () => {
  let theirs: JsonObject;
  const lineOf = (uri: string) => ({
    id: `${uri}#line-1-primary`,
    type: 'Intent',
    name: 'Olio',
    ofOffer: `${anna.uri}/offers/1`,
    resourceQuantity: { hasUnit: 'litre', hasNumericalValue: '5' },
    unitBased: true,
    reciprocal: {
      type: 'Intent',
      resourceConformsTo: 'https://www.wikidata.org/wiki/Q4916',
      resourceQuantity: { hasUnit: 'one', hasNumericalValue: '60' },
    },
  });
  beforeAll(async () => {
    await followAndAccept(node, peer, anna);
    theirs = note(anna, node.clock.now(), {
      collectiveOrder: 'open',
      name: 'Olio <b>nuovo</b>',
      endTime: new Date(node.clock.now().getTime() + 2 * DAY).toISOString(),
      pledgedQuantity: { hasUnit: 'litre', hasNumericalValue: '-3' },
      pledgers: -1,
      pickupPlaces: ['Piazza\u202E', '', 7],
    });
    theirs = { ...theirs, publishes: [lineOf(String(theirs.id))] };
    const create = activity(anna, 'Create', theirs, { '@context': ORDER_CONTEXT });
    expect(await send(create, anna)).toBe(202);
  });

  test('is on an order that was read with care', async () => {
    const post = await postByUri(node.database.db, String(theirs.id));
    const view = await orderById(node.database.db, post?.id ?? '');
    expect(view).toMatchObject({
      post: { kind: 'order', title: 'Olio <b>nuovo</b>' },
      order: { own: false, state: 'open', pledged: '0', pledgers: 0, unit: 'litre', pickups: ['Piazza'] },
      lines: [{ title: 'Olio', quantity: '5', unitBased: true, offerId: null, inReturn: [{ amount: '60' }] }],
    });
  });

  test('is counted, refused and agreed by the order’s owner alone, over what it was', async () => {
    const { domain } = node.federation;
    const post = await postByUri(domain.db, String(theirs.id));
    const mine = await pledge(domain, operator, node.member.id, post?.id ?? '', { quantity: '10' });
    const state = async () => (await byOffer({ id: mine.offerUri }))?.state;
    const result = (value: string) => ({
      id: `${anna.uri}/agreements/1`,
      ...agreement(value, '120', { unit: 'litre', uri: String(theirs.id) }),
    });
    for (const [actor, type, more] of [
      [bruno, 'TentativeAccept', {}],
      [carla, 'Reject', {}],
      [bruno, 'Accept', { result: result('10') }],
      [carla, 'Accept', { result: { ...result('10'), id: `${carla.uri}/agreements/1` } }],
      // The owner's own word, but over something else, or on somebody else's server.
      [anna, 'Accept', { result: result('15') }],
      [anna, 'Accept', { result: { ...result('10'), id: `${carla.uri}/agreements/1` } }],
    ] as const) {
      expect(await send(say(actor, type, mine.offerUri, more), actor)).toBe(202);
      expect(await state(), `${actor.uri} ${type}`).toBe('waiting');
    }
    await send(say(anna, 'TentativeAccept', mine.offerUri), anna);
    expect(await state()).toBe('counted');
    const accept = say(anna, 'Accept', mine.offerUri, { result: result('10') });
    for (let time = 0; time < 2; time++) await send(accept, anna);
    expect(await state()).toBe('agreed');
    expect(await node.database.db.select().from(agreements)).toMatchObject([
      {
        offerUri: mine.offerUri,
        uri: `${anna.uri}/agreements/1`,
        state: 'accepted',
        quantity: '10',
        line: 0,
      },
    ]);
    // From here on a Reject calls the agreement off.
    await send(say(anna, 'Reject', mine.offerUri, { content: 'Grandine' }), anna);
    expect(await node.database.db.select().from(agreements)).toMatchObject([{ state: 'cancelled' }]);
  });
});
