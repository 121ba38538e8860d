import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { acceptResponse } from '../../../src/domain/agreements/accept.ts';
import { agreementById, agreementsOf } from '../../../src/domain/agreements/agreement-reads.ts';
import { cancelAgreement } from '../../../src/domain/agreements/cancel.ts';
import { respond } from '../../../src/domain/agreements/respond.ts';
import { operator } from '../../../src/domain/caller.ts';
import { domainEvents } from '../../../src/domain/history/domain-event.table.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { endMembership } from '../../../src/domain/members/end-membership.ts';
import { cancelOrder, closeOrders } from '../../../src/domain/orders/close-orders.ts';
import { changeOrder, openOrder } from '../../../src/domain/orders/open-order.ts';
import { missingOf, type NewOrder, roomOf } from '../../../src/domain/orders/order.ts';
import { orderById, ordersBy } from '../../../src/domain/orders/order-reads.ts';
import { changePledge, pledge, withdrawPledge } from '../../../src/domain/orders/pledge.ts';
import { countedPledges, pledgeById, pledgesOf } from '../../../src/domain/orders/pledge-reads.ts';
import { tellTotals } from '../../../src/domain/orders/tell-totals.ts';
import { withdrawPost } from '../../../src/domain/posts/withdraw-post.ts';
import { proposalById } from '../../../src/domain/proposals/catalogue.ts';
import type { NewProposal } from '../../../src/domain/proposals/proposal.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { DAY, MINUTE, MovedClock } from '../../support/moved-clock.ts';

const clock = new MovedClock();
let test: TestDomain;
let farm: Actor;
let gas: Actor;
let other: Actor;
beforeAll(async () => {
  test = await createTestDomain(clock);
  const add = (handle: string, kind: 'enterprise' | 'buying-group') =>
    addMember(test.domain, operator, { handle, name: handle, kind });
  farm = await add('podere', 'enterprise');
  gas = await add('gas', 'buying-group');
  other = await add('altro_gas', 'buying-group');
});
afterAll(() => test.database.drop());

