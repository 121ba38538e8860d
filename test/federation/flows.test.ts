import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorByUri } from '../../src/domain/actors/actor-reads.ts';
import { acceptResponse } from '../../src/domain/agreements/accept.ts';
import { markDone } from '../../src/domain/agreements/fulfil.ts';
import { respond } from '../../src/domain/agreements/respond.ts';
import { operator } from '../../src/domain/caller.ts';
import { agreedFlows, reciprocity } from '../../src/domain/flows/flow-reads.ts';
import { countFlows, publishFlows, replaceFlows } from '../../src/domain/flows/publish-flows.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { agreementIn, type Pair, publish, startPair } from '../support/pair.ts';

let pair: Pair;
let rete: TestNode;
const year = new Date().getFullYear();

beforeAll(async () => {
  [pair, rete] = await Promise.all([startPair(true), startNode({ role: 'network', name: 'RES' })]);
  const { valle, monte } = pair;
  // Valle follows nobody: it hears of Monte's consent since their members deal with each other.
  for (const [from, to] of [
    [monte, valle],
    [rete, valle],
    [rete, monte],
  ] as const) {
    const { services } = from;
    const group = await resolveHandle(services.federation, `@distretto@${to.host}`);
    await requestFollow(services.domain, operator, services.actors.group.id, group.id);
    await eventually(
      () => tieCount(services.domain.db, 'following', services.actors.group.id),
      (count) => count === (to === monte ? 2 : 1),
    );
  }
  const post = await publish(pair);
  const there = await eventually(
    () => postByUri(monte.services.domain.db, post.uri),
    (found) => found !== undefined,
  );
  await exchange(there?.id ?? '');
  await exchange(there?.id ?? '');
});
afterAll(() => Promise.all([pair?.stop(), rete?.stop()]));

/** From the answer to the end, between the farm and the group. */
async function exchange(postId: string): Promise<void> {
  const { valle, monte, farm, gas } = pair;
  const { offerUri, id } = await respond(monte.services.domain, operator, gas.id, postId, { quantity: '5' });
  const proposed = await eventually(
    () => agreementIn(valle, offerUri),
    (agreement) => agreement !== undefined,
  );
  await acceptResponse(valle.services.domain, operator, farm.id, proposed?.id ?? '');
  const is = (node: TestNode, state: string) =>
    eventually(
      () => agreementIn(node, offerUri),
      (agreement) => agreement?.state === state,
    );
  await is(monte, 'accepted');
  await markDone(valle.services.domain, operator, farm.id, proposed?.id ?? '', {});
  await markDone(monte.services.domain, operator, gas.id, id, {});
  await is(valle, 'fulfilled');
  await is(monte, 'fulfilled');
}

const consent = (node: TestNode, publishes: boolean) =>
  publishFlows(node.services.domain, operator, publishes);
const seenBy = async ({ services: { domain } }: TestNode) =>
  (await agreedFlows(domain.db, { year }, 10)).map(({ provider, receiver, kind, byProvider, byReceiver }) => [
    provider.name,
    receiver.name,
    kind,
    byProvider,
    byReceiver,
  ]);
/** What one node knows of another's consent: followers hear it, and those whose members dealt with ours. */
const says = (node: TestNode, other: TestNode, publishes: boolean) =>
  eventually(
    async () => (await actorByUri(node.services.domain.db, other.services.actors.group.uri))?.flows ?? null,
    (flows) => (flows !== null) === publishes,
  );
async function collectionOf({ services }: TestNode) {
  const answer = await fetch(`${services.actors.group.uri}/flows`, {
    headers: { accept: 'application/activity+json' },
  });
  return { status: answer.status, text: await answer.text() };
}
const itemsOf = async (node: TestNode) => {
  const { status, text } = await collectionOf(node);
  return status === 200 ? (JSON.parse(text) as { items: Record<string, unknown>[] }).items : undefined;
};

