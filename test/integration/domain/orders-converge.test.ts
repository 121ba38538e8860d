import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { acceptResponse } from '../../../src/domain/agreements/accept.ts';
import { agreementsOf } from '../../../src/domain/agreements/agreement-reads.ts';
import { cancelAgreement } from '../../../src/domain/agreements/cancel.ts';
import { markDone } from '../../../src/domain/agreements/fulfil.ts';
import { respond } from '../../../src/domain/agreements/respond.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { cancelOrder, closeOrders } from '../../../src/domain/orders/close-orders.ts';
import { openOrder } from '../../../src/domain/orders/open-order.ts';
import { pledge, withdrawPledge } from '../../../src/domain/orders/pledge.ts';
import { pledgesOn } from '../../../src/domain/orders/pledge-reads.ts';
import { tellTotals } from '../../../src/domain/orders/tell-totals.ts';
import type { Post } from '../../../src/domain/posts/post.table.ts';
import { postByUri } from '../../../src/domain/posts/post-reads.ts';
import { proposalById } from '../../../src/domain/proposals/catalogue.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { UserError } from '../../../src/platform/errors.ts';
import { DAY, MINUTE, MovedClock } from '../../support/moved-clock.ts';
import { orderIn, pledgesByOffer } from '../../support/order-messages.ts';
import { type District, type Message, statesByOffer, twoDistricts } from '../../support/two-districts.ts';

const clock = new MovedClock();
let farm: District;
let gas: District;
/** A buyer of the farm's own district. */
let near: Actor;
beforeAll(async () => {
  [farm, gas] = await twoDistricts(clock);
  near = await addMember(farm.domain, operator, { handle: 'vicini', name: 'Vicini', kind: 'buying-group' });
});
afterAll(() => Promise.all([farm?.database.drop(), gas?.database.drop()]));

const STOCK = 9;
const [MINIMUM, MAXIMUM] = [4, 8];

type Action =
  | { readonly do: 'pledge'; readonly by: 'near' | 'gas'; readonly line: number; readonly quantity: number }
  | { readonly do: 'withdraw'; readonly by: 'near' | 'gas'; readonly which: number }
  | { readonly do: 'answer the offer' | 'close' | 'call off' | 'tell' }
  | { readonly do: 'cancel' | 'done'; readonly by: 'farm' | 'gas'; readonly which: number }
  | { readonly do: 'deliver'; readonly to: 'farm' | 'gas'; readonly which: number; readonly twice: boolean };

const which = fc.nat({ max: 9 });
const buyer = fc.constantFrom('gas' as const, 'gas', 'near');
const side = fc.constantFrom('farm' as const, 'gas' as const);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pledge' as const),
      by: buyer,
      line: fc.nat({ max: 1 }),
      quantity: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('withdraw' as const), by: buyer, which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('answer the offer' as const, 'tell', 'tell', 'close'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'done'), by: side, which }) },
  {
    weight: 14,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), to: side, which, twice: fc.boolean() }),
  },
);

