import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPost } from '../../src/cli/input/post.ts';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { acceptResponse } from '../../src/domain/agreements/accept.ts';
import type { Agreement } from '../../src/domain/agreements/agreement.table.ts';
import { agreementById, counterOfferTo } from '../../src/domain/agreements/agreement-reads.ts';
import { cancelAgreement } from '../../src/domain/agreements/cancel.ts';
import { makeCounterOffer } from '../../src/domain/agreements/counter-offer.ts';
import { markDone } from '../../src/domain/agreements/fulfil.ts';
import { rejectResponse } from '../../src/domain/agreements/reject.ts';
import { respond } from '../../src/domain/agreements/respond.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import { historyOf } from '../../src/domain/history/event-reads.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import type { Post } from '../../src/domain/posts/post.table.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { signingKeyOf } from '../../src/federation/keys/own-keys.ts';
import { draftCavageHeaders } from '../../src/federation/keys/sign-request.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { eventually, type TestNode } from '../support/node.ts';
import { agreementIn, type Pair, publish, startPair, stockIn, untold } from '../support/pair.ts';
import { parcels } from '../support/parcels.ts';

describe('two districts', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair(true);
    const { valle, monte } = pair;
    const { services } = monte;
    const group = await resolveHandle(services.federation, `@distretto@${valle.host}`);
    await requestFollow(services.domain, operator, services.actors.group.id, group.id);
    await eventually(
      () => tieCount(valle.services.domain.db, 'followers', valle.services.actors.group.id),
      (count) => count === 1,
    );
  });
  afterAll(() => pair?.stop());

  const known = (uri: string) =>
    eventually(
      () => postByUri(pair.monte.services.domain.db, uri),
      (post) => post !== undefined,
    );
  const both = async (offerUri: string, state: Agreement['state']) => {
    for (const node of [pair.valle, pair.monte]) {
      await eventually(
        () => agreementIn(node, offerUri),
        (agreement) => agreement?.state === state,
      );
    }
  };
  const answer = async (post: Post, quantity: string) => {
    const there = await known(post.uri);
    return respond(pair.monte.services.domain, operator, pair.gas.id, there?.id ?? '', {
      quantity,
      message: 'Per <b>sabato</b>?',
    });
  };
  /** Restarts a node when nothing is on its way: what is cut off is sent again, but a minute later. */
  const restart = async (node: TestNode) => {
    for (const one of [pair.valle, pair.monte])
      await eventually(
        () => untold(one),
        (count) => count === 0,
      );
    await node.restart();
  };
  const idThere = async (offerUri: string) => (await agreementIn(pair.valle, offerUri))?.id ?? '';

  it('commands find an offer by its number, by its page here and by its page or address there', async () => {
    const post = await publish(pair);
    const there = await known(post.uri);
    const { services } = pair.monte;
    for (const named of [
      there?.id ?? '',
      `${services.config.origin}/offerte/${there?.id}`,
      `${pair.valle.services.config.origin}/offerte/${post.id}`,
      post.uri,
    ]) {
      expect(await readPost(services, named, 'proposal_unknown')).toBe(there?.id);
    }
    await expect(readPost(services, 'zucche', 'proposal_unknown')).rejects.toThrow('proposal_unknown');
  });

  it('come to an agreement and carry it out, each restarted between the steps', async () => {
    const { valle, monte, farm, gas } = pair;
    const post = await publish(pair);
    const proposed = await answer(post, '20');
    await restart(monte);
    await both(proposed.offerUri, 'proposed');
    const there = await agreementIn(valle, proposed.offerUri);
    expect(there).toMatchObject({
      quantity: '20',
      unit: 'kilogram',
      message: 'Per <b>sabato</b>?',
      inReturn: [{ amount: '58', unit: 'one', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
    });
    await acceptResponse(valle.services.domain, operator, farm.id, there?.id ?? '');
    await restart(valle);
    await both(proposed.offerUri, 'accepted');
    const here = await agreementIn(monte, proposed.offerUri);
    expect(here?.uri).toBe(`${valle.origin}/agreements/${there?.id}`);
    await eventually(
      () => stockIn(monte, post.uri),
      (stock) => stock === '180',
    );
    await markDone(valle.services.domain, operator, farm.id, there?.id ?? '', { note: 'Consegnate' });
    await restart(valle);
    await eventually(
      () => agreementIn(monte, proposed.offerUri),
      (agreement) => agreement?.ownerDoneAt !== null,
    );
    await markDone(monte.services.domain, operator, gas.id, proposed.id, {});
    await restart(monte);
    await both(proposed.offerUri, 'fulfilled');
    for (const [node, id] of [
      [valle, there?.id ?? ''],
      [monte, proposed.id],
    ] as const) {
      const history = await historyOf(node.services.domain.db, id);
      expect(history.map(({ event }) => event.type).sort()).toEqual([
        'agreement-accepted',
        'agreement-done',
        'agreement-done',
        'agreement-fulfilled',
        'agreement-proposed',
      ]);
      expect(history.find(({ event }) => event.data.note === 'Consegnate')?.actor?.handle).toBe('podere');
    }
  });

  it('call it off, from either side, and the stock comes back', async () => {
    const { valle, monte, farm, gas } = pair;
    for (const by of ['owner', 'responder'] as const) {
      const post = await publish(pair);
      const { id, offerUri } = await answer(post, '20');
      await both(offerUri, 'proposed');
      await acceptResponse(valle.services.domain, operator, farm.id, await idThere(offerUri));
      await both(offerUri, 'accepted');
      const note = { note: 'Gelata' };
      if (by === 'owner') {
        await cancelAgreement(valle.services.domain, operator, farm.id, await idThere(offerUri), note);
      } else await cancelAgreement(monte.services.domain, operator, gas.id, id, note);
      await both(offerUri, 'cancelled');
      expect(await stockIn(valle, post.uri)).toBe('200');
      await eventually(
        () => stockIn(monte, post.uri),
        (stock) => stock === '200',
      );
      const told = await historyOf(monte.services.domain.db, id);
      expect(told.filter(({ event }) => event.type === 'agreement-cancelled')).toHaveLength(1);
      expect(told.at(-1)?.event.data).toEqual(note);
    }
  });

  it('reject and counter-offer, to the responder alone, who settles it by answering', async () => {
    const { valle, monte, farm, gas } = pair;
    const post = await publish(pair);
    const first = await answer(post, '200');
    await both(first.offerUri, 'proposed');
    const counter = await makeCounterOffer(
      valle.services.domain,
      operator,
      farm.id,
      await idThere(first.offerUri),
      {
        quantity: '50',
        inReturn: [{ position: 0, amount: '120' }],
        note: 'Di più non ne abbiamo',
      },
    );
    await both(first.offerUri, 'rejected');
    const there = await known(counter.uri);
    expect(there).toMatchObject({
      visibility: 'direct',
      recipientId: gas.id,
      kind: 'proposal',
      inReplyTo: post.uri,
    });
    const view = await agreementById(monte.services.domain.db, first.id);
    expect(view && (await counterOfferTo(monte.services.domain.db, view))?.id).toBe(there?.id);
    const settled = await respond(monte.services.domain, operator, gas.id, there?.id ?? '', {
      quantity: '50',
    });
    await both(settled.offerUri, 'accepted');
    expect(await stockIn(valle, post.uri)).toBe('150');
    const anonymous = await fetch(counter.uri, { headers: { accept: 'application/activity+json' } });
    expect(anonymous.status).toBe(404);
  });

  it('accept no more than there is, and say so in words', async () => {
    const { valle, monte, farm } = pair;
    const post = await publish(pair);
    const first = await answer(post, '150');
    const second = await answer(post, '100');
    await both(second.offerUri, 'proposed');
    await acceptResponse(valle.services.domain, operator, farm.id, await idThere(first.offerUri));
    await expect(
      acceptResponse(valle.services.domain, operator, farm.id, await idThere(second.offerUri)),
    ).rejects.toMatchObject({ code: 'not_enough', params: { available: '50' } });
    await rejectResponse(valle.services.domain, operator, farm.id, await idThere(second.offerUri), {
      note: 'Finite',
    });
    await both(second.offerUri, 'rejected');
    const told = await historyOf(monte.services.domain.db, second.id);
    expect(told.at(-1)?.event.data).toEqual({ note: 'Finite' });
  });

  it('show an agreement to nobody but its sides', async () => {
    const { valle, monte, farm, gas } = pair;
    const post = await publish(pair);
    const { offerUri } = await answer(post, '20');
    await both(offerUri, 'proposed');
    const id = await idThere(offerUri);
    const uri = valle.services.domain.addresses.agreement(id);
    const missing = valle.services.domain.addresses.agreement('1');
    const read = async (reader: Actor | undefined, address: string) => {
      const { federation } = monte.services;
      const headers = reader === undefined ? {} : await signedGet(monte, reader, address);
      const answered = await federation.outbound.fetch(new URL(address), {
        headers: { accept: 'application/activity+json', ...headers },
        maxBytes: 100_000,
        timeoutMs: 5_000,
      });
      return { status: answered.status, body: answered.body.toString() };
    };
    // An agreement has its address from the acceptance on.
    expect((await read(gas, uri)).status).toBe(404);
    await acceptResponse(valle.services.domain, operator, farm.id, id);
    const shown = await read(gas, uri);
    expect(shown.status).toBe(200);
    expect(JSON.parse(shown.body)).toMatchObject({
      id: uri,
      type: 'Agreement',
      attributedTo: farm.uri,
      stipulates: {
        id: `${uri}#primary`,
        type: 'Commitment',
        satisfies: `${post.uri}#primary`,
        resourceQuantity: { hasUnit: 'kilogram', hasNumericalValue: '20' },
      },
      stipulatesReciprocal: {
        satisfies: `${post.uri}#reciprocal`,
        resourceQuantity: { hasNumericalValue: '58' },
      },
    });
    const stranger = await addMember(monte.services.domain, operator, {
      handle: 'estranea',
      name: 'Estranea',
      kind: 'enterprise',
    });
    expect(await read(undefined, uri)).toEqual(await read(undefined, missing));
    expect(await read(stranger, uri)).toEqual(await read(stranger, missing));
    expect((await read(stranger, uri)).status).toBe(404);
  });
});

