import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attempts } from '../../../src/domain/accounts/attempt.table.ts';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import type { Post } from '../../../src/domain/posts/post.table.ts';
import { receivePost } from '../../../src/domain/posts/receive-post.ts';
import { proposalById } from '../../../src/domain/proposals/catalogue.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { type Browser, browserActingFor, createBrowser, createTestWeb } from '../../support/web.ts';

let district: TestDomain;
let app: FastifyInstance;
let farm: Actor;
let gas: Actor;
let giulia: Browser;
let paolo: Browser;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  const add = (handle: string, name: string, kind: 'enterprise' | 'buying-group') =>
    addMember(district.domain, operator, { handle, name, kind });
  farm = await add('podere', 'Podere La Fonte', 'enterprise');
  gas = await add('gas', 'GAS di Quartiere', 'buying-group');
  giulia = await browserActingFor(app, district.domain, 'giulia', [farm]);
  paolo = await browserActingFor(app, district.domain, 'paolo', [gas]);
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});
beforeEach(async () => {
  await district.domain.db.delete(attempts);
});

const publish = (): Promise<Post> =>
  publishProposal(district.domain, operator, farm.id, {
    purpose: 'offer',
    title: 'Cassetta di arance <bio>',
    quantity: '5',
    unit: 'kg',
    available: '200',
    reciprocals: [{ amount: '14.50', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
  });

/** Answers an offer by its page and returns the address of the agreement. */
async function answer(browser: Browser, post: Post, fields: Record<string, string> = {}): Promise<string> {
  const page = await browser.get(`/offerte/${post.id}`);
  const response = await browser.post(`/offerte/${post.id}/risposte`, page.body, {
    as: gas.id,
    quantity: '20',
    message: 'Per sabato?',
    ...fields,
  });
  expect(response.statusCode, response.body).toBe(303);
  return String(response.headers.location);
}

async function step(browser: Browser, path: string, name: string, fields: Record<string, string>) {
  return browser.post(`${path}/${name}`, (await browser.get(path)).body, fields);
}

const withoutRepeatedIds = (page: string) => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
};

describe('an agreement by its pages', () => {
  test('goes from the form on the offer to both parts done', async () => {
    const post = await publish();
    const path = await answer(paolo, post);
    const list = (await giulia.get('/accordi')).body;
    expect(list).toContain('Tocca a te: accetta, rifiuta o fai una controproposta.');
    expect(list).toContain('Cassetta di arance &lt;bio&gt;');
    const seen = (await giulia.get(path)).body;
    withoutRepeatedIds(seen);
    expect(seen).toContain('58,00');
    expect(seen).toContain('Per sabato?');
    expect((await step(giulia, path, 'accetta', { as: farm.id })).statusCode).toBe(303);
    expect((await proposalById(district.domain.db, post.id))?.proposal.available).toBe('180');
    expect((await step(giulia, path, 'fatto', { as: farm.id, note: 'Consegnate <ieri>' })).statusCode).toBe(
      303,
    );
    const waiting = (await paolo.get(path)).body;
    withoutRepeatedIds(waiting);
    expect(waiting).toContain('Consegnate &lt;ieri&gt;');
    expect((await step(paolo, path, 'fatto', { as: gas.id })).statusCode).toBe(303);
    const done = (await paolo.get(path)).body;
    expect(done).toContain('Portato a termine');
    expect(done).toContain('Podere La Fonte ha fatto la sua parte');
    expect((await giulia.get(path, { 'accept-language': 'it' })).headers['cache-control']).toBe(
      'private, no-store',
    );
  });

  test('keeps what was typed, beside what is wrong with it', async () => {
    const post = await publish();
    const page = (await paolo.get(`/offerte/${post.id}`)).body;
    withoutRepeatedIds(page);
    const response = await paolo.post(`/offerte/${post.id}/risposte`, page, {
      as: gas.id,
      quantity: '12',
      message: 'Con <calma>',
    });
    expect(response.statusCode).toBe(409);
    expect(response.body).toContain('Si va per pezzi interi: indica un multiplo di 5.');
    expect(response.body).toMatch(/id="respond-quantity"[^>]*value="12"[^>]*aria-invalid="true"/);
    expect(response.body).toContain('>Con &lt;calma&gt;</textarea>');
    expect(response.body).toContain('href="#respond-quantity"');
    const nonsense = await paolo.post(`/offerte/${post.id}/risposte`, page, {
      as: gas.id,
      quantity: 'tante',
    });
    expect([nonsense.statusCode, nonsense.body.includes('Scrivi un numero maggiore di zero')]).toEqual([
      400,
      true,
    ]);
  });

  test('is countered, and the other terms accepted from the agreement’s own page', async () => {
    const post = await publish();
    const path = await answer(paolo, post, { quantity: '200' });
    const wrong = await step(giulia, path, 'controproposta', {
      as: farm.id,
      quantity: '500',
      note: 'Troppe',
    });
    expect(wrong.statusCode).toBe(409);
    expect(wrong.body).toContain('ne restano 200');
    expect(wrong.body).toContain('>Troppe</textarea>');
    const fields = { as: farm.id, quantity: '50', 'inReturn.0': '120,00', note: 'Di più no' };
    expect((await step(giulia, path, 'controproposta', fields)).statusCode).toBe(303);
    const sent = (await giulia.get(path)).body;
    expect([sent.includes('La controproposta, in attesa di risposta'), sent.includes('/risposte"')]).toEqual([
      true,
      false,
    ]);
    expect((await paolo.get('/accordi')).body).toContain('Podere La Fonte ti propone queste condizioni');
    const page = (await paolo.get(path)).body;
    expect(page).toContain('120,00');
    const [, counterId = ''] = /action="\/offerte\/(\d+)\/risposte"/.exec(page) ?? [];
    for (const stranger of [giulia, createBrowser(app)]) {
      expect([404, 303]).toContain((await stranger.get(`/controproposte/${counterId}`)).statusCode);
      expect((await stranger.get(`/offerte/${counterId}`)).statusCode).toBe(404);
    }
    const accepted = await paolo.post(`/offerte/${counterId}/risposte`, page, { as: gas.id, quantity: '50' });
    expect(accepted.statusCode).toBe(303);
    expect((await paolo.get(String(accepted.headers.location))).body).toContain('Accordo preso');
  });

  test('is rejected with a reason, withdrawn, and called off', async () => {
    const post = await publish();
    const rejected = await answer(paolo, post);
    await step(giulia, rejected, 'rifiuta', { as: farm.id, note: 'Gelata' });
    expect((await paolo.get(rejected)).body).toContain('Gelata');
    const withdrawn = await answer(paolo, post);
    await step(paolo, withdrawn, 'annulla', { as: gas.id });
    const late = await giulia.post(`${withdrawn}/accetta`, (await giulia.get('/accordi')).body, {
      as: farm.id,
    });
    expect(late.statusCode).toBe(409);
    const cancelled = await answer(paolo, post);
    await step(giulia, cancelled, 'accetta', { as: farm.id });
    await step(paolo, cancelled, 'annulla', { as: gas.id, note: 'Non passiamo' });
    expect((await giulia.get(cancelled)).body).toContain('Annullato');
    expect((await proposalById(district.domain.db, post.id))?.proposal.available).toBe('200');
  });

  test('is nobody else’s, and moved by no form from elsewhere', async () => {
    const post = await publish();
    const path = await answer(paolo, post);
    const stranger = await browserActingFor(app, district.domain, 'nina', [
      await addMember(district.domain, operator, { handle: 'nido', name: 'Nido', kind: 'association' }),
    ]);
    const missing = await stranger.get('/accordi/1');
    const hidden = await stranger.get(path);
    expect([hidden.statusCode, missing.statusCode]).toEqual([404, 404]);
    expect(hidden.body.replaceAll(path.split('/').at(-1) ?? '', '1')).toBe(missing.body);
    expect((await createBrowser(app).get(path)).headers.location).toBe('/accedi');
    const page = (await giulia.get(path)).body;
    const impostor = await paolo.post(`${path}/accetta`, (await paolo.get(path)).body, { as: farm.id });
    expect(impostor.statusCode).toBe(403);
    const elsewhere = await giulia.post(
      `${path}/accetta`,
      page,
      { as: farm.id },
      { origin: 'https://altrove.example', 'sec-fetch-site': 'cross-site' },
    );
    expect(elsewhere.statusCode).toBe(403);
    const tokenless = await giulia.post(`${path}/accetta`, '', { as: farm.id });
    expect(tokenless.statusCode).toBe(403);
    const anonymous = createBrowser(app);
    expect(
      (await anonymous.post(`/offerte/${post.id}/risposte`, page, { as: gas.id, quantity: '5' })).statusCode,
    ).toBe(403);
    expect((await anonymous.get(`/offerte/${post.id}`)).body).toContain('Accedi per rispondere');
  });
});

describe('messages from the fediverse', () => {
  test('are shown to the owner, who answers there', async () => {
    const post = await publish();
    const { domain } = district;
    const uri = 'https://microblog.example/users/anna';
    const anna = await domain.db.transaction((tx) =>
      saveRemoteActor(tx, domain, {
        uri,
        host: 'microblog.example',
        type: 'Person',
        handle: 'anna',
        name: 'Anna',
        url: uri,
        inbox: `${uri}/inbox`,
      }),
    );
    const enquiry = await domain.db.transaction((tx) =>
      receivePost(tx, domain, anna, undefined, {
        uri: `${uri}/1`,
        url: `${uri}/1`,
        kind: 'note',
        visibility: 'public',
        title: null,
        content: '<p>Sono trattate?</p>',
        language: 'it',
        tags: [],
        inReplyTo: post.uri,
        recipientId: farm.id,
        publishedAt: domain.clock.now(),
        updatedAt: null,
        images: [],
        terms: undefined,
        concluded: false,
        received: {},
      }),
    );
    const page = (await giulia.get('/messaggi')).body;
    expect(page).toContain('Sono trattate?');
    expect(page).toContain(`href="/offerte/${post.id}"`);
    expect((await paolo.get('/messaggi')).body).not.toContain('Sono trattate?');
    const path = `/messaggi/${enquiry?.id}`;
    const empty = await giulia.post(path, page, { as: farm.id, text: ' ' });
    expect([empty.statusCode, empty.body.includes('Questo campo va compilato.')]).toEqual([400, true]);
    expect(
      (await paolo.post(path, (await paolo.get('/messaggi')).body, { as: gas.id, text: 'Sì' })).statusCode,
    ).toBe(404);
    expect((await giulia.post(path, page, { as: farm.id, text: 'No, <mai>.' })).statusCode).toBe(303);
    expect((await giulia.get('/messaggi')).body).toContain('No, &lt;mai&gt;.');
  });
});
