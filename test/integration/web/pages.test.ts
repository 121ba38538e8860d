import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { publishAnnouncement } from '../../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { endMembership } from '../../../src/domain/members/end-membership.ts';
import { type IncomingPost, receivePost } from '../../../src/domain/posts/receive-post.ts';
import { withdrawPost } from '../../../src/domain/posts/withdraw-post.ts';
import { closeProposal, withdrawProposal } from '../../../src/domain/proposals/end-proposal.ts';
import type { NewProposal } from '../../../src/domain/proposals/proposal.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { EURO } from '../../../src/domain/taxonomy/resources.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { createTestWeb } from '../../support/web.ts';

const ATTACK = `<script>alert(1)</script>"><img src=x onerror=alert(2)>' onfocus='alert(3)`;

let test_: TestDomain;
let app: FastifyInstance;
let farm: Actor;
let group: Actor;

beforeAll(async () => {
  test_ = await createTestDomain();
  app = await createTestWeb(test_);
  farm = await member('podere', 'Podere Due Querce');
  group = await member('gas', 'GAS del Borgo', 'buying-group');
});
afterAll(async () => {
  await app.close();
  await test_.database.drop();
});

async function member(handle: string, name: string, kind: 'enterprise' | 'buying-group' = 'enterprise') {
  return addMember(test_.domain, operator, {
    handle,
    name,
    kind,
    summary: `Siamo ${name}`,
    sectors: ['filiera-corta'],
    comune: 'Vaiano',
    province: 'PO',
    shows: ['kind', 'place', 'sectors', 'site', 'vat'],
  });
}

async function offer(facts: Partial<NewProposal> = {}, owner = farm) {
  return publishProposal(test_.domain, operator, owner.id, {
    purpose: 'offer',
    title: 'Patate di montagna',
    text: 'Buone per gli gnocchi',
    reciprocals: [{ conformsTo: EURO.iri, amount: '1.50' }],
    ...facts,
  });
}

async function fromElsewhere(
  facts: Partial<IncomingPost> = {},
  actorFacts: { name?: string; url?: string } = {},
) {
  const { domain } = test_;
  const n = domain.ids();
  const face = (handle: string, name: string, type: 'Group' | 'Organization') => ({
    uri: `https://monte.example/actors/${handle}`,
    type,
    host: 'monte.example',
    handle,
    name,
    url: `https://monte.example/@${handle}`,
    inbox: 'https://monte.example/inbox',
    indexable: true,
  });
  return domain.db.transaction(async (tx) => {
    const district = await saveRemoteActor(tx, domain, face('distretto', 'DES Monte', 'Group'));
    const coop = await saveRemoteActor(tx, domain, {
      ...face('coop', 'Cooperativa Alta', 'Organization'),
      ...actorFacts,
    });
    const post = await receivePost(tx, domain, coop, district, {
      uri: `https://monte.example/objects/${n}`,
      url: `https://monte.example/offerte/${n}`,
      kind: 'proposal',
      visibility: 'public',
      title: 'Marroni',
      content: '<p>Raccolti a mano</p>',
      language: 'it',
      tags: [],
      inReplyTo: null,
      publishedAt: domain.clock.now(),
      updatedAt: null,
      images: [],
      terms: {
        purpose: 'offer',
        action: 'transfer',
        unitBased: false,
        negotiable: true,
        reciprocals: [],
      },
      concluded: false,
      received: {},
      ...facts,
    });
    if (post === undefined) throw new Error('not received');
    return post;
  });
}

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