it('two nodes agree on an order in the end, whatever is done, doubled and late, and nothing is given twice', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 20, maxLength: 50 }),
      fc.boolean(),
      fc.infiniteStream(which),
      async (actions, calledOff, rest) => {
        const offers = [await publish('Arance'), await publish('Limoni')];
        const order = await openOrder(farm.domain, operator, farm.member.id, {
          title: 'Agrumi',
          offers: offers.map(({ id }) => id),
          closesAt: new Date(clock.now().getTime() + DAY),
          minimum: String(MINIMUM),
          maximum: String(MAXIMUM),
        });
        const inTheAir: { farm: Message[]; gas: Message[] } = { farm: [], gas: [] };
        const collect = async () => {
          inTheAir.gas.push(...(await farm.messages()));
          inTheAir.farm.push(...(await gas.messages()));
        };
        const deliver = async (to: 'farm' | 'gas', index: number, keep: boolean) => {
          const waiting = inTheAir[to];
          const message = waiting[index % waiting.length];
          if (message === undefined) return;
          await { farm, gas }[to].deliver(message);
          if (!keep) waiting.splice(waiting.indexOf(message), 1);
          await collect();
        };
        const drain = async () => {
          while (inTheAir.farm.length + inTheAir.gas.length > 0) {
            const toFarm = inTheAir.gas.length === 0 || Number(rest.next().value) % 2 === 1;
            await deliver(
              inTheAir.farm.length > 0 && toFarm ? 'farm' : 'gas',
              Number(rest.next().value),
              false,
            );
          }
        };
        await collect();
        // The offers and the order have to be known before anyone can pledge.
        await drain();
        for (const one of actions) {
          clock.advance(1);
          if (one.do === 'deliver') await deliver(one.to, one.which, one.twice);
          else await act(one, order, offers).catch(allowed);
          await collect();
          for (const { id } of offers) expect(await left(farm, id)).toBeGreaterThanOrEqual(0);
          expect(Number((await orderIn(farm, order.uri))?.pledged)).toBeLessThanOrEqual(MAXIMUM);
        }
        if (calledOff) await act({ do: 'call off' }, order, offers).catch(allowed);
        await collect();
        if (rest.next().value) await drain();
        await act({ do: 'close' }, order, offers);
        await collect();
        await drain();

        const mine = await pledgesByOffer(gas, gas.member.id);
        expect(await pledgesByOffer(farm, farm.other.id)).toEqual(mine);
        const known = await orderIn(farm, order.uri);
        expect(await orderIn(gas, order.uri)).toEqual(known);
        if (known?.state === 'confirmed') expect(Number(known.pledged)).toBeGreaterThanOrEqual(MINIMUM);
        const states = await statesByOffer(gas);
        expect(await statesByOffer(farm)).toMatchObject(states);
        const held = await agreementsOf(
          farm.domain.db,
          [farm.member.id],
          { states: ['accepted', 'fulfilled'] },
          1000,
        );
        for (const { id, uri } of offers) {
          const taken = held
            .filter(({ agreement }) => agreement.stockPostId === id)
            .reduce((sum, { agreement }) => sum + Number(agreement.quantity), 0);
          expect(await left(farm, id)).toBe(STOCK - taken);
          expect(await left(gas, (await postByUri(gas.domain.db, uri))?.id ?? '')).toBe(STOCK - taken);
        }
        for (const state of [...Object.values(mine), ...Object.values(states), String(known?.state)])
          seen.add(state);
      },
    ),
    { numRuns: 8, endOnFailure: true, seed: 11 },
  );
  // The interleavings were not all of one kind.
  for (const state of ['confirmed', 'dissolved', 'cancelled', 'agreed', 'refused', 'replaced', 'withdrawn'])
    expect([...seen]).toContain(state);
  expect([...seen]).not.toContain('waiting');
}, 240_000);

const publish = (title: string) =>
  publishProposal(farm.domain, operator, farm.member.id, {
    purpose: 'offer',
    title,
    quantity: '1',
    available: String(STOCK),
    reciprocals: [{ amount: '16.00' }],
  });
const left = async ({ domain }: District, id: string) =>
  Number((await proposalById(domain.db, id))?.proposal.available);

async function act(
  one: Exclude<Action, { do: 'deliver' }>,
  order: Post,
  offers: readonly Post[],
): Promise<unknown> {
  const there = await postByUri(gas.domain.db, order.uri);
  switch (one.do) {
    case 'pledge':
    case 'withdraw': {
      const [{ domain }, buyerId, id] =
        one.by === 'gas' ? [gas, gas.member.id, there?.id ?? ''] : [farm, near.id, order.id];
      if (one.do === 'pledge') {
        const { line, quantity } = one;
        return pledge(domain, operator, buyerId, id, { line, quantity: String(quantity) });
      }
      const list = await pledgesOn(domain.db, id, [buyerId]);
      const found = list[one.which % list.length]?.pledge.id;
      return found && withdrawPledge(domain, operator, buyerId, found);
    }
    case 'answer the offer': {
      const [first] = offers;
      const { id } = await respond(farm.domain, operator, near.id, first?.id ?? '', { quantity: '2' });
      return acceptResponse(farm.domain, operator, farm.member.id, id);
    }
    case 'tell':
      clock.advance(MINUTE);
      return tellTotals(farm.domain);
    case 'close':
      clock.advance(DAY);
      return closeOrders(farm.domain);
    case 'call off':
      return cancelOrder(farm.domain, operator, order.id, { note: 'Gelata' });
    default: {
      const by = one.by === 'gas' ? gas : farm;
      const list = (await agreementsOf(by.domain.db, [by.member.id], { states: ['accepted'] }, 10)).filter(
        ({ post }) => post.uri === order.uri,
      );
      const id = list[one.which % list.length]?.agreement.id;
      const step = one.do === 'cancel' ? cancelAgreement : markDone;
      return id && step(by.domain, operator, by.member.id, id, {});
    }
  }
}

/** What a person is told cannot be done is no fault; anything else is. */
function allowed(error: unknown): void {
  if (!(error instanceof UserError)) throw error;
}
