import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Pact, pactFacts, pacts } from '../../../src/domain/pacts/pact.table.ts';
import { digestOf, type PactText } from '../../../src/domain/pacts/pact.ts';
import { pactHistory } from '../../../src/domain/pacts/pact-reads.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { PACT_CONTEXT, pactMembers } from '../../../src/federation/json/pact-to-json.ts';
import { activity } from '../../support/activities.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { type Peer, type PeerActor, startPeer } from '../../support/peer.ts';

let node: InboxNode;
let peer: Peer;
let other: Peer;
let gas: PeerActor;
let gas2: PeerActor;
let stranger: PeerActor;
let count = 0;

beforeAll(async () => {
  node = await startInboxNode();
  const now = () => node.clock.now();
  peer = await startPeer({ actors: ['gas', 'altri'], now });
  other = await startPeer({ actors: ['gas2', 'nessuno'], now });
  gas = peer.actor('gas');
  gas2 = other.actor('gas2');
  stranger = other.actor('nessuno');
});
afterAll(async () => {
  await Promise.all([peer.close(), other.close()]);
  await node.close();
});

/** Between a group of the peer, one of the other peer, and our member, who supplies. */
function textOf(change: Partial<PactText> = {}): PactText {
  const parties = [gas.uri, gas2.uri, node.member.uri].sort().map((uri) => ({ uri, name: 'Una parte' }));
  return {
    uri: `${peer.origin}/pacts/${++count}`,
    version: 1,
    title: 'Pane ogni settimana',
    terms: 'Insieme.',
    drafter: gas.uri,
    supplier: node.member.uri,
    parties,
    priceList: [
      { title: 'Pane', offer: `${node.origin}/objects/1`, quantity: '1', unit: 'kilogram', inReturn: [] },
    ],
    validFrom: '2026-01-01',
    validUntil: '2199-12-31',
    contacts: '',
    minimum: '',
    leadDays: null,
    visibility: 'parties',
    ...change,
  };
}

const context = { '@context': PACT_CONTEXT };
const offer = (text: PactText, change: JsonObject = {}, by = gas) =>
  activity(by, 'Offer', { type: 'Pact', ...pactMembers(text, digestOf(text)), ...change }, context);
const about = ({ uri }: PactText, digest: string) => ({ type: 'Pact', id: uri, pactDigest: digest });
const answer = (type: 'Accept' | 'Reject', by: PeerActor, text: PactText, digest = digestOf(text)) =>
  activity(by, type, about(text, digest), { ...context, content: '<p>Perché <i>sì</i></p>' });
const leave = (by: PeerActor, { uri }: PactText) =>
  activity(by, 'Undo', { type: 'Accept', actor: by.uri, object: { type: 'Pact', id: uri } }, context);
async function send(json: JsonObject, as: PeerActor): Promise<number> {
  const from = as.uri.startsWith(peer.origin) ? peer : other;
  return (await from.post(`${node.origin}/inbox`, json, { as })).status;
}
const pact = async ({ uri }: PactText): Promise<Pact | undefined> =>
  (await node.database.db.select().from(pacts).where(eq(pacts.uri, uri)))[0];
const signers = async (text: PactText) => {
  const facts = await node.database.db.select().from(pactFacts).where(eq(pactFacts.pactUri, text.uri));
  return facts.filter(({ fact }) => fact === 'signed').map(({ actorUri }) => actorUri);
};

describe('an Offer of a Pact', () => {
  test('is taken once, with the text as it was written', async () => {
    const text = textOf();
    const json = offer(text);
    for (let time = 0; time < 3; time++) expect(await send(json, gas)).toBe(202);
    expect(await send(offer(text), gas)).toBe(202);
    expect(await pact(text)).toMatchObject({ text, digest: digestOf(text), state: 'proposed', version: 1 });
    const history = await pactHistory(node.database.db, (await pact(text))?.id ?? '');
    expect(history.map(({ event }) => event.type)).toEqual(['pact-proposed']);
  });

  const refused: [string, number, () => [JsonObject, PeerActor]][] = [
    ['whose text is not that of its digest', 400, () => [offer(textOf(), { pactTerms: 'Altro.' }), gas]],
    ['whose price list was changed', 400, () => [offer(textOf(), { priceList: [] }), gas]],
    ['drafted by somebody else', 403, () => [offer(textOf(), {}, gas2), gas2]],
    ['at an address of another origin', 403, () => [offer(textOf({ uri: `${other.origin}/pacts/9` })), gas]],
    ['whose drafter is no party', 400, () => [offer(textOf({ drafter: stranger.uri })), gas]],
    ['with a thousand parties', 400, () => [offer(textOf({ parties: crowd() })), gas]],
  ];
  test.each(refused)('%s is refused and changes nothing', async (_, status, make) => {
    const before = await node.database.db.$count(pacts);
    expect(await send(...make())).toBe(status);
    expect(await node.database.db.$count(pacts)).toBe(before);
  });
  const crowd = () =>
    [gas.uri, node.member.uri, ...Array.from({ length: 998 }, (_, index) => `${peer.origin}/users/${index}`)]
      .sort()
      .map((uri) => ({ uri, name: 'Folla' }));

  test('with none of ours means nothing', async () => {
    const parties = [gas.uri, gas2.uri].sort().map((uri) => ({ uri, name: 'Una parte' }));
    const text = textOf({ parties, supplier: gas2.uri });
    expect(await send(offer(text), gas)).toBe(202);
    expect(await pact(text)).toBeUndefined();
  });

  test('of an older version, once a newer one is here, changes nothing', async () => {
    const first = textOf();
    const second = { ...first, version: 2, terms: 'Di nuovo.' };
    await send(offer(first), gas);
    await send(answer('Accept', gas, first), gas);
    await send(offer(second), gas);
    await send(offer(first), gas);
    expect(await pact(first)).toMatchObject({ version: 2, digest: digestOf(second), state: 'proposed' });
  });
});

