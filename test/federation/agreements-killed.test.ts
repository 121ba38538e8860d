import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptResponse } from '../../src/domain/agreements/accept.ts';
import type { Agreement } from '../../src/domain/agreements/agreement.table.ts';
import { agreementById, counterOfferTo } from '../../src/domain/agreements/agreement-reads.ts';
import { makeCounterOffer } from '../../src/domain/agreements/counter-offer.ts';
import { markDone } from '../../src/domain/agreements/fulfil.ts';
import { respond } from '../../src/domain/agreements/respond.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { type KilledNode, startKilledNode } from '../support/killed-node.ts';
import { MINUTE, RunningClock } from '../support/moved-clock.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { agreementIn, stockIn } from '../support/pair.ts';

const clock = new RunningClock();
let farmNode: KilledNode;
let gasNode: TestNode;

beforeAll(async () => {
  farmNode = await startKilledNode('DES Valle');
  gasNode = await startNode({ name: 'DES Monte', clock });
}, 60_000);
afterAll(async () => {
  await gasNode?.stop();
  await farmNode?.stop();
});

/** What could not reach the farm's node meanwhile is sent anew. */
async function kill(): Promise<void> {
  await farmNode.kill();
  clock.advance(2 * MINUTE);
}

test('an answer, a counter-offer, an agreement and its end are the same on both nodes though one is killed at every step', async () => {
  const { domain: farm } = farmNode.services;
  const { domain: gas } = gasNode.services;
  const producer = await addMember(farm, operator, { handle: 'podere', name: 'Podere', kind: 'enterprise' });
  const buyer = await addMember(gas, operator, { handle: 'gas', name: 'GAS', kind: 'buying-group' });
  const group = await resolveHandle(gasNode.services.federation, `@distretto@${farmNode.host}`);
  await requestFollow(gas, operator, gasNode.services.actors.group.id, group.id);
  await eventually(
    () => tieCount(farm.db, 'followers', farmNode.services.actors.group.id),
    (count) => count === 1,
  );
  const seen = { ...gasNode, services: farmNode.services };
  const both = async (offerUri: string, state: Agreement['state']) => {
    for (const node of [seen, gasNode]) {
      await eventually(
        () => agreementIn(node, offerUri),
        (agreement) => agreement?.state === state,
      );
    }
  };
  const there = async (uri: string) =>
    (
      await eventually(
        () => postByUri(gas.db, uri),
        (post) => post !== undefined,
      )
    )?.id ?? '';

  const offer = await publishProposal(farm, operator, producer.id, {
    purpose: 'offer',
    title: 'Arance',
    unit: 'kg',
    quantity: '5',
    available: '100',
    reciprocals: [{ amount: '14.50' }],
  });
  await kill();
  const first = await respond(gas, operator, buyer.id, await there(offer.uri), { quantity: '50' });
  await kill();
  await both(first.offerUri, 'proposed');
  const asked = await agreementIn(seen, first.offerUri);
  await makeCounterOffer(farm, operator, producer.id, asked?.id ?? '', {
    quantity: '30',
    inReturn: [{ position: 0, amount: '80' }],
  });
  await kill();
  await both(first.offerUri, 'rejected');
  const counter = await eventually(
    async () => {
      const view = await agreementById(gas.db, first.id);
      return view && counterOfferTo(gas.db, view);
    },
    (found) => found !== undefined,
  );
  const second = await respond(gas, operator, buyer.id, counter?.id ?? '', { quantity: '30' });
  await kill();
  await both(second.offerUri, 'accepted');
  await kill();
  await eventually(
    () => stockIn(gasNode, offer.uri),
    (stock) => stock === '70',
  );
  const agreed = await agreementIn(seen, second.offerUri);
  await markDone(farm, operator, producer.id, agreed?.id ?? '', {});
  await kill();
  await markDone(gas, operator, buyer.id, second.id, {});
  await kill();
  await both(second.offerUri, 'fulfilled');
  expect(await stockIn(seen, offer.uri)).toBe('70');
  expect(await agreementIn(gasNode, second.offerUri)).toMatchObject({
    uri: agreed?.uri,
    quantity: '30',
    inReturn: [{ amount: '80' }],
  });
  await expect(acceptResponse(farm, operator, producer.id, asked?.id ?? '')).rejects.toThrow();
}, 120_000);
