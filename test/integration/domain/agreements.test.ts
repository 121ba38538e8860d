import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { acceptResponse } from '../../../src/domain/agreements/accept.ts';
import type { NewResponse } from '../../../src/domain/agreements/agreement.ts';
import {
  agreementById,
  agreementCursor,
  agreementOf,
  agreementsOf,
  counterOfferTo,
} from '../../../src/domain/agreements/agreement-reads.ts';
import { cancelAgreement } from '../../../src/domain/agreements/cancel.ts';
import { makeCounterOffer } from '../../../src/domain/agreements/counter-offer.ts';
import { markDone } from '../../../src/domain/agreements/fulfil.ts';
import { receiveResponse } from '../../../src/domain/agreements/receive-response.ts';
import { rejectResponse } from '../../../src/domain/agreements/reject.ts';
import { respond } from '../../../src/domain/agreements/respond.ts';
import { operator } from '../../../src/domain/caller.ts';
import { historyOf } from '../../../src/domain/history/event-reads.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import type { Post } from '../../../src/domain/posts/post.table.ts';
import { catalogue, proposalById } from '../../../src/domain/proposals/catalogue.ts';
import { closeProposal } from '../../../src/domain/proposals/end-proposal.ts';
import type { NewProposal } from '../../../src/domain/proposals/proposal.ts';
import { changeProposal, publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';

let test: TestDomain;
let farm: Actor;
let gas: Actor;
beforeAll(async () => {
  test = await createTestDomain();
  farm = await addMember(test.domain, operator, { handle: 'podere', name: 'Podere', kind: 'enterprise' });
  gas = await addMember(test.domain, operator, { handle: 'gas', name: 'GAS', kind: 'buying-group' });
});
afterAll(() => test.database.drop());

const oranges: NewProposal = {
  purpose: 'offer',
  title: 'Cassetta di arance bio, 5 kg',
  quantity: '5',
  unit: 'kg',
  available: '200',
  minimum: '10',
  reciprocals: [{ amount: '14,50', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
};
const publish = (change: Partial<NewProposal> = {}) =>
  publishProposal(test.domain, operator, farm.id, { ...oranges, ...change });
const answer = (post: Post, change: Partial<NewResponse> = {}) =>
  respond(test.domain, operator, gas.id, post.id, { quantity: '20', ...change });
const stock = async (post: Post) => (await proposalById(test.domain.db, post.id))?.proposal.available;
const state = async (id: string) => (await agreementById(test.domain.db, id))?.agreement.state;
const accept = (id: string) => acceptResponse(test.domain, operator, farm.id, id);

describe('an agreement', () => {
  it('goes from the answer to the fulfilment, with its history', async () => {
    const post = await publish();
    const proposed = await answer(post, { quantity: '20000', unit: 'g', message: 'Per sabato?' });
    expect(proposed).toMatchObject({
      state: 'proposed',
      quantity: '20',
      unit: 'kilogram',
      inReturn: [{ amount: '58', unit: 'one' }],
      message: 'Per sabato?',
    });
    expect(await stock(post)).toBe('200');
    expect(await accept(proposed.id)).toMatchObject({ state: 'accepted', stockTaken: true });
    expect(await stock(post)).toBe('180');
    await markDone(test.domain, operator, farm.id, proposed.id, { note: 'Consegnate' });
    expect(await state(proposed.id)).toBe('accepted');
    await markDone(test.domain, operator, gas.id, proposed.id, {});
    expect(await state(proposed.id)).toBe('fulfilled');
    expect(await stock(post)).toBe('180');
    const history = await historyOf(test.domain.db, proposed.id);
    expect(history.map(({ event, actor }) => [event.type, actor?.handle, event.caller])).toEqual([
      ['agreement-proposed', 'gas', 'operator'],
      ['agreement-accepted', 'podere', 'operator'],
      ['agreement-done', 'podere', 'operator'],
      ['agreement-done', 'gas', 'operator'],
      ['agreement-fulfilled', 'gas', 'operator'],
    ]);
    expect(history[2]?.event.data).toEqual({ note: 'Consegnate' });
    await expect(cancelAgreement(test.domain, operator, gas.id, proposed.id, {})).rejects.toMatchObject({
      code: 'agreement_step_closed',
    });
  });

  it.each(['farm', 'gas'] as const)('gives the stock back when the %s calls it off', async (who) => {
    const post = await publish();
    const { id } = await answer(post);
    await accept(id);
    expect(await stock(post)).toBe('180');
    const by = who === 'farm' ? farm : gas;
    await cancelAgreement(test.domain, operator, by.id, id, { note: 'Gelata' });
    expect(await state(id)).toBe('cancelled');
    expect(await stock(post)).toBe('200');
  });

  it('is withdrawn or rejected before it begins', async () => {
    const post = await publish();
    const first = await answer(post);
    await cancelAgreement(test.domain, operator, gas.id, first.id, {});
    expect(await state(first.id)).toBe('withdrawn');
    const second = await answer(post);
    await rejectResponse(test.domain, operator, farm.id, second.id, { note: 'Troppo tardi' });
    expect(await state(second.id)).toBe('rejected');
    for (const id of [first.id, second.id])
      await expect(accept(id)).rejects.toMatchObject({ kind: 'conflict' });
    expect(await stock(post)).toBe('200');
  });

  it('is not called off by the side that has done its part', async () => {
    const { id } = await answer(await publish());
    await accept(id);
    await markDone(test.domain, operator, farm.id, id, {});
    await expect(cancelAgreement(test.domain, operator, farm.id, id, {})).rejects.toMatchObject({
      code: 'agreement_step_closed',
    });
    await expect(markDone(test.domain, operator, farm.id, id, {})).rejects.toMatchObject({
      kind: 'conflict',
    });
    await cancelAgreement(test.domain, operator, gas.id, id, {});
    expect(await state(id)).toBe('cancelled');
  });

  it('is countered: rejected, and offered again to the responder alone', async () => {
    const post = await publish();
    const { id } = await answer(post, { quantity: '50' });
    const counter = await makeCounterOffer(test.domain, operator, farm.id, id, {
      quantity: '7.5',
      inReturn: [{ position: 0, amount: '20' }],
      note: 'Di più non ne raccogliamo',
    });
    expect(await state(id)).toBe('rejected');
    expect(counter).toMatchObject({
      visibility: 'direct',
      recipientId: gas.id,
      inReplyTo: post.uri,
      audienceId: null,
    });
    expect(
      (await catalogue(test.domain.db, { text: 'arance' }, 50)).map((view) => view.post.id),
    ).not.toContain(counter.id);
    const view = await agreementById(test.domain.db, id);
    expect(view && (await counterOfferTo(test.domain.db, view))?.id).toBe(counter.id);
    const stranger = await addMember(test.domain, operator, {
      handle: 'altri',
      name: 'Altri',
      kind: 'buying-group',
    });
    await expect(
      respond(test.domain, operator, stranger.id, counter.id, { quantity: '7.5' }),
    ).rejects.toMatchObject({ code: 'proposal_unknown' });
    const settled = await answer(counter, { quantity: '7.5' });
    expect(settled).toMatchObject({ state: 'accepted', inReturn: [{ amount: '20' }] });
    expect(await stock(post)).toBe('192.5');
    await expect(answer(counter, { quantity: '7.5' })).rejects.toMatchObject({ code: 'proposal_ended' });
    await cancelAgreement(test.domain, operator, gas.id, settled.id, {});
    expect(await stock(post)).toBe('200');
  });

  it('can be about a request, in a unit of its own, with the price to be agreed', async () => {
    const post = await publish({
      purpose: 'request',
      quantity: undefined,
      available: undefined,
      minimum: undefined,
      unitBased: false,
      negotiable: true,
      reciprocals: [{ label: 'marmellata' }],
    });
    await expect(answer(post)).rejects.toMatchObject({ code: 'amount_missing' });
    const { id } = await answer(post, { inReturn: [{ position: 0, amount: '3' }] });
    await accept(id);
    expect(await agreementById(test.domain.db, id)).toMatchObject({
      agreement: { state: 'accepted', stockTaken: false, inReturn: [{ label: 'marmellata', amount: '3' }] },
    });
  });
});

describe('a response is refused', () => {
  it.each<[string, Partial<NewResponse>]>([
    ['amount_invalid', { quantity: '-5' }],
    ['amount_invalid', { quantity: '0' }],
    ['amount_invalid', { quantity: '9'.repeat(400) }],
    ['unit_not_convertible', { unit: 'litre' }],
    ['not_whole_pieces', { quantity: '12' }],
    ['below_minimum', { quantity: '5' }],
    ['not_enough', { quantity: '205' }],
    ['text_too_long', { message: 'a'.repeat(2001) }],
  ])('as %s for %o', async (code, change) => {
    const post = await publish();
    await expect(answer(post, change)).rejects.toMatchObject({ code });
  });

  it('to a closed proposal, to oneself, and to nothing', async () => {
    const post = await publish();
    await expect(respond(test.domain, operator, farm.id, post.id, { quantity: '20' })).rejects.toMatchObject({
      code: 'responds_to_itself',
    });
    await closeProposal(test.domain, operator, post.id);
    await expect(answer(post)).rejects.toMatchObject({ code: 'proposal_ended' });
    await expect(respond(test.domain, operator, gas.id, '1', { quantity: '1' })).rejects.toMatchObject({
      code: 'proposal_unknown',
    });
  });

  it('and every step too, to whoever takes no part in it', async () => {
    const { id } = await answer(await publish());
    const coordinator = {
      kind: 'account',
      accountId: '1',
      role: 'coordinator',
      actsFor: [test.actors.group.id],
    } as const;
    await expect(acceptResponse(test.domain, coordinator, farm.id, id)).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(acceptResponse(test.domain, coordinator, test.actors.group.id, id)).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(acceptResponse(test.domain, operator, gas.id, id)).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(await agreementOf(test.domain.db, [test.actors.group.id], id)).toBeUndefined();
    expect(await agreementOf(test.domain.db, [], id)).toBeUndefined();
  });
});

describe('the list of agreements', () => {
  it('comes page by page, the last changed first, each once', async () => {
    const shop = await addMember(test.domain, operator, {
      handle: 'bottega',
      name: 'Bottega',
      kind: 'enterprise',
    });
    const post = await publish({ minimum: undefined });
    const made = [];
    for (let index = 0; index < 5; index++) {
      made.push(await respond(test.domain, operator, shop.id, post.id, { quantity: '5' }));
    }
    await accept(made[0]?.id ?? '');
    const seen: string[] = [];
    for (let after = undefined as { at: Date; id: string } | undefined; ; ) {
      const page = await agreementsOf(test.domain.db, [shop.id], {}, 2, after);
      const last = page.at(-1);
      if (last === undefined) break;
      seen.push(...page.map((view) => view.agreement.id));
      after = agreementCursor(last);
    }
    expect(seen).toHaveLength(5);
    expect(seen[0]).toBe(made[0]?.id);
    expect(new Set(seen).size).toBe(5);
    expect(await agreementsOf(test.domain.db, [shop.id], { states: ['accepted'] }, 9)).toHaveLength(1);
  });
});

describe('stock', () => {
  it('is right when 50 responses of five nodes are accepted at once for 20 units', async () => {
    const post = await publish({ unit: 'one', quantity: '1', available: '20', minimum: undefined });
    const { domain } = test;
    const responders: Actor[] = [];
    for (let index = 0; index < 5; index++) {
      const host = `nodo${index}.example`;
      const uri = `https://${host}/actors/1`;
      responders.push(
        await domain.db.transaction((tx) =>
          saveRemoteActor(tx, domain, {
            uri,
            host,
            type: 'Organization',
            handle: 'gas',
            name: host,
            url: uri,
            inbox: `${uri}/inbox`,
          }),
        ),
      );
    }
    const offers = Array.from({ length: 50 }, (_, index) => index);
    await Promise.all(
      offers.map((index) =>
        domain.db.transaction(async (tx) => {
          const responder = responders[index % 5] ?? farm;
          const offerUri = `https://${responder.host}/activities/${index}`;
          const incoming = { offerUri, quantity: '1', unit: 'one', inReturn: [], message: '' };
          await receiveResponse(tx, domain, responder, post, incoming);
          await receiveResponse(tx, domain, responder, post, incoming);
        }),
      ),
    );
    const open = await agreementsOf(
      domain.db,
      responders.map((actor) => actor.id),
      {},
      100,
    );
    expect(open).toHaveLength(50);
    const outcomes = await Promise.allSettled(open.map((view) => accept(view.agreement.id)));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(20);
    expect(await stock(post)).toBe('0');
    const accepted = await agreementsOf(domain.db, [farm.id], { states: ['accepted'] }, 100);
    const ours = accepted.filter((view) => view.post.id === post.id);
    expect(ours).toHaveLength(20);
    await Promise.all(
      ours.slice(0, 5).map((view) => cancelAgreement(domain, operator, farm.id, view.agreement.id, {})),
    );
    expect(await stock(post)).toBe('5');
    await changeProposal(domain, operator, post.id, { title: 'Arance navel' });
    expect(await stock(post)).toBe('5');
  });

  it('lets its owner change what an emptied offer says', async () => {
    const post = await publish({ available: '10' });
    await accept((await answer(post, { quantity: '10' })).id);
    expect(await stock(post)).toBe('0');
    await changeProposal(test.domain, operator, post.id, { text: 'Finite, torneranno a maggio.' });
    expect(await stock(post)).toBe('0');
    await changeProposal(test.domain, operator, post.id, { available: '100' });
    expect(await stock(post)).toBe('100');
    await changeProposal(test.domain, operator, post.id, { available: undefined });
    expect(await stock(post)).toBeNull();
  });
});