describe('flows between districts', () => {
  it('are nowhere while one of the two has not consented, nor while they are too few', async () => {
    const { valle, monte } = pair;
    const missing = await fetch(`${valle.origin}/actors/1/flows`);
    expect(await collectionOf(valle)).toEqual({ status: 404, text: await missing.text() });
    await consent(valle, true);
    await says(rete, valle, true);
    expect(await itemsOf(valle)).toEqual([]);
    await consent(monte, true);
    await says(valle, monte, true);
    await says(monte, valle, true);
    for (const node of [valle, monte]) await countFlows(node.services.domain);
    // Two agreements tell of each other: three are the fewest.
    expect([await itemsOf(valle), await itemsOf(monte)]).toEqual([[], []]);
  });

  it('are seen everywhere, as counted by both, once both consent', async () => {
    const { valle, monte } = pair;
    const { db } = monte.services.domain;
    const post = await publish(pair);
    const there = await eventually(
      () => postByUri(db, post.uri),
      (found) => found !== undefined,
    );
    await exchange(there?.id ?? '');
    // The daily round.
    await countFlows(monte.services.domain);
    await countFlows(valle.services.domain);
    const line = {
      type: 'Flow',
      provider: valle.services.actors.group.uri,
      receiver: monte.services.actors.group.uri,
      flowYear: year,
      flowKind: 'goods',
      agreements: 3,
    };
    expect([await itemsOf(valle), await itemsOf(monte)]).toEqual([[line], [line]]);
    for (const node of [valle, monte, rete]) {
      await eventually(
        () => seenBy(node),
        (flows) => flows.length === 1,
      );
      expect(await seenBy(node)).toEqual([['DES Valle', 'DES Monte', 'goods', 3, 3]]);
    }
    const balance = await reciprocity(rete.services.domain.db, { year }, 10);
    expect(balance.map(({ district, given, received }) => [district.name, given, received])).toEqual([
      ['DES Valle', 3, 0],
      ['DES Monte', 0, 3],
    ]);
    const page = await (await fetch(`${rete.origin}/flussi`, { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('class="ribbon goods"');
    // Nobody's names, no titles, no amounts.
    for (const secret of ['podere', 'arance', '14,50']) expect(page).not.toContain(secret);
  });

  it('a district speaks for itself alone, and what it says too much of is seen as its own word', async () => {
    const { db } = rete.services.domain;
    const [provider, receiver] = [pair.valle.services.actors.group.uri, pair.monte.services.actors.group.uri];
    const monte = await actorByUri(db, receiver);
    if (monte === undefined) throw new Error('the network does not know Monte');
    const flow = { provider, receiver, year, kind: 'goods', agreements: 1000, hours: null } as const;
    await db.transaction((tx) =>
      replaceFlows(tx, monte, [
        flow,
        { ...flow, kind: 'services' },
        { ...flow, receiver: 'https://altro.example/actors/1' },
        { ...flow, provider: receiver },
      ]),
    );
    expect(await seenBy(rete)).toEqual([['DES Valle', 'DES Monte', 'goods', 3, 1000]]);
    const page = await (
      await fetch(`${rete.origin}/flussi`, { headers: { 'accept-language': 'it' } })
    ).text();
    expect(page).toContain('3 secondo chi dà, 1000 secondo chi riceve');
    expect((await reciprocity(db, { year }, 10)).map(({ given }) => given)).toEqual([3, 0]);
  });

  it('are gone everywhere once one of the two takes its consent back', async () => {
    const { valle, monte } = pair;
    await consent(monte, false);
    expect(await itemsOf(monte)).toBeUndefined();
    for (const node of [monte, rete]) {
      await eventually(
        () => seenBy(node),
        (flows) => flows.length === 0,
      );
    }
    await says(valle, monte, false);
    expect(await itemsOf(valle)).toEqual([]);
    expect(await seenBy(valle)).toEqual([]);
  });
});