describe('a signature', () => {
  test('counts for exactly its text, and only of a party', async () => {
    const text = textOf();
    await send(offer(text), gas);
    await send(answer('Accept', gas2, text, 'a'.repeat(64)), gas2);
    expect(await send(answer('Accept', stranger, text), stranger)).toBe(202);
    expect(await send(answer('Accept', gas, text, 'not a digest'), gas)).toBe(400);
    expect(await signers(text)).toEqual([gas2.uri]);
    const db = node.database.db;
    await db.insert(pactFacts).values({
      ...{ pactUri: text.uri, actorUri: node.member.uri, fact: 'signed', digest: digestOf(text), note: '' },
      learntAt: node.clock.now(),
    });
    await send(answer('Accept', gas, text), gas);
    expect((await pact(text))?.state).toBe('proposed');
    await send(answer('Accept', gas2, text), gas2);
    expect((await pact(text))?.state).toBe('in-force');
  });

  test('brought by the drafter counts with its author’s proof, and not without', async () => {
    const text = textOf();
    await send(offer(text), gas);
    const plain = answer('Accept', gas2, text);
    expect((await peer.post(`${node.origin}/inbox`, plain, { as: gas })).status).toBe(401);
    const forged = peer.prove(answer('Accept', gas2, text), gas);
    expect((await peer.post(`${node.origin}/inbox`, forged, { as: gas })).status).toBe(401);
    expect(await signers(text)).toEqual([]);
    const proven = other.prove(answer('Accept', gas2, text), gas2);
    expect((await peer.post(`${node.origin}/inbox`, proven, { as: gas })).status).toBe(202);
    expect(await signers(text)).toEqual([gas2.uri]);
  });

  test('a crowd of them by one party is cut short', async () => {
    const text = textOf();
    await send(offer(text), gas);
    for (let number = 0; number < 60; number++) {
      await send(answer('Accept', gas2, text, number.toString(16).padStart(64, '0')), gas2);
    }
    expect((await signers(text)).length).toBe(50);
  });
});

test('what comes before the pact itself, doubled and in any order, leads to the same state', async () => {
  const orders = [
    [0, 1, 2, 3, 4],
    [4, 3, 2, 1, 0],
    [2, 4, 0, 1, 3],
    [3, 1, 4, 0, 2],
  ];
  const seen = [];
  for (const order of orders) {
    const first = textOf();
    const second = { ...first, version: 2, title: 'Meglio' };
    const told: [JsonObject, PeerActor][] = [
      [offer(first), gas],
      [answer('Reject', gas2, first), gas2],
      [offer(second), gas],
      [answer('Accept', gas2, second), gas2],
      [answer('Accept', gas, second), gas],
    ];
    for (const at of [...order, ...order.toReversed()]) {
      const [json, by] = told[at] ?? [{}, gas];
      expect(await send(json, by)).toBe(202);
    }
    const row = await pact(first);
    seen.push({ state: row?.state, version: row?.version, signers: (await signers(first)).toSorted() });
  }
  expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(seen[0]).toEqual({ state: 'proposed', version: 2, signers: [gas.uri, gas2.uri].toSorted() });
});

test('the drafter withdraws, nobody else does, and a stranger leaves nothing', async () => {
  const text = textOf();
  await send(offer(text), gas);
  await send(leave(stranger, text), stranger);
  await send(leave(gas2, text), gas2);
  expect((await pact(text))?.state).toBe('proposed');
  await send(leave(gas, text), gas);
  expect((await pact(text))?.state).toBe('withdrawn');

  const crossed = textOf();
  await send(offer(crossed), gas);
  const signature = { type: 'Accept', actor: gas2.uri, object: { type: 'Pact', id: crossed.uri } };
  await send(activity(gas, 'Undo', signature, context), gas);
  expect((await pact(crossed))?.state).toBe('proposed');
});