const oranges: NewProposal = {
  purpose: 'offer',
  title: 'Arance bio, cassetta da 10 kg',
  quantity: '1',
  available: '100',
  reciprocals: [{ amount: '16,00', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
};
const offer = (change: Partial<NewProposal> = {}) =>
  publishProposal(test.domain, operator, farm.id, { ...oranges, ...change });
const inDays = (days: number) => new Date(clock.now().getTime() + days * DAY);
async function open(change: Partial<NewOrder> = {}, by = farm) {
  const offers = change.offers ?? [(await offer()).id];
  const facts = { title: 'Arance bio', minimum: '40', closesAt: inDays(2), ...change, offers };
  const { id } = await openOrder(test.domain, operator, by.id, facts);
  return { id, offers, offer: offers[0] ?? '' };
}
const order = async (id: string) => {
  const view = await orderById(test.domain.db, id);
  if (view === undefined) throw new Error('no order');
  return view.order;
};
const stock = async (id: string) => (await proposalById(test.domain.db, id))?.proposal.available;
const stateOf = async (id: string) => (await pledgeById(test.domain.db, id))?.pledge.state;
const take = (id: string, quantity: string, by = gas) =>
  pledge(test.domain, operator, by.id, id, { quantity });
const close = async () => {
  clock.advance(2 * DAY);
  await Promise.all([closeOrders(test.domain), closeOrders(test.domain)]);
};

describe('an order', () => {
  it('adds up what is pledged, changed and taken back, and becomes agreements above its minimum', async () => {
    const { id, offer: offerId } = await open({
      maximum: '60',
      label: 'cassette',
      pickups: ['Feltre', 'Belluno'],
    });
    const first = await pledge(test.domain, operator, gas.id, id, {
      quantity: '20',
      pickup: 'Feltre',
      message: 'Due spezzate',
    });
    expect(first).toMatchObject({ state: 'counted', inReturn: [{ amount: '320' }], pickup: 'Feltre' });
    const second = await take(id, '11', other);
    expect(await order(id)).toMatchObject({ pledged: '31', pledgers: 2 });
    expect(missingOf(await order(id))).toBe('9');
    expect(roomOf(await order(id))).toBe('29');
    const changed = await changePledge(test.domain, operator, gas.id, first.id, { quantity: '29' });
    expect(await stateOf(first.id)).toBe('replaced');
    expect(await order(id)).toMatchObject({ pledged: '40', pledgers: 2 });
    await withdrawPledge(test.domain, operator, other.id, second.id);
    expect(await order(id)).toMatchObject({ pledged: '29', pledgers: 1 });
    const again = await take(id, '12', other);
    expect(await stock(offerId)).toBe('100');
    await close();
    expect(await order(id)).toMatchObject({ state: 'confirmed', pledged: '41', pledgers: 2 });
    expect(await stock(offerId)).toBe('59');
    const view = await pledgeById(test.domain.db, changed.id);
    expect(view?.pledge.state).toBe('agreed');
    const agreement = await agreementById(test.domain.db, view?.pledge.agreementId ?? '');
    expect(agreement?.agreement).toMatchObject({
      state: 'accepted',
      ownerId: farm.id,
      responderId: gas.id,
      quantity: '29',
      inReturn: [{ amount: '464' }],
      stockTaken: true,
      line: 0,
    });
    // From here on it is an agreement like any other.
    const { agreementId } = (await pledgeById(test.domain.db, again.id))?.pledge ?? {};
    await cancelAgreement(test.domain, operator, other.id, agreementId ?? '', { note: 'Gelata' });
    expect(await stock(offerId)).toBe('71');
    await expect(take(id, '1')).rejects.toMatchObject({ code: 'order_closed' });
    await expect(withdrawPledge(test.domain, operator, gas.id, changed.id)).rejects.toMatchObject({
      code: 'pledge_closed',
    });
  });

  it('is dissolved below its minimum, and says why', async () => {
    const { id, offer: offerId } = await open();
    const mine = await take(id, '39');
    await close();
    expect(await order(id)).toMatchObject({ state: 'dissolved', pledged: '39' });
    expect((await pledgeById(test.domain.db, mine.id))?.pledge).toMatchObject({
      state: 'refused',
      refusal: { code: 'order_below_minimum', params: { minimum: '40', pledged: '39' } },
      agreementId: null,
    });
    expect(await stock(offerId)).toBe('100');
    expect((await ordersBy(test.domain.db, { state: 'ended' }, 10)).map(({ post }) => post.id)).toContain(id);
  });

  it('takes no pledge before it opens or after it closes, by the clock of its node', async () => {
    const { id } = await open({ opensAt: inDays(1) });
    await expect(take(id, '1')).rejects.toMatchObject({ code: 'order_not_open_yet' });
    clock.advance(DAY);
    const { id: mine } = await take(id, '1');
    clock.advance(DAY - 1);
    await take(id, '2', other);
    clock.advance(1);
    // Nobody has closed it yet; it is closed all the same.
    await expect(take(id, '1')).rejects.toMatchObject({ code: 'order_closed' });
    await expect(withdrawPledge(test.domain, operator, gas.id, mine)).rejects.toMatchObject({
      code: 'order_closed',
    });
    await closeOrders(test.domain);
  });

  it('never goes beyond its maximum, with fifty at once', async () => {
    const { id, offer: offerId } = await open({ maximum: '50', minimum: '1' });
    const buyers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        addMember(test.domain, operator, { handle: `famiglia_${n}`, name: `${n}`, kind: 'buying-group' }),
      ),
    );
    const outcomes = await Promise.allSettled(buyers.map((buyer) => take(id, '3', buyer)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(16);
    expect(await order(id)).toMatchObject({ pledged: '48', pledgers: 16 });
    await expect(take(id, '3')).rejects.toMatchObject({ code: 'order_full', params: { left: '2' } });
    await take(id, '2');
    await close();
    expect(await stock(offerId)).toBe('50');
    expect(await agreementsOf(test.domain.db, [farm.id], {}, 100)).toHaveLength(19);
  });

  it('gives what is left to those who pledged first, where the offer has less by now', async () => {
    const { id, offer: offerId } = await open({ minimum: '40' });
    const first = await take(id, '45');
    const second = await take(id, '30', other);
    await expect(take(id, '71')).rejects.toMatchObject({ code: 'not_enough', params: { available: '70' } });
    const aside = await respond(test.domain, operator, other.id, offerId, { quantity: '40' });
    await acceptResponse(test.domain, operator, farm.id, aside.id);
    await close();
    expect(await order(id)).toMatchObject({ state: 'confirmed', pledged: '45' });
    expect(await stateOf(first.id)).toBe('agreed');
    expect(await stateOf(second.id)).toBe('refused');
    expect(await stock(offerId)).toBe('15');
  });

  it('is dissolved where what is left cannot reach the minimum', async () => {
    const { id, offer: offerId } = await open({ minimum: '40' });
    const first = await take(id, '45');
    const second = await take(id, '20', other);
    const aside = await respond(test.domain, operator, other.id, offerId, { quantity: '70' });
    await acceptResponse(test.domain, operator, farm.id, aside.id);
    await close();
    expect(await order(id)).toMatchObject({ state: 'dissolved', pledged: '20', pledgers: 1 });
    expect((await pledgeById(test.domain.db, first.id))?.pledge.refusal).toMatchObject({
      code: 'order_too_little_left',
    });
    expect((await pledgeById(test.domain.db, second.id))?.pledge.refusal).toMatchObject({
      code: 'order_below_minimum',
      params: { minimum: '40', pledged: '20' },
    });
    expect(await stock(offerId)).toBe('30');
  });

  it('of a group on a farm’s offer asks the farm for all of it', async () => {
    const { id, offer: offerId } = await open({ minimum: '10' }, gas);
    const own = await take(id, '6');
    const theirs = await take(id, '5', other);
    await expect(take(id, '1', farm)).rejects.toMatchObject({ code: 'pledges_to_itself' });
    await close();
    expect(await stateOf(own.id)).toBe('agreed');
    expect((await pledgeById(test.domain.db, own.id))?.pledge.agreementId).toBeNull();
    const { pledge: counted } = (await pledgeById(test.domain.db, theirs.id)) ?? {};
    expect(await agreementById(test.domain.db, counted?.agreementId ?? '')).toMatchObject({
      agreement: { ownerId: gas.id, responderId: other.id, stockTaken: false, state: 'accepted' },
    });
    const [line] = (await orderById(test.domain.db, id))?.lines ?? [];
    expect(await agreementById(test.domain.db, line?.responseId ?? '')).toMatchObject({
      agreement: {
        ownerId: farm.id,
        responderId: gas.id,
        quantity: '11',
        state: 'proposed',
        postId: offerId,
      },
    });
  });

  it('counts several offers in one unit, exactly', async () => {
    const apples = await offer({ title: 'Mele', unit: 'kg', quantity: '5', available: undefined });
    const nuts = await offer({
      title: 'Noci',
      unit: 'g',
      quantity: '250',
      unitBased: false,
      available: '5000',
    });
    const { id } = await open({ offers: [apples.id, nuts.id], minimum: '12', unit: 'kg' });
    await take(id, '10');
    await pledge(test.domain, operator, gas.id, id, { line: 1, quantity: '0,75', unit: 'kg' });
    await expect(take(id, '7', other)).rejects.toMatchObject({ code: 'not_whole_pieces' });
    await expect(
      pledge(test.domain, operator, gas.id, id, { line: 1, quantity: '1', unit: 'l' }),
    ).rejects.toMatchObject({ code: 'unit_not_convertible' });
    await expect(pledge(test.domain, operator, gas.id, id, { line: 2, quantity: '1' })).rejects.toMatchObject(
      { code: 'order_line_unknown' },
    );
    expect((await order(id)).pledged).toBe('10.75');
    const mine = await pledgesOf(test.domain.db, [gas.id], 2);
    expect(mine.map((view) => [view.line?.title, view.pledge.quantity])).toEqual([
      ['Noci', '750'],
      ['Mele', '10'],
    ]);
    await close();
  });

  it('is called off by its owner, or with the post, and nothing comes of it', async () => {
    for (const how of ['cancelled', 'withdrawn'] as const) {
      const { id } = await open();
      const mine = await take(id, '50');
      if (how === 'cancelled') await cancelOrder(test.domain, operator, id, { note: 'Gelata' });
      else await withdrawPost(test.domain, operator, id, 'order');
      expect((await order(id)).state).toBe('cancelled');
      expect((await pledgeById(test.domain.db, mine.id))?.pledge).toMatchObject({
        state: 'refused',
        refusal: how === 'cancelled' ? { note: 'Gelata' } : { code: 'order_cancelled' },
      });
      await close();
      expect((await order(id)).state).toBe('cancelled');
      await expect(changeOrder(test.domain, operator, id, { title: 'Tardi' })).rejects.toMatchObject({
        kind: how === 'cancelled' ? 'conflict' : 'gone',
      });
    }
  });

  it('counts no more what somebody pledged who is gone', async () => {
    const { id } = await open();
    const leaver = await addMember(test.domain, operator, { handle: 'chi_va', name: 'Va', kind: 'person' });
    await take(id, '5');
    const theirs = await take(id, '7', leaver);
    await endMembership(test.domain, operator, leaver.id, { by: 'member' });
    expect(await stateOf(theirs.id)).toBe('withdrawn');
    expect(await order(id)).toMatchObject({ pledged: '5', pledgers: 1 });
    // Who runs an order and goes takes it along, and those who pledged hear of it.
    const owner = await addMember(test.domain, operator, {
      handle: 'forno',
      name: 'Forno',
      kind: 'enterprise',
    });
    const bread = await publishProposal(test.domain, operator, owner.id, { ...oranges, title: 'Pane' });
    const other = await open({ offers: [bread.id] }, owner);
    const mine = await take(other.id, '5');
    await endMembership(test.domain, operator, owner.id, { by: 'district' });
    expect((await order(other.id)).state).toBe('cancelled');
    expect(await stateOf(mine.id)).toBe('refused');
  });

  it('tells its totals once a minute, however many pledge', async () => {
    const { id } = await open();
    const told = async () =>
      (
        await test.domain.db
          .select({ type: domainEvents.type })
          .from(domainEvents)
          .where(eq(domainEvents.subjectId, id))
          .orderBy(asc(domainEvents.id))
      ).filter(({ type }) => type === 'post-changed').length;
    for (const quantity of ['1', '2', '3']) await take(id, quantity);
    await Promise.all([tellTotals(test.domain), tellTotals(test.domain)]);
    expect(await told()).toBe(1);
    await take(id, '4');
    clock.advance(MINUTE - 1);
    await tellTotals(test.domain);
    expect(await told()).toBe(1);
    clock.advance(1);
    await tellTotals(test.domain);
    await tellTotals(test.domain);
    expect(await told()).toBe(2);
    await close();
    expect(await told()).toBe(3);
  });

  it.each<[Partial<NewOrder>, string, string]>([
    [{ title: '' }, 'value_missing', 'title'],
    [{ offers: [] }, 'order_offers_missing', 'offers'],
    [{ offers: ['1'] }, 'proposal_unknown', 'offers'],
    [{ closesAt: new Date(0) }, 'order_closes_in_past', 'closesAt'],
    [{ opensAt: new Date('2100-01-01') }, 'order_closes_before_opening', 'closesAt'],
    [{ deliversAt: new Date(0) }, 'order_delivers_before_closing', 'deliversAt'],
    [{ minimum: '5', maximum: '4' }, 'order_minimum_above_maximum', 'minimum'],
    [{ minimum: '-5' }, 'amount_invalid', 'minimum'],
    [{ unit: 'kg' }, 'order_units_differ', 'unit'],
  ])('with %j is refused: %s', async (change, code, field) => {
    await expect(open(change)).rejects.toMatchObject({ code, field });
  });

  it('is for its owner to change, and what is pledged for its buyer', async () => {
    const { id } = await open();
    const { id: mine } = await take(id, '30');
    await changeOrder(test.domain, operator, id, { minimum: '25', pickups: ['Prato'], closesAt: inDays(1) });
    expect(await order(id)).toMatchObject({ minimum: '25', pickups: ['Prato'], pledged: '30' });
    await expect(changeOrder(test.domain, operator, id, { maximum: '29' })).rejects.toMatchObject({
      code: 'order_maximum_below_pledged',
    });
    const stranger = { kind: 'account', accountId: '1', role: 'coordinator', actsFor: [other.id] } as const;
    for (const act of [
      () => changeOrder(test.domain, stranger, id, { title: 'Mio' }),
      () => cancelOrder(test.domain, stranger, id, {}),
      () => pledge(test.domain, stranger, gas.id, id, { quantity: '1' }),
      () => withdrawPledge(test.domain, stranger, gas.id, mine),
    ])
      await expect(act()).rejects.toMatchObject({ kind: 'forbidden' });
    // Another's pledge answers as one that is not there.
    for (const one of [mine, '1'])
      await expect(withdrawPledge(test.domain, stranger, other.id, one)).rejects.toMatchObject({
        kind: 'not-found',
        code: 'pledge_unknown',
      });
    await expect(
      pledge(test.domain, operator, gas.id, id, { quantity: '1', pickup: 'Altrove' }),
    ).rejects.toMatchObject({ code: 'order_pickup_unknown' });
    expect((await countedPledges(test.domain.db, id, 10)).map((view) => view.buyer.handle)).toEqual(['gas']);
    await close();
    expect((await order(id)).state).toBe('confirmed');
  });
});
