import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, actors } from '../../../src/domain/actors/actor.table.ts';
import { saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { operator } from '../../../src/domain/caller.ts';
import { findMatches } from '../../../src/domain/matches/find-matches.ts';
import { matches } from '../../../src/domain/matches/match.table.ts';
import { openMatches } from '../../../src/domain/matches/match-reads.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { notices } from '../../../src/domain/notices/notice.table.ts';
import { findComune } from '../../../src/domain/places/places.ts';
import { receivePost } from '../../../src/domain/posts/receive-post.ts';
import { withdrawProposal } from '../../../src/domain/proposals/end-proposal.ts';
import type { NewProposal } from '../../../src/domain/proposals/proposal.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { categoryBySlug } from '../../../src/domain/taxonomy/categories.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { DAY, RunningClock } from '../../support/moved-clock.ts';
import { type Browser, createBrowser, createTestWeb, signedUpBrowser } from '../../support/web.ts';

const clock = new RunningClock();
let district: TestDomain;
let app: FastifyInstance;
let gas: Actor;
let marta: Browser;
const apples = categoryBySlug('mele').iri;

beforeAll(async () => {
  district = await createTestDomain(clock);
  const { domain } = district;
  app = await createTestWeb(district);
  marta = await signedUpBrowser(app, domain, 'coordinator', 'marta');
  gas = await addMember(domain, operator, { handle: 'gas', name: 'GAS', kind: 'buying-group' });
  await seek('Cerchiamo mele di montagna, 150 kg', { category: 'mele', unit: 'kg', quantity: '150' });
  await seek('Ore di potatura', { action: 'deliverService', category: 'mele', unit: 'ore', quantity: '2' });
  await seek('Cerchiamo ceste di legno', {});
  // Near, far, in hours, a loan, and a request: the first two fit.
  await elsewhere('Golden della valle', { comune: 'Pistoia', conformsTo: apples, unit: 'kilogram' });
  await elsewhere('Renette lontane', { comune: 'Trento', conformsTo: apples, unit: 'gram' });
  await elsewhere('Un’ora tra i meli', { comune: 'Prato', conformsTo: apples, unit: 'hour' });
  await elsewhere('Meli in prestito', { comune: 'Prato', conformsTo: apples, action: 'transferCustody' });
  await elsewhere('Anche noi mele', { comune: 'Prato', conformsTo: apples, purpose: 'request' });
  // Two words in common; one alone, and words that every title has, are not enough.
  await elsewhere('Vecchie ceste in legno, in dono', {});
  await elsewhere('Legno di castagno', {});
  await elsewhere('Cerchiamo casa', {});
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

function seek(title: string, facts: Partial<NewProposal>) {
  const what = { purpose: 'request' as const, title, comune: 'Prato', reciprocals: [], ...facts };
  return publishProposal(district.domain, operator, gas.id, what);
}

type Terms = NonNullable<Parameters<typeof receivePost>[4]['terms']>;

async function elsewhere(title: string, { comune, ...facts }: Partial<Terms> & { comune?: string }) {
  const { domain } = district;
  const n = domain.ids();
  const face = (handle: string, type: 'Group' | 'Organization') => ({
    uri: `https://monte.example/actors/${handle}`,
    url: `https://monte.example/@${handle}`,
    inbox: 'https://monte.example/inbox',
    host: 'monte.example',
    name: handle,
    handle,
    type,
    indexable: true,
  });
  const place = comune === undefined ? undefined : findComune({ name: comune });
  await domain.db.transaction(async (tx) => {
    const group = await saveRemoteActor(tx, domain, face('distretto', 'Group'));
    const coop = await saveRemoteActor(tx, domain, face('coop', 'Organization'));
    await receivePost(tx, domain, coop, group, {
      uri: `https://monte.example/objects/${n}`,
      url: `https://monte.example/offerte/${n}`,
      kind: 'proposal',
      visibility: 'public',
      title,
      content: '<p>Mele e ceste di legno</p>',
      language: 'it',
      tags: [],
      inReplyTo: null,
      publishedAt: domain.clock.now(),
      updatedAt: null,
      images: [],
      terms: {
        ...{ purpose: 'offer', action: 'transfer', unitBased: false, negotiable: true, reciprocals: [] },
        ...(place && { latitude: place.latitude, longitude: place.longitude, comune: place.name }),
        ...facts,
      },
      concluded: false,
      received: {},
    });
  });
}

const pairs = async () =>
  (await openMatches(district.domain.db, 20)).items.map(
    ({ match, request, offer }) => `${request.post.title} – ${offer.post.title} (${match.reason})`,
  );

describe('matches', () => {
  test('join what is about the same or has a title alike, in measures that convert, the nearest first', async () => {
    expect(await findMatches(district.domain)).toBe(4);
    const found = await pairs();
    expect(found.toSorted()).toEqual([
      'Cerchiamo ceste di legno – Vecchie ceste in legno, in dono (words)',
      'Cerchiamo mele di montagna, 150 kg – Golden della valle (category)',
      'Cerchiamo mele di montagna, 150 kg – Renette lontane (category)',
    ]);
    const rows = await district.domain.db.select().from(matches);
    const kilometres = rows.map((row) => row.kilometres).filter((km) => km !== null);
    expect(kilometres.toSorted((a, b) => a - b)).toEqual([expect.closeTo(15, -1), expect.closeTo(250, -2)]);
  });

  test('are told to the coordinators once for each pair', async () => {
    const { db } = district.domain;
    await findMatches(district.domain);
    const told = await db.select().from(notices);
    expect(told.map(({ kind }) => kind)).toEqual(['match-found', 'match-found', 'match-found']);
    const page = (await marta.get('/abbinamenti')).body;
    for (const { path } of told) expect(page).toContain(`id="${path.split('#')[1]}"`);
  });

  test('are seen by coordinators alone in a district, by everyone in a network', async () => {
    const visitor = createBrowser(app);
    expect((await visitor.get('/abbinamenti')).headers.location).toBe('/accedi');
    const ugo = await signedUpBrowser(app, district.domain, 'member', 'ugo');
    expect((await ugo.get('/abbinamenti')).statusCode).toBe(403);
    const [first] = (await openMatches(district.domain.db, 1)).items;
    const form = (await ugo.get('/io')).body;
    const sent = await ugo.post('/abbinamenti/togli', form, { id: first?.match.id ?? '' });
    expect(sent.statusCode).toBe(403);
    const network = await createTestWeb(district, 'network');
    const page = await createBrowser(network).get('/abbinamenti');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Golden della valle');
    expect(page.body).not.toContain('/abbinamenti/togli');
    await network.close();
  });

  test('that lead nowhere are set aside, and never come back', async () => {
    const before = await pairs();
    const page = (await marta.get('/abbinamenti')).body;
    const [, id = ''] = /name="id" value="(\d+)"/.exec(page) ?? [];
    expect((await marta.post('/abbinamenti/togli', page, { id })).statusCode).toBe(303);
    expect((await marta.post('/abbinamenti/togli', page, { id })).statusCode).toBe(404);
    await findMatches(district.domain);
    expect(await pairs()).toEqual(before.slice(1));
  });

  test('go with what they join', async () => {
    const { items } = await openMatches(district.domain.db, 20);
    const { request } = items[0] ?? {};
    await withdrawProposal(district.domain, operator, request?.post.id ?? '');
    const left = items.filter((one) => one.request.post.id !== request?.post.id);
    expect(await pairs()).toHaveLength(left.length);
    expect(left.length).toBeLessThan(items.length);
  });

  test('coordinators hear of ten a day at most', async () => {
    for (let n = 0; n < 8; n++) {
      await seek(`Mele da sidro numero ${n}`, { category: 'mele' });
    }
    clock.advance(DAY / 2);
    await findMatches(district.domain);
    const kinds = () => district.domain.db.$count(notices);
    expect(await kinds()).toBe(10);
    await findMatches(district.domain);
    expect(await kinds()).toBe(10);
    clock.advance(DAY);
    await findMatches(district.domain);
    expect(await kinds()).toBeGreaterThan(10);
  });
});

describe('requests without an answer', () => {
  test('stand with who has waited longest on top', async () => {
    const visitor = createBrowser(app);
    clock.advance(10 * DAY);
    await seek('Appena chiesto', {});
    const { body } = await visitor.get('/richieste?giorni=7');
    expect(body).toContain('Anche noi mele');
    expect(body).not.toContain('Appena chiesto');
    expect(body.indexOf('mele di montagna')).toBeLessThan(body.indexOf('Mele da sidro'));
    expect((await visitor.get('/richieste?giorni=90')).body).toContain('Nessuna richiesta aspetta');
    expect((await visitor.get('/richieste?giorni=2')).statusCode).toBe(400);
  });

  test('and matches are without those who let themselves be indexed no more', async () => {
    const { db } = district.domain;
    expect(await pairs()).not.toEqual([]);
    await db.update(actors).set({ indexable: false }).where(eq(actors.handle, 'coop'));
    expect(await pairs()).toEqual([]);
    const { body } = await createBrowser(app).get('/richieste?giorni=7');
    expect(body).not.toContain('Anche noi mele');
    expect(body).toContain('Mele da sidro');
  });
});