describe('an offer', () => {
  test('says what, how much, for what, where and who', async () => {
    const post = await offer({
      title: 'Mele, cassetta',
      unit: 'kg',
      quantity: '5',
      available: '200',
      reciprocals: [{ conformsTo: EURO.iri, amount: '11.50' }],
      comune: 'Vernio',
      province: 'PO',
    });
    const { body, headers, statusCode } = await get(`/offerte/${post.id}`);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    for (const text of [
      'Mele, cassetta',
      '11,50\u00a0€ per 5\u00a0kg',
      '200\u00a0kg',
      'Vernio (PO)',
      'Podere Due Querce',
    ]) {
      expect(body).toContain(text);
    }
    expect(body).toContain(`<link rel="canonical" href="https://valle.example/offerte/${post.id}">`);
  });

  test('concluded, it says so and takes no answer', async () => {
    const post = await offer();
    await closeProposal(test_.domain, operator, post.id);
    const { body } = await get(`/offerte/${post.id}`);
    expect(body).toContain('Conclusa');
    expect(body).not.toContain('Rispondi dal tuo nodo');
  });

  test('withdrawn, it answers 410 and shows nothing of it', async () => {
    const post = await offer({ title: 'Un segreto' });
    await withdrawProposal(test_.domain, operator, post.id);
    const { body, statusCode } = await get(`/offerte/${post.id}`);
    expect(statusCode).toBe(410);
    expect(body).not.toContain('Un segreto');
    expect((await get('/offerte')).body).not.toContain('Un segreto');
  });

  test('from elsewhere names its district, links the original, stays out of search engines and loads no picture', async () => {
    const post = await fromElsewhere({
      images: [
        { url: 'https://monte.example/m.jpg', mediaType: 'image/jpeg', alt: 'Un cesto', width: 8, height: 8 },
      ],
    });
    const { body } = await get(`/offerte/${post.id}`);
    expect(body).toContain('DES Monte');
    expect(body).toContain(`href="${post.url}"`);
    expect(body).toContain('<meta name="robots" content="noindex">');
    expect(body).toContain('Un cesto');
    expect(body).not.toMatch(/<img[^>]+monte\.example/);
  });

  test.each(['0', 'x', '99999999999999999999', '1%00', '..%2f..%2fetc'])('/offerte/%s is 404', async (id) => {
    expect((await get(`/offerte/${id}`)).statusCode).toBe(404);
  });

  test.each(['followers', 'direct'] as const)(
    'for %s only looks like one that never was',
    async (visibility) => {
      const post = await fromElsewhere({ visibility });
      const hidden = await get(`/offerte/${post.id}`);
      const missing = await get(`/offerte/${test_.domain.ids()}`);
      expect(hidden.statusCode).toBe(404);
      expect(hidden.body.replaceAll(post.id, '')).toBe(
        missing.body.replace(/%2Fofferte%2F\d+/, '%2Fofferte%2F'),
      );
    },
  );
});