/** Headers of a GET signed by one of the node's own (draft-cavage-http-signatures-12). */
async function signedGet(node: TestNode, reader: Actor, address: string): Promise<Record<string, string>> {
  const key = await signingKeyOf(node.services.federation, reader.id);
  const now = node.services.domain.clock.now();
  return { ...draftCavageHeaders({ method: 'GET', url: new URL(address) }, key, now) };
}

describe('deliveries, each doubled, in any order', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair(false);
  });
  afterAll(() => pair?.stop());

  it('lead both nodes to the same end', async () => {
    const { valle, monte, farm, gas } = pair;
    const there = await resolveHandle(monte.services.federation, `@podere@${valle.host}`);
    await requestFollow(monte.services.domain, operator, gas.id, there.id);
    for (const send of [...(await parcels(monte)), ...(await parcels(valle))]) await send();
    for (const send of await parcels(valle)) await send();
    const ends: [Agreement['state'], (id: string, idThere: string) => Promise<unknown>][] = [
      [
        'fulfilled',
        async (_id, idThere) => {
          await acceptResponse(valle.services.domain, operator, farm.id, idThere);
          await markDone(valle.services.domain, operator, farm.id, idThere, { note: 'fatto' });
        },
      ],
      [
        'cancelled',
        async (_id, idThere) => {
          await acceptResponse(valle.services.domain, operator, farm.id, idThere);
          await cancelAgreement(valle.services.domain, operator, farm.id, idThere, {});
        },
      ],
      [
        'cancelled',
        async (id, idThere) => {
          await acceptResponse(valle.services.domain, operator, farm.id, idThere);
          await cancelAgreement(monte.services.domain, operator, gas.id, id, {});
        },
      ],
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ends),
        fc.infiniteStream(fc.nat()),
        async ([state, act], random) => {
          const shuffled = async (node: TestNode) => {
            const once = await parcels(node);
            const order = [...once, ...once].map((send) => ({ send, rank: Number(random.next().value) }));
            for (const { send } of order.toSorted((a, b) => a.rank - b.rank)) await send();
          };
          const post = await publish(pair);
          await shuffled(valle);
          const known = await postByUri(monte.services.domain.db, post.uri);
          const { id, offerUri } = await respond(monte.services.domain, operator, gas.id, known?.id ?? '', {
            quantity: '20',
          });
          await shuffled(monte);
          await act(id, (await agreementIn(valle, offerUri))?.id ?? '');
          await shuffled(valle);
          await shuffled(monte);
          if (state === 'fulfilled') {
            await markDone(monte.services.domain, operator, gas.id, id, {});
            await shuffled(monte);
          }
          await shuffled(valle);
          expect((await agreementIn(valle, offerUri))?.state).toBe(state);
          expect((await agreementIn(monte, offerUri))?.state).toBe(state);
          const left = state === 'fulfilled' ? '180' : '200';
          expect(await stockIn(valle, post.uri)).toBe(left);
          expect(await stockIn(monte, post.uri)).toBe(left);
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
