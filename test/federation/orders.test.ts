import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import type { Agreement } from '../../src/domain/agreements/agreement.table.ts';
import { agreementById } from '../../src/domain/agreements/agreement-reads.ts';
import { markDone } from '../../src/domain/agreements/fulfil.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { closeOrders } from '../../src/domain/orders/close-orders.ts';
import { openOrder } from '../../src/domain/orders/open-order.ts';
import { type Pledge, pledges } from '../../src/domain/orders/order.table.ts';
import { orderById, ordersBy } from '../../src/domain/orders/order-reads.ts';
import { changePledge, pledge, withdrawPledge } from '../../src/domain/orders/pledge.ts';
import { tellTotals } from '../../src/domain/orders/tell-totals.ts';
import type { Post } from '../../src/domain/posts/post.table.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { activities } from '../../src/federation/outbox/activity.table.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { DAY, MINUTE, RunningClock } from '../support/moved-clock.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { agreementIn, stockIn, untold } from '../support/pair.ts';
import { parcels } from '../support/parcels.ts';

const clock = new RunningClock();

interface Side {
  readonly node: TestNode;
  readonly member: Actor;
}

async function side(name: string, handle: string, background: boolean): Promise<Side> {
  const node = await startNode({ name, background, clock });
  const kind = handle === 'podere' ? 'enterprise' : 'buying-group';
  const member = await addMember(node.services.domain, operator, { handle, name: handle, kind });
  return { node, member };
}

