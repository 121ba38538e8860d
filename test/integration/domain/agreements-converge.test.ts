import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { acceptResponse } from '../../../src/domain/agreements/accept.ts';
import { agreementsOf } from '../../../src/domain/agreements/agreement-reads.ts';
import { cancelAgreement } from '../../../src/domain/agreements/cancel.ts';
import { makeCounterOffer } from '../../../src/domain/agreements/counter-offer.ts';
import { markDone } from '../../../src/domain/agreements/fulfil.ts';
import { rejectResponse } from '../../../src/domain/agreements/reject.ts';
import { respond } from '../../../src/domain/agreements/respond.ts';
import { operator } from '../../../src/domain/caller.ts';
import { postByUri } from '../../../src/domain/posts/post-reads.ts';
import { openProposalsAddressedTo, proposalById } from '../../../src/domain/proposals/catalogue.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { UserError } from '../../../src/platform/errors.ts';
import { type District, type Message, statesByOffer, twoDistricts } from '../../support/two-districts.ts';

let farm: District;
let gas: District;
beforeAll(async () => {
  [farm, gas] = await twoDistricts();
});
afterAll(() => Promise.all([farm?.database.drop(), gas?.database.drop()]));

const STOCK = 7;

type Action =
  | { readonly do: 'respond'; readonly quantity: number }
  | { readonly do: 'accept counter' }
  | { readonly do: 'accept' | 'reject' | 'counter'; readonly which: number }
  | { readonly do: 'cancel' | 'done'; readonly by: 'farm' | 'gas'; readonly which: number }
  | { readonly do: 'deliver'; readonly to: 'farm' | 'gas'; readonly which: number; readonly twice: boolean };

const which = fc.nat({ max: 9 });
const side = fc.constantFrom('farm' as const, 'gas' as const);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('respond' as const), quantity: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('accept counter' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('accept' as const, 'accept', 'accept', 'reject', 'counter'),
      which,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'done', 'done'), by: side, which }),
  },
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), to: side, which, twice: fc.boolean() }),
  },
);

it('two nodes agree in the end, whatever is done, lost, doubled and late, and nothing is given twice', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 20, maxLength: 60 }),
      fc.infiniteStream(which),
      async (actions, rest) => {
        const post = await publishProposal(farm.domain, operator, farm.member.id, {
          purpose: 'offer',
          title: 'Cassetta',
          quantity: '1',
          available: String(STOCK),
        });
        const inTheAir: { farm: Message[]; gas: Message[] } = { farm: [], gas: [] };
        const collect = async () => {
          inTheAir.gas.push(...(await farm.messages()));
          inTheAir.farm.push(...(await gas.messages()));
        };
        await collect();
        const deliver = async (to: 'farm' | 'gas', index: number, keep: boolean) => {
          const waiting = inTheAir[to];
          const message = waiting[index % waiting.length];
          if (message === undefined) return;
          await { farm, gas }[to].deliver(message);
          if (!keep) waiting.splice(waiting.indexOf(message), 1);
          await collect();
        };
        // The offer has to be known before anyone can answer it.
        await deliver('gas', 0, true);
        for (const one of actions) {
          if (one.do === 'deliver') await deliver(one.to, one.which, one.twice);
          else await act(one, post.uri).catch(allowed);
          await collect();
          const { available = '' } = (await proposalById(farm.domain.db, post.id))?.proposal ?? {};
          expect(Number(available)).toBeGreaterThanOrEqual(0);
        }
        while (inTheAir.farm.length + inTheAir.gas.length > 0) {
          const to =
            inTheAir.farm.length > 0 && (inTheAir.gas.length === 0 || Number(rest.next().value) % 2)
              ? 'farm'
              : 'gas';
          await deliver(to, Number(rest.next().value), false);
        }
        const states = await statesByOffer(farm);
        expect(await statesByOffer(gas)).toEqual(states);
        const held = (
          await agreementsOf(farm.domain.db, [farm.member.id], { states: ['accepted', 'fulfilled'] }, 1000)
        )
          .filter(({ agreement }) => agreement.stockPostId === post.id)
          .reduce((sum, { agreement }) => sum + Number(agreement.quantity), 0);
        const { available } = (await proposalById(farm.domain.db, post.id))?.proposal ?? {};
        expect(Number(available)).toBe(STOCK - held);
        const known = await postByUri(gas.domain.db, post.uri);
        expect((await proposalById(gas.domain.db, known?.id ?? ''))?.proposal.available).toBe(available);
        for (const state of Object.values(states)) seen.add(state);
      },
    ),
    { numRuns: 30, endOnFailure: true, seed: 7 },
  );
  // The interleavings were not all of one kind.
  expect([...seen].sort()).toEqual([
    'accepted',
    'cancelled',
    'fulfilled',
    'proposed',
    'rejected',
    'withdrawn',
  ]);
}, 240_000);

async function act(one: Exclude<Action, { do: 'deliver' }>, uri: string): Promise<unknown> {
  if (one.do === 'respond') {
    const post = await postByUri(gas.domain.db, uri);
    return respond(gas.domain, operator, gas.member.id, post?.id ?? '', { quantity: String(one.quantity) });
  }
  if (one.do === 'accept counter') {
    const [view] = await openProposalsAddressedTo(gas.domain.db, [gas.member.id], 1);
    if (view === undefined) return undefined;
    return respond(gas.domain, operator, gas.member.id, view.post.id, {
      quantity: view.proposal.quantity ?? '1',
    });
  }
  const by = 'by' in one && one.by === 'gas' ? gas : farm;
  const list = (
    await agreementsOf(by.domain.db, [by.member.id], { states: ['proposed', 'accepted'] }, 10)
  ).filter(({ post }) => post.uri === uri || post.inReplyTo === uri);
  const id = list[one.which % list.length]?.agreement.id;
  if (id === undefined) return undefined;
  switch (one.do) {
    case 'accept':
      return acceptResponse(by.domain, operator, by.member.id, id);
    case 'reject':
      return rejectResponse(by.domain, operator, by.member.id, id, { note: 'no' });
    case 'counter':
      return makeCounterOffer(by.domain, operator, by.member.id, id, { quantity: '2' });
    case 'cancel':
      return cancelAgreement(by.domain, operator, by.member.id, id, {});
    case 'done':
      return markDone(by.domain, operator, by.member.id, id, {});
  }
}

/** What a person is told cannot be done is no fault; anything else is. */
function allowed(error: unknown): void {
  if (!(error instanceof UserError)) throw error;
}
