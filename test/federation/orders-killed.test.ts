import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Services } from '../../src/app/services.ts';
import { markDone } from '../../src/domain/agreements/fulfil.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { changeOrder, openOrder } from '../../src/domain/orders/open-order.ts';
import { type Pledge, pledges } from '../../src/domain/orders/order.table.ts';
import { orderById } from '../../src/domain/orders/order-reads.ts';
import { changePledge, pledge } from '../../src/domain/orders/pledge.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { type KilledNode, startKilledNode } from '../support/killed-node.ts';
import { DAY, MINUTE, RunningClock } from '../support/moved-clock.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { agreementIn } from '../support/pair.ts';

const clock = new RunningClock();
let node: KilledNode;
/** The farm's node seen from here, for what its people do. */
let farm: Services;
let gas: TestNode;

beforeAll(async () => {
  node = await startKilledNode('DES Valle');
  farm = node.services;
  gas = await startNode({ name: 'DES Monte', clock });
}, 60_000);
afterAll(async () => {
  await gas?.stop();
  await node?.stop();
});

/** What could not reach the farm's node meanwhile is sent anew. */
async function kill(): Promise<void> {
  await node.kill();
  clock.advance(2 * MINUTE);
}

const pledgeAt = async ({ domain }: Services, offerUri: string): Promise<Pledge | undefined> =>
  (await domain.db.select().from(pledges).where(eq(pledges.offerUri, offerUri)))[0];
const orderAt = async ({ domain }: Services, uri: string) => {
  const post = await postByUri(domain.db, uri);
  return post && (await orderById(domain.db, post.id))?.order;
};
const counted = (offerUri: string) =>
  eventually(
    () => pledgeAt(gas.services, offerUri),
    (found) => found?.state === 'counted',
  );

test('an order comes to the same end on both nodes though its own is killed at every step', async () => {
  const { domain } = farm;
  const add = (of: Services, handle: string, kind: 'enterprise' | 'buying-group') =>
    addMember(of.domain, operator, { handle, name: handle, kind });
  const producer = await add(farm, 'podere', 'enterprise');
  const buyer = await add(gas.services, 'gas', 'buying-group');
  const group = await resolveHandle(gas.services.federation, `@distretto@${node.host}`);
  await requestFollow(gas.services.domain, operator, gas.services.actors.group.id, group.id);
  await eventually(
    () => tieCount(domain.db, 'followers', farm.actors.group.id),
    (count) => count === 1,
  );
  const offer = await publishProposal(domain, operator, producer.id, {
    purpose: 'offer',
    title: 'Arance',
    quantity: '1',
    available: '100',
    reciprocals: [{ amount: '16' }],
  });
  const order = await openOrder(domain, operator, producer.id, {
    title: 'Arance bio',
    offers: [offer.id],
    minimum: '40',
    closesAt: new Date(Date.now() + DAY),
  });
  await kill();
  const there = await eventually(
    () => postByUri(gas.services.domain.db, order.uri),
    (post) => post !== undefined,
  );
  const first = await pledge(gas.services.domain, operator, buyer.id, there?.id ?? '', { quantity: '20' });
  await kill();
  await counted(first.offerUri);
  const second = await changePledge(gas.services.domain, operator, buyer.id, first.id, { quantity: '45' });
  await kill();
  await counted(second.offerUri);
  // It closes by itself, and on time: here that is while its node is down.
  await changeOrder(domain, operator, order.id, { closesAt: new Date(Date.now() + 200) });
  await kill();
  await eventually(
    () => orderAt(gas.services, order.uri),
    (found) => found?.state === 'confirmed',
  );
  const agreement = await eventually(
    () => agreementIn(gas, second.offerUri),
    (found) => found?.state === 'accepted',
  );
  await markDone(gas.services.domain, operator, buyer.id, agreement?.id ?? '', {});
  await kill();
  const seen = { ...gas, services: farm };
  await eventually(
    () => agreementIn(seen, second.offerUri),
    (found) => found?.responderDoneAt !== null && found !== undefined,
  );
  for (const { offerUri } of [first, second]) {
    expect((await pledgeAt(farm, offerUri))?.state).toBe((await pledgeAt(gas.services, offerUri))?.state);
  }
  const facts = { state: 'confirmed', pledged: '45', pledgers: 1 };
  expect(await orderAt(farm, order.uri)).toMatchObject(facts);
  expect(await orderAt(gas.services, order.uri)).toMatchObject(facts);
  expect(await agreementIn(seen, second.offerUri)).toMatchObject({
    uri: agreement?.uri,
    quantity: '45',
    state: 'accepted',
  });
}, 120_000);