async function open({ node, member }: Side, minimum: string): Promise<{ order: Post; offer: Post }> {
  const { domain } = node.services;
  const offer = await publishProposal(domain, operator, member.id, {
    purpose: 'offer',
    title: 'Arance bio, cassetta da 10 kg',
    quantity: '1',
    available: '100',
    reciprocals: [{ amount: '16.00', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
  });
  const order = await openOrder(domain, operator, member.id, {
    title: 'Arance bio',
    text: 'Aperto ai GAS di altri distretti.',
    offers: [offer.id],
    closesAt: new Date(clock.now().getTime() + DAY),
    deliversAt: new Date(clock.now().getTime() + 14 * DAY),
    minimum,
    maximum: '60',
    label: 'cassette',
    pickups: ['Feltre', 'Belluno'],
  });
  return { order, offer };
}

const orderAt = async ({ node }: Side, uri: string) => {
  const { db } = node.services.domain;
  const post = await postByUri(db, uri);
  return post && (await orderById(db, post.id));
};
const idAt = async (side: Side, { uri }: Post) => (await orderAt(side, uri))?.order.postId ?? '';
const pledgeAt = async ({ node }: Side, offerUri: string): Promise<Pledge | undefined> =>
  (await node.services.domain.db.select().from(pledges).where(eq(pledges.offerUri, offerUri)))[0];
const take = async (side: Side, order: Post, quantity: string) =>
  pledge(side.node.services.domain, operator, side.member.id, await idAt(side, order), {
    quantity,
    pickup: 'Feltre',
    message: 'Segreto <b>mio</b>',
  });
const known = (side: Side, order: Post) =>
  eventually(
    () => orderAt(side, order.uri),
    (view) => view !== undefined,
  );

describe('an order with pledges from three districts', () => {
  let farm: Side;
  let near: Actor;
  let monte: Side;
  let riva: Side;
  beforeAll(async () => {
    [farm, monte, riva] = await Promise.all([
      side('DES Valle', 'podere', true),
      side('DES Monte', 'gas', true),
      side('DES Riva', 'gas', true),
    ]);
    const { domain, actors } = farm.node.services;
    near = await addMember(domain, operator, { handle: 'gas', name: 'gas', kind: 'buying-group' });
    for (const { node } of [monte, riva]) {
      const group = await resolveHandle(node.services.federation, `@distretto@${farm.node.host}`);
      await requestFollow(node.services.domain, operator, node.services.actors.group.id, group.id);
    }
    await eventually(
      () => tieCount(domain.db, 'followers', actors.group.id),
      (count) => count === 2,
    );
  });
  afterAll(() => Promise.all([farm, monte, riva].map((one) => one?.node.stop())));

  /** Restarts a node when nothing is on its way. */
  const restart = async ({ node }: Side) => {
    for (const one of [farm, monte, riva])
      await eventually(
        () => untold(one.node),
        (count) => count === 0,
      );
    await node.restart();
    // What was cut off all the same is sent again later.
    clock.advance(2 * MINUTE);
  };
  const counted = (side: Side, offerUri: string) =>
    eventually(
      () => pledgeAt(side, offerUri),
      (found) => found?.state === 'counted',
    );
  const ends = (side: Side, order: Post, state: string) =>
    eventually(
      () => orderAt(side, order.uri),
      (view) => view?.order.state === state,
    );

  it('is confirmed on time above its minimum, with every node restarted between the steps', async () => {
    const { order, offer } = await open(farm, '40');
    await known(monte, order);
    await known(riva, order);
    const first = await take(monte, order, '20');
    await restart(monte);
    await counted(monte, first.offerUri);
    const second = await take(riva, order, '11');
    await counted(riva, second.offerUri);
    await restart(farm);
    await pledge(farm.node.services.domain, operator, near.id, order.id, { quantity: '3' });
    // More than there is room for is turned down in words, and what was counted before stands.
    const tooMuch = await take(riva, order, '40');
    const refused = await eventually(
      () => pledgeAt(riva, tooMuch.offerUri),
      (found) => found?.state === 'refused',
    );
    expect(refused?.refusal).toEqual({
      note: 'Non ce ne stanno così tanti: ne restano 37.',
    });
    expect((await pledgeAt(riva, second.offerUri))?.state).toBe('counted');
    const { domain } = monte.node.services;
    const changed = await changePledge(domain, operator, monte.member.id, first.id, { quantity: '29' });
    await restart(monte);
    await counted(monte, changed.offerUri);
    expect((await pledgeAt(farm, first.offerUri))?.state).toBe('replaced');
    clock.advance(MINUTE);
    await tellTotals(farm.node.services.domain);
    await eventually(
      () => orderAt(riva, order.uri),
      (view) => view?.order.pledged === '43' && view.order.pledgers === 3,
    );

    clock.advance(DAY);
    await closeOrders(farm.node.services.domain);
    await restart(farm);
    for (const one of [farm, monte, riva]) await ends(one, order, 'confirmed');
    for (const [buyer, uri, quantity] of [
      [monte, changed.offerUri, '29'],
      [riva, second.offerUri, '11'],
    ] as const) {
      const there = await eventually(
        () => agreementIn(buyer.node, uri),
        (agreement) => agreement?.state === 'accepted',
      );
      const here = await agreementIn(farm.node, uri);
      expect(there).toMatchObject({ quantity, uri: here?.uri, line: 0, message: 'Segreto <b>mio</b>' });
      expect(here).toMatchObject({ quantity, state: 'accepted', stockTaken: true });
      expect((await pledgeAt(buyer, uri))?.agreementId).toBe(there?.id);
    }
    expect(await stockIn(farm.node, offer.uri)).toBe('57');
    // From here on it goes as with any agreement.
    const mine = await agreementIn(monte.node, changed.offerUri);
    await markDone(monte.node.services.domain, operator, monte.member.id, mine?.id ?? '', {});
    await eventually(
      () => agreementIn(farm.node, changed.offerUri),
      (agreement) => agreement?.responderDoneAt !== null,
    );
    const late = await pledge(
      monte.node.services.domain,
      operator,
      monte.member.id,
      await idAt(monte, order),
      { quantity: '1' },
    ).catch((error) => error);
    expect(late).toMatchObject({ code: 'order_closed' });
  });

  it('is dissolved below its minimum, and everyone is told', async () => {
    const { order, offer } = await open(farm, '40');
    await known(monte, order);
    await known(riva, order);
    const taken = [
      [monte, await take(monte, order, '20')],
      [riva, await take(riva, order, '15')],
    ] as const;
    const withdrawn = await take(riva, order, '16');
    for (const [buyer, { offerUri }] of [taken[0], [riva, withdrawn] as const]) {
      await counted(buyer, offerUri);
    }
    await withdrawPledge(riva.node.services.domain, operator, riva.member.id, withdrawn.id);
    await eventually(
      () => pledgeAt(farm, withdrawn.offerUri),
      (found) => found?.state === 'withdrawn',
    );
    clock.advance(DAY);
    // A pledge that comes when its time is over, by the owner's clock, is late, closed or not.
    const late = await take(riva, order, '30');
    const refused = await eventually(
      () => pledgeAt(riva, late.offerUri),
      (found) => found?.state === 'refused',
    );
    expect(refused?.refusal).toEqual({ note: 'Questo ordine è chiuso: non si può più.' });
    await closeOrders(farm.node.services.domain);
    for (const one of [farm, monte, riva]) await ends(one, order, 'dissolved');
    const told = await eventually(
      () => pledgeAt(monte, taken[0][1].offerUri),
      (found) => found?.state === 'refused',
    );
    expect(told?.refusal).toEqual({
      note: 'L’ordine si è sciolto: non si è arrivati al minimo (20 su 40).',
    });
    expect(await stockIn(farm.node, offer.uri)).toBe('100');
  });

  it('of a group on the offer of a farm elsewhere asks that farm for all of it', async () => {
    const { order, offer } = await open(farm, '40');
    await known(monte, order);
    const { domain } = monte.node.services;
    const there = await postByUri(domain.db, offer.uri);
    const neighbour = await addMember(domain, operator, { handle: 'vicini', name: 'vicini', kind: 'person' });
    const { id } = await openOrder(domain, operator, monte.member.id, {
      title: 'Arance del GAS',
      offers: [there?.id ?? ''],
      closesAt: new Date(clock.now().getTime() + DAY),
      minimum: '5',
    });
    await pledge(domain, operator, monte.member.id, id, { quantity: '4' });
    await pledge(domain, operator, neighbour.id, id, { quantity: '2' });
    clock.advance(DAY);
    await closeOrders(domain);
    const [line] = (await orderById(domain.db, id))?.lines ?? [];
    const asked = await agreementById(domain.db, line?.responseId ?? '');
    const heard = await eventually(
      () => agreementIn(farm.node, asked?.agreement.offerUri ?? ''),
      (agreement) => agreement !== undefined,
    );
    expect(heard).toMatchObject({ state: 'proposed', quantity: '6', ownerId: farm.member.id, line: null });
  });

  it('tells everyone the totals, and what one has pledged to the owner and the buyer alone', async () => {
    const { order } = await open(farm, '40');
    await known(monte, order);
    await known(riva, order);
    const mine = await take(monte, order, '7');
    await counted(monte, mine.offerUri);
    clock.advance(MINUTE);
    await tellTotals(farm.node.services.domain);
    await eventually(
      () => orderAt(riva, order.uri),
      (view) => view?.order.pledged === '7',
    );
    const listed = await ordersBy(riva.node.services.domain.db, { from: 'elsewhere' }, 5);
    expect(listed.map(({ post }) => post.uri)).toContain(order.uri);
    expect(await pledgeAt(riva, mine.offerUri)).toBeUndefined();
    const read = async (address: string) =>
      (await fetch(address, { headers: { accept: 'application/activity+json' } })).text();
    const note = await read(order.uri);
    expect(JSON.parse(note)).toMatchObject({
      type: 'Note',
      collectiveOrder: 'open',
      pledgedQuantity: { hasUnit: 'one', hasNumericalValue: '7' },
      pledgers: 1,
    });
    const { origin } = farm.node;
    const said = await farm.node.services.domain.db.select().from(activities);
    const open_ = said.filter((one) => one.public).map(({ json }) => json);
    for (const text of [
      note,
      ...open_,
      await read(`${origin}/ordini/${order.id}`),
      await read(`${origin}/ordini.atom`),
    ]) {
      expect(text).not.toContain(monte.member.uri);
      expect(text).not.toContain('Segreto');
    }
    // The Offer and its answer are at no address that anyone could read.
    for (const uri of [
      mine.offerUri,
      ...said.filter((one) => one.type === 'TentativeAccept').map((one) => one.uri),
    ])
      expect((await fetch(uri, { headers: { accept: 'application/activity+json' } })).status).toBe(404);
  });
});

describe('an order that was open before', () => {
  it('is read by whoever begins to follow its district', async () => {
    const farm = await side('DES Valle', 'podere', true);
    const network = await startNode({ role: 'network', clock });
    try {
      const { order, offer } = await open(farm, '40');
      const group = await resolveHandle(network.services.federation, `@distretto@${farm.node.host}`);
      await requestFollow(network.services.domain, operator, network.services.actors.group.id, group.id);
      const seen = { node: network, member: farm.member };
      const view = await known(seen, order);
      expect(view?.order).toMatchObject({ own: false, state: 'open', minimum: '40', label: 'cassette' });
      const collection = await fetch(`${farm.node.services.actors.group.uri}/offers?page=first`);
      expect(await collection.json()).toMatchObject({ orderedItems: [{ id: order.uri }, { id: offer.uri }] });
    } finally {
      await Promise.all([network.stop(), farm.node.stop()]);
    }
  });
});

describe('deliveries of an order, each doubled, in any order', () => {
  let farm: Side;
  let gas: Side;
  beforeAll(async () => {
    farm = await side('DES Valle', 'podere', false);
    gas = await side('DES Monte', 'gas', false);
    const there = await resolveHandle(gas.node.services.federation, `@podere@${farm.node.host}`);
    await requestFollow(gas.node.services.domain, operator, gas.member.id, there.id);
    for (const one of [gas, farm, gas]) for (const send of await parcels(one.node)) await send();
  });
  afterAll(() => Promise.all([farm?.node.stop(), gas?.node.stop()]));

  it('lead both nodes to the same end', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('10', '25'),
        fc.boolean(),
        fc.infiniteStream(fc.nat()),
        async (minimum, withdraws, random) => {
          const shuffled = async ({ node }: Side) => {
            const once = await parcels(node);
            const order = [...once, ...once].map((send) => ({ send, rank: Number(random.next().value) }));
            for (const { send } of order.toSorted((a, b) => a.rank - b.rank)) await send();
          };
          const { order, offer } = await open(farm, minimum);
          await shuffled(farm);
          const first = await take(gas, order, '20');
          const second = await take(gas, order, '12');
          if (withdraws) await withdrawPledge(gas.node.services.domain, operator, gas.member.id, second.id);
          const third = withdraws ? undefined : await take(gas, order, '30');
          await shuffled(gas);
          clock.advance(DAY);
          await closeOrders(farm.node.services.domain);
          await shuffled(farm);
          await shuffled(gas);
          await shuffled(farm);
          for (const { offerUri } of [first, second, ...(third === undefined ? [] : [third])]) {
            const state = (await pledgeAt(farm, offerUri))?.state;
            expect((await pledgeAt(gas, offerUri))?.state).toBe(state);
            seen.add(String(state));
          }
          const end = (await orderAt(farm, order.uri))?.order;
          expect((await orderAt(gas, order.uri))?.order).toMatchObject({
            state: end?.state,
            pledged: end?.pledged,
            pledgers: end?.pledgers,
          });
          expect(end?.state).toBe(withdraws ? 'dissolved' : 'confirmed');
          const agreed: Agreement | undefined = third && (await agreementIn(gas.node, third.offerUri));
          expect(agreed?.state).toBe(withdraws ? undefined : 'accepted');
          expect(await stockIn(gas.node, offer.uri)).toBe(withdraws ? '100' : '70');
        },
      ),
      { numRuns: 5, endOnFailure: true, seed: 3 },
    );
    expect([...seen].sort()).toEqual(['agreed', 'replaced', 'withdrawn']);
  });
});
