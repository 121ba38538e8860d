import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptResponse } from '../../../src/domain/agreements/accept.ts';
import { type Agreement, agreements } from '../../../src/domain/agreements/agreement.table.ts';
import { respond } from '../../../src/domain/agreements/respond.ts';
import { operator } from '../../../src/domain/caller.ts';
import { answerEnquiry } from '../../../src/domain/enquiries/answer-enquiry.ts';
import { enquiriesTo } from '../../../src/domain/enquiries/enquiry-reads.ts';
import { historyOf } from '../../../src/domain/history/event-reads.ts';
import type { Post } from '../../../src/domain/posts/post.table.ts';
import { postByUri } from '../../../src/domain/posts/post-reads.ts';
import { proposalById } from '../../../src/domain/proposals/catalogue.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { type JsonObject, PROPOSAL_CONTEXT } from '../../../src/federation/json/context.ts';
import { activities } from '../../../src/federation/outbox/activity.table.ts';
import { Relay } from '../../../src/federation/outbox/relay.ts';
import { activity, note } from '../../support/activities.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { type Peer, type PeerActor, startPeer } from '../../support/peer.ts';

let node: InboxNode;
let peer: Peer;
let other: Peer;
let anna: PeerActor;
let post: Post;

beforeAll(async () => {
  node = await startInboxNode();
  const now = () => node.clock.now();
  peer = await startPeer({ actors: ['anna', 'bruno'], now });
  other = await startPeer({ actors: ['carla'], now });
  anna = peer.actor('anna');
  post = await publishProposal(node.federation.domain, operator, node.member.id, {
    purpose: 'offer',
    title: 'Pane',
    quantity: '1',
    unit: 'kg',
    available: '20',
    reciprocals: [{ amount: '5', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
  });
});
afterAll(async () => {
  await peer.close();
  await other.close();
  await node.close();
});

const commitment = (satisfies: string, hasUnit: string, hasNumericalValue: unknown) =>
  ({ type: 'Commitment', satisfies, resourceQuantity: { hasUnit, hasNumericalValue } }) as JsonObject;
const agreement = (uri: string, value: unknown, unit = 'kilogram', price: unknown = '5') => ({
  type: 'Agreement',
  stipulates: commitment(`${uri}#primary`, unit, value),
  stipulatesReciprocal: commitment(`${uri}#reciprocal`, 'one', price),
});
const context = { '@context': PROPOSAL_CONTEXT };
const offerOf = (actor: PeerActor, object: unknown, more: JsonObject = {}) =>
  activity(actor, 'Offer', object, { ...context, ...more });
const send = (json: JsonObject, as: PeerActor) =>
  (as === anna || peer.actor('bruno') === as ? peer : other).post(`${node.origin}/inbox`, json, { as });
const { parse } = JSON;
const stored = async (): Promise<Agreement[]> =>
  node.database.db.select().from(agreements).orderBy(agreements.id);
const byOffer = async (offer: JsonObject) => {
  const rows = await node.database.db
    .select()
    .from(agreements)
    .where(eq(agreements.offerUri, String(offer.id)));
  return rows[0];
};
const stock = async () => (await proposalById(node.database.db, post.id))?.proposal.available;

describe('an Offer of an Agreement', () => {
  test('is taken once, however often it comes and in whatever spelling', async () => {
    const offer = offerOf(
      anna,
      agreement(post.uri, '3000', 'http://www.ontology-of-units-of-measure.org/resource/om-2/gram', 15),
      {
        content: '<p>Per <script>x</script>favore</p>',
      },
    );
    for (let time = 0; time < 3; time++) expect((await send(offer, anna)).status).toBe(202);
    expect(await byOffer(offer)).toMatchObject({
      state: 'proposed',
      quantity: '3000',
      unit: 'gram',
      message: 'Per favore',
      inReturn: [{ amount: '15' }],
    });
    expect(await stored()).toHaveLength(1);
  });

  const bad: [string, () => unknown][] = [
    ['negative', () => agreement(post.uri, '-1')],
    ['of nothing', () => agreement(post.uri, '0')],
    ['with 400 digits', () => agreement(post.uri, '9'.repeat(400))],
    ['with an exponent', () => agreement(post.uri, '1e3')],
    ['in another unit', () => agreement(post.uri, '1', 'litre')],
    ['with no quantity', () => agreement(post.uri, undefined)],
    ['with a price below zero', () => agreement(post.uri, '1', 'kilogram', '-5')],
    ['about no proposal', () => ({ type: 'Agreement' })],
    [
      'about two proposals',
      () => ({
        ...agreement(post.uri, '1'),
        stipulates: [
          commitment(`${post.uri}#primary`, 'kilogram', '1'),
          commitment(`${post.uri}#primary`, 'kilogram', '2'),
        ],
      }),
    ],
    [
      'whose price is of another proposal',
      () => ({
        ...agreement(post.uri, '1'),
        stipulatesReciprocal: commitment('https://altrove.example/1#reciprocal', 'one', '5'),
      }),
    ],
  ];
  test.each(bad)('%s is refused and changes nothing', async (_, object) => {
    const before = await stored();
    expect((await send(offerOf(anna, object()), anna)).status).toBe(400);
    expect(await stored()).toEqual(before);
  });

  const turnedDown: [string, string, () => unknown][] = [
    ['of more than there is', 'not_enough', () => agreement(post.uri, '21')],
    ['in half pieces', 'not_whole_pieces', () => agreement(post.uri, '1.5')],
  ];
  test.each(turnedDown)('%s is turned down in words', async (_, code, object) => {
    const offer = offerOf(anna, object());
    expect((await send(offer, anna)).status).toBe(202);
    const row = await byOffer(offer);
    expect(row?.state).toBe('rejected');
    const history = await historyOf(node.database.db, row?.id ?? '');
    expect(history.at(-1)?.event).toMatchObject({ caller: 'clock', data: { refusal: { code } } });
    expect(await stock()).toBe('20');
  });

  test('on somebody else’s proposal, or on one that is not here, means nothing', async () => {
    const before = await stored();
    const theirs = note(anna, node.clock.now(), { inReplyTo: post.uri });
    await send(activity(anna, 'Create', theirs), anna);
    for (const uri of [String(theirs.id), `${node.origin}/objects/1`, 'https://altrove.example/objects/1']) {
      expect((await send(offerOf(anna, agreement(uri, '1')), anna)).status, uri).toBe(202);
    }
    expect(await stored()).toEqual(before);
  });

  test('taken back before it came is withdrawn, and by its author alone', async () => {
    const offer = offerOf(anna, agreement(post.uri, '1'));
    const undo = activity(anna, 'Undo', { id: offer.id as string, type: 'Offer', actor: anna.uri });
    await send(undo, anna);
    await send(offer, anna);
    expect((await byOffer(offer))?.state).toBe('withdrawn');
    const second = offerOf(anna, agreement(post.uri, '1'));
    await send(second, anna);
    const bruno = peer.actor('bruno');
    await send(activity(bruno, 'Undo', { id: second.id as string, type: 'Offer', actor: bruno.uri }), bruno);
    const carla = other.actor('carla');
    await send(activity(carla, 'Undo', { id: second.id as string, type: 'Offer', actor: carla.uri }), carla);
    expect((await byOffer(second))?.state).toBe('proposed');
  });
});

describe('the answer to an Offer of ours', () => {
  let bread: Post;
  beforeAll(async () => {
    const theirs = note(anna, node.clock.now(), {
      inReplyTo: post.uri,
      name: 'Mele',
      purpose: 'offer',
      unitBased: false,
      publishes: {
        id: `${anna.uri}/x#primary`,
        type: 'Intent',
        action: 'transfer',
        resourceQuantity: { hasUnit: 'kilogram' },
      },
      reciprocal: {
        type: 'Intent',
        action: 'transfer',
        resourceQuantity: { hasUnit: 'one', hasNumericalValue: '2' },
      },
    });
    await send(activity(anna, 'Create', theirs, context), anna);
    const found = await postByUri(node.database.db, String(theirs.id));
    if (found === undefined) throw new Error('the proposal was not taken in');
    bread = found;
  });
  const propose = async () =>
    respond(node.federation.domain, operator, node.member.id, bread.id, { quantity: '3' });
  const resultOf = (uri: string, value: string, price = '6') => ({
    ...agreement(bread.uri, value, 'kilogram', price),
    id: uri,
    attributedTo: anna.uri,
  });
  const stateOf = async (id: string) => (await stored()).find((row) => row.id === id)?.state;
  const acceptance = (by: PeerActor, offerUri: string, result: unknown) =>
    activity(by, 'Accept', offerUri, { ...context, result: result as JsonObject });

  test('is the owner’s, about the same quantities, with an address of its own', async () => {
    const { id, offerUri } = await propose();
    const uri = `${anna.uri}/agreements/${id}`;
    const bruno = peer.actor('bruno');
    const carla = other.actor('carla');
    const useless: [JsonObject, PeerActor][] = [
      [acceptance(bruno, offerUri, resultOf(uri, '3')), bruno],
      [acceptance(carla, offerUri, resultOf(`${carla.uri}/agreements/1`, '3')), carla],
      [acceptance(anna, offerUri, resultOf(uri, '4')), anna],
      [acceptance(anna, offerUri, resultOf(uri, '3', '7')), anna],
      [acceptance(anna, offerUri, resultOf(`${node.origin}/agreements/${id}`, '3')), anna],
      [acceptance(anna, offerUri, undefined), anna],
      [acceptance(anna, `${node.origin}/activities/1`, resultOf(uri, '3')), anna],
      [activity(bruno, 'Reject', offerUri), bruno],
    ];
    for (const [json, by] of useless) {
      expect((await send(json, by)).status).toBe(202);
      expect(await stateOf(id), JSON.stringify(json)).toBe('proposed');
    }
    await send(acceptance(anna, offerUri, resultOf(uri, '3.0')), anna);
    expect(await stateOf(id)).toBe('accepted');
  });

  test('may come after what follows from it', async () => {
    const { id, offerUri } = await propose();
    const uri = `${anna.uri}/agreements/${id}`;
    const document = {
      id: `${uri}/done`,
      type: 'Document',
      attributedTo: anna.uri,
      context: uri,
      fulfills: `${uri}#primary`,
    };
    await send(activity(anna, 'Create', document, context), anna);
    expect(await stateOf(id)).toBe('proposed');
    await send(acceptance(anna, offerUri, resultOf(uri, '3')), anna);
    const row = (await stored()).find((one) => one.id === id);
    expect(row).toMatchObject({ state: 'accepted', uri });
    expect(row?.ownerDoneAt).not.toBeNull();
  });

  test('is called off by its owner alone', async () => {
    const { id, offerUri } = await propose();
    const uri = `${anna.uri}/agreements/${id}`;
    await send(acceptance(anna, offerUri, resultOf(uri, '3')), anna);
    const bruno = peer.actor('bruno');
    const off = { ...resultOf(uri, '3'), status: 'cancelled' };
    await send(activity(bruno, 'Update', off, context), bruno);
    await send(activity(anna, 'Update', { ...off, status: 'fulfilled' }, context), anna);
    expect(await stateOf(id)).toBe('accepted');
    const carla = other.actor('carla');
    expect((await send(activity(carla, 'Update', off, context), carla)).status).toBe(403);
    const foreign = {
      id: `${anna.uri}/d`,
      type: 'Document',
      attributedTo: anna.uri,
      context: uri,
      fulfills: `${uri}#primary`,
    };
    expect((await send(activity(bruno, 'Create', foreign, context), bruno)).status).toBe(403);
    await send(activity(anna, 'Update', off, context), anna);
    expect(await stateOf(id)).toBe('cancelled');
  });

  test('is not changed by what strangers say of an agreement', async () => {
    const offer = offerOf(anna, agreement(post.uri, '2', 'kilogram', '10'));
    await send(offer, anna);
    const row = await byOffer(offer);
    await acceptResponse(node.federation.domain, operator, node.member.id, row?.id ?? '');
    const uri = node.federation.domain.addresses.agreement(row?.id ?? '');
    const bruno = peer.actor('bruno');
    const done = {
      id: `${bruno.uri}/d`,
      type: 'Document',
      attributedTo: bruno.uri,
      context: uri,
      fulfills: `${uri}#reciprocal`,
    };
    await send(activity(bruno, 'Create', done, context), bruno);
    const after = await byOffer(offer);
    expect([after?.ownerDoneAt, after?.responderDoneAt]).toEqual([null, null]);
    await send(
      activity(anna, 'Create', { ...done, id: `${anna.uri}/d2`, attributedTo: anna.uri }, context),
      anna,
    );
    expect((await byOffer(offer))?.responderDoneAt).not.toBeNull();
  });
});

describe('a microblog’s reply to an offer', () => {
  test('is an enquiry that the owner answers with a direct note', async () => {
    const bruno = peer.actor('bruno');
    const question = note(bruno, node.clock.now(), {
      inReplyTo: post.uri,
      content: '<p>È di <b>farro</b>?</p>',
      cc: [node.member.uri],
    });
    await send(activity(bruno, 'Create', question), bruno);
    const mention = note(bruno, node.clock.now(), {
      to: [node.member.uri],
      cc: [],
      content: '<p>Avete pane?</p>',
    });
    await send(activity(bruno, 'Create', mention), bruno);
    const found = await enquiriesTo(node.database.db, [node.member.id], 10);
    expect(found.slice(0, 2).map((one) => [one.post.uri, one.about?.uri, one.author.handle])).toEqual([
      [mention.id, undefined, 'bruno'],
      [question.id, post.uri, 'bruno'],
    ]);
    expect(await enquiriesTo(node.database.db, [node.actors.group.id], 10)).toEqual([]);
    const id = found[1]?.post.id ?? '';
    await answerEnquiry(node.federation.domain, operator, node.member.id, id, { text: 'Sì, di farro <3' });
    await new Relay(node.federation, node.database).drain();
    const said = (
      await node.database.db.select().from(activities).where(eq(activities.actorId, node.member.id))
    ).at(-1);
    expect(said).toMatchObject({ type: 'Create', public: false, listed: false });
    expect(parse(said?.json ?? '')).toMatchObject({
      to: [bruno.uri],
      object: {
        type: 'Note',
        to: [bruno.uri],
        cc: [],
        inReplyTo: question.id,
        content: expect.stringContaining('Sì, di farro &lt;3'),
        tag: [{ type: 'Mention', href: bruno.uri, name: `@bruno@${peer.host}` }],
      },
    });
    const [answered] = (await enquiriesTo(node.database.db, [node.member.id], 10)).slice(1);
    expect(answered?.answers.map((answer) => answer.source)).toEqual(['Sì, di farro <3']);
    await expect(
      answerEnquiry(node.federation.domain, operator, node.actors.group.id, id, { text: 'x' }),
    ).rejects.toMatchObject({ code: 'enquiry_unknown' });
  });
});