describe('what others typed', () => {
  test('never becomes HTML of the page', async () => {
    const hostile = await member('cattivo', ATTACK.slice(0, 100));
    const local = await offer(
      { title: ATTACK, text: ATTACK, reciprocals: [{ label: ATTACK, amount: '1' }] },
      hostile,
    );
    const remote = await fromElsewhere(
      {
        title: ATTACK,
        url: 'javascript:alert(4)',
        images: [{ url: 'javascript:alert(5)', mediaType: 'image/png', alt: ATTACK, width: 1, height: 1 }],
        terms: {
          purpose: 'request',
          action: 'transfer',
          unitBased: false,
          negotiable: false,
          unit: ATTACK,
          available: '3',
          comune: ATTACK,
          province: ATTACK,
          sectors: [ATTACK],
          reciprocals: [{ action: 'transfer', label: ATTACK, unit: ATTACK, amount: '2' }],
        },
      },
      { name: ATTACK, url: 'javascript:alert(6)' },
    );
    const news = await publishAnnouncement(test_.domain, operator, hostile.id, {
      title: ATTACK,
      text: ATTACK,
    });
    const search = `?text=${encodeURIComponent(ATTACK)}`;
    const comune = `?comune=${encodeURIComponent(ATTACK.slice(0, 70))}`;
    for (const url of [
      '/',
      '/offerte',
      `/offerte${search}`,
      `/soggetti${comune}`,
      `/offerte/${local.id}`,
      `/offerte/${remote.id}`,
      '/@cattivo',
      '/@coop@monte.example',
      '/annunci',
      `/annunci/${news.id}`,
      '/soggetti',
      `/tag/${encodeURIComponent('<b>')}`,
      `/${encodeURIComponent(ATTACK)}`,
      `/offerte?purpose=${encodeURIComponent(ATTACK)}`,
      '/offerte.atom',
      '/annunci.atom',
      '/soggetti.atom',
    ]) {
      const { body: page, statusCode } = await get(url);
      expect(statusCode, url).toBeLessThan(500);
      // Nothing ends a block of data but its own end.
      const body = page.replace(/<script type="application\/ld\+json">[^<]*<\/script>/, '');
      expect(body, url).not.toMatch(/(?:href|src)="\s*javascript:/i);
      // Every value is in double quotes: what is left are tags and the names of their attributes.
      expect(body.replace(/"[^"]*"/g, '""'), url).not.toMatch(/<script|<img src=x|<[^>]*\son\w+\s*=/i);
    }
    expect((await get(`/offerte/${local.id}`)).body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('the catalogue', () => {
  test('filters by what is in the address and keeps it in the form', async () => {
    await offer(
      {
        purpose: 'request',
        title: 'Cerchiamo un torchio',
        sectors: ['riuso-e-riciclo'],
        comune: 'Cantagallo',
      },
      group,
    );
    const found = async (query: string) =>
      (await get(`/offerte?${query}`)).body.includes('Cerchiamo un torchio');
    for (const query of [
      'purpose=request',
      'kind=buying-group',
      'sector=riuso-e-riciclo',
      'comune=cantagallo',
      'text=torchi',
      'from=here',
      'purpose=request&kind=buying-group&sector=riuso-e-riciclo&comune=Cantagallo&text=torchio&from=here',
      'purpose=&kind=&text=torchio',
    ]) {
      expect(await found(query), query).toBe(true);
    }
    for (const query of [
      'purpose=offer',
      'kind=workers',
      'sector=energia',
      'comune=Prato',
      'text=vino',
      'from=elsewhere',
    ]) {
      expect(await found(query), query).toBe(false);
    }
    const { body } = await get('/offerte?sector=riuso-e-riciclo&text=torchio');
    expect(body).toContain('<option value="riuso-e-riciclo" selected>');
    expect(body).toContain('value="torchio"');
  });

  test('with no result says what to do', async () => {
    const { body, statusCode } = await get('/offerte?text=introvabilissimo');
    expect(statusCode).toBe(200);
    expect(body).toContain('Prova con meno filtri');
  });

  test('gives every item once over its pages', async () => {
    const titles = Array.from(
      { length: 30 },
      (_, index) => `Pagina numerata ${String(index).padStart(2, '0')}`,
    );
    for (const title of titles) await offer({ title });
    const seen: string[] = [];
    let url: string | undefined = '/offerte?text=numerata';
    while (url !== undefined) {
      const { body, statusCode } = await get(url);
      expect(statusCode).toBe(200);
      seen.push(...[...body.matchAll(/Pagina numerata \d\d/g)].map(([title]) => title));
      url = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen.sort()).toEqual(titles);
  });

  test.each(['purpose=x', 'kind=person%27', 'after=1%27--', 'after=99-0', 'text=a&text=b', 'from=nowhere'])(
    'refuses %s with 400',
    async (query) => {
      const { body, statusCode } = await get(`/offerte?${query}`);
      expect(statusCode).toBe(400);
      expect(body).toContain('Richiesta non valida');
    },
  );
});

describe('members', () => {
  test('the directory filters and turns its pages', async () => {
    for (let index = 0; index < 26; index++) await member(`socio${index}`, `Realtà elencata ${index + 10}`);
    const first = (await get('/soggetti?text=elencata&kind=enterprise&comune=Vaiano&sector=filiera-corta'))
      .body;
    const next = /rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = (await get(next)).body;
    const names = [first, second].flatMap(
      (body) => body.match(/(?<=@socio\d+">)Realtà elencata \d\d/g) ?? [],
    );
    expect(new Set(names).size).toBe(26);
    expect(names).toHaveLength(26);
    expect((await get('/soggetti?kind=institution')).body).not.toContain('GAS del Borgo');
    expect((await get('/soggetti?after=1')).statusCode).toBe(400);
  });

  test('a profile shows its offers; one who left is gone; a stranger is not there', async () => {
    await offer({ title: 'Solo dal podere' });
    const { body } = await get('/@podere');
    expect(body).toContain('Solo dal podere');
    expect(body).toContain('@podere@valle.example');
    const leaver = await member('parte', 'Chi parte');
    await endMembership(test_.domain, operator, leaver.id, { by: 'district' });
    expect((await get('/@parte')).statusCode).toBe(410);
    expect((await get('/@nessuno')).statusCode).toBe(404);
    expect((await get('/@a%2F..%2Fb')).statusCode).toBe(404);
  });
});

test('announcements: listed, read, withdrawn; by hashtag too', async () => {
  const post = await publishAnnouncement(test_.domain, operator, group.id, {
    title: 'Assemblea',
    text: 'Ci vediamo sabato. #Assemblea',
  });
  expect((await get('/annunci')).body).toContain(`/annunci/${post.id}`);
  expect((await get(`/annunci/${post.id}`)).body).toContain('Ci vediamo sabato');
  expect((await get('/tag/assemblea')).body).toContain(`/annunci/${post.id}`);
  await withdrawPost(test_.domain, operator, post.id, 'announcement');
  expect((await get(`/annunci/${post.id}`)).statusCode).toBe(410);
  expect((await get('/tag/assemblea')).body).not.toContain(`/annunci/${post.id}`);
});

test('whoever asks for ActivityPub is sent to the object, and caches are told', async () => {
  const post = await offer();
  const accept = { accept: 'application/activity+json' };
  const object = await get(`/offerte/${post.id}`, accept);
  expect([object.statusCode, object.headers.location]).toEqual([302, post.uri]);
  expect(object.headers.vary).toContain('Accept');
  expect((await get('/@podere', accept)).headers.location).toBe(farm.uri);
  expect((await get('/', accept)).headers.location).toBe(test_.actors.group.uri);
  expect((await get(`/offerte/${post.id}`)).headers.vary).toMatch(/(^|, )Accept(,|$)/);
});

test('a network shows its districts and all that they offer', async () => {
  await fromElsewhere({ title: 'Lenticchie del monte' });
  const network = await createTestWeb(test_, 'network');
  const home = await network.inject('/');
  expect(home.body).toContain('Rete di economia solidale');
  expect((await network.inject('/offerte')).body).toContain('Lenticchie del monte');
  await network.close();
});
