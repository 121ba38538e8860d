import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireAccount } from '../../../src/domain/accounts/account-reads.ts';
import { appointRepresentative } from '../../../src/domain/accounts/sign-in.ts';
import { requireLocalActor } from '../../../src/domain/actors/actor-reads.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { sweepMedia } from '../../../src/domain/posts/sweep-media.ts';
import { catalogue, proposalById } from '../../../src/domain/proposals/catalogue.ts';
import { MAX_FILE_BYTES } from '../../../src/web/multipart.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { createBrowser, createTestWeb, signedUpBrowser } from '../../support/web.ts';

type Browser = ReturnType<typeof createBrowser>;

let district: TestDomain;
let app: FastifyInstance;
let ugo: Browser;
let ada: Browser;
let bakery: string;
let picture: Buffer;
const OFFER = { purpose: 'offer', action: 'transfer', exchange: 'priced', step: 'publish' };

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  const { domain } = district;
  ugo = await signedUpBrowser(app, domain, 'member', 'ugo');
  ada = await signedUpBrowser(app, domain, 'member', 'ada');
  bakery = (await addMember(domain, operator, { handle: 'forno', name: 'Forno Madre', kind: 'enterprise' }))
    .id;
  await appointRepresentative(domain, operator, await requireAccount(domain.db, 'ugo@valle.example'), bakery);
  picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#b46a2c' } })
    .jpeg()
    .toBuffer();
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

const count = async () => (await catalogue(district.domain.db, {}, 100)).length;

async function published(title: string, fields: Record<string, string> = {}): Promise<string> {
  const page = (await ugo.get('/offerte/nuova')).body;
  const typed = { ...OFFER, as: bakery, title, price: '5', ...fields };
  const { headers } = await ugo.upload('/offerte/nuova', page, typed);
  return /^\/offerte\/(\d+)\?fatto=published$/.exec(String(headers.location))?.[1] ?? '';
}

describe('writing an offer', () => {
  test('for an organisation, with a picture and everything that the form knows', async () => {
    const page = (await ugo.get('/offerte/nuova')).body;
    expect(page).toMatch(new RegExp(`<option value="${bakery}">Forno Madre</option>`));
    expect(page).toContain('<option value="Cantagallo (PO)">');
    const typed = {
      ...OFFER,
      as: bakery,
      title: 'Pane di farro',
      text: 'Cotto a legna. #pane',
      price: '4,50',
      'return-1': '2 SCEC',
      'return-3': '1 ora',
      quantity: '1,5',
      unit: 'kilogram',
      unitBased: 'on',
      available: '30',
      minimum: '1,5',
      category: 'pane',
      'sector-consumo-critico': 'on',
      comune: 'Samone (TO)',
      until: '2126-12-31',
      'alt-1': 'Una pagnotta scura',
    };
    const { headers } = await ugo.upload('/offerte/nuova', page, typed, { 'picture-1': picture });
    const [, id = ''] = /^\/offerte\/(\d+)/.exec(String(headers.location)) ?? [];
    expect(await proposalById(district.domain.db, id)).toMatchObject({
      post: { title: 'Pane di farro', tags: ['pane'], actorId: bakery },
      proposal: {
        quantity: '1.5',
        unit: 'kilogram',
        unitBased: true,
        available: '30',
        minimum: '1.5',
        sectors: ['consumo-critico', 'filiera-corta'],
        comune: 'Samone',
        province: 'TO',
        expiresAt: new Date('2126-12-31T22:59:59Z'),
      },
      reciprocals: [{ amount: '4.50' }, { amount: '2', label: 'SCEC' }, { amount: '1', unit: 'hour' }],
      images: [{ alt: 'Una pagnotta scura', mediaType: 'image/jpeg', width: 40 }],
    });
    const shown = (await ugo.get(String(headers.location))).body;
    expect(shown).toContain('Pubblicata: chi ti segue la sta ricevendo.');
    expect(shown).toContain(`href="/offerte/${id}/modifica"`);
    expect((await ada.get(`/offerte/${id}`)).body).not.toContain('/modifica');
    // What the form begins with when it is changed is what was typed.
    const again = (await ugo.get(`/offerte/${id}/modifica`)).body;
    for (const value of [
      'Pane di farro',
      '4,50',
      '2 SCEC',
      '1 h',
      '1,5',
      '30',
      'Samone (TO)',
      '2126-12-31',
    ]) {
      expect(again).toContain(`value="${value}"`);
    }
    const copy = (await ugo.get(`/offerte/nuova?da=${id}`)).body;
    expect(copy).toContain('value="Pane di farro"');
    expect(copy).toContain('alt="Una pagnotta scura"');
  });

  test('what was typed comes back with the error, pictures included', async () => {
    const before = await count();
    const page = (await ugo.get('/offerte/nuova')).body;
    const typed = { ...OFFER, as: bakery, title: 'Focaccia', 'return-2': '3 SCEC' };
    const sent = await ugo.upload('/offerte/nuova', page, typed, { 'picture-2': picture });
    expect(sent.statusCode).toBe(400);
    expect(sent.body).toContain('Di’ in due parole che cosa si vede');
    expect(sent.body).toMatch(/id="alt-1"[^>]* aria-invalid="true"/);
    expect(sent.body).toMatch(/name="return-2" value="3 SCEC"/);
    const kept = /name="kept-1" value="([\w.]+)"/.exec(sent.body)?.[1] ?? '';
    expect((await ugo.get(`/media/${kept}`)).statusCode).toBe(200);
    expect(await count()).toBe(before);
    const amended = { ...typed, 'kept-1': kept, 'alt-1': 'Una focaccia' };
    const done = await ugo.upload('/offerte/nuova', sent.body, amended);
    expect(done.headers.location).toMatch(/fatto=published$/);
  });

  test.each([
    [{ exchange: 'priced', price: '' }, 'price', 'Indica quanto chiedi'],
    [{ exchange: 'priced', price: 'cinque' }, 'price', 'Scrivi un numero maggiore di zero'],
    [{ title: '' }, 'title', 'Questo campo va compilato'],
    [{ comune: 'Samone' }, 'comune', 'Non troviamo un comune'],
    [{ until: '2020-01-01' }, 'until', 'Questo giorno è già passato'],
    [{ minimum: '9', available: '3' }, 'minimum', 'Il minimo è più di quello che c’è'],
    [{ purpose: 'furto' }, 'purpose', 'Scegli se offri o cerchi'],
    [{ 'alt-1': 'Un file', 'kept-1': '../../etc/passwd' }, 'picture-1', 'Questo file non c’è'],
  ])('%j: the error stands at %s', async (fields, field, message) => {
    const page = (await ugo.get('/offerte/nuova')).body;
    const typed = { ...OFFER, as: bakery, title: 'Pane', price: '5', ...fields };
    const sent = await ugo.upload('/offerte/nuova', page, typed);
    expect([400, 404]).toContain(sent.statusCode);
    expect(sent.body).toContain(message);
    expect(sent.body).toContain(`href="#${field}"`);
    expect(sent.body).toContain(`id="${field}"`);
  });

  test('a file that is no picture, or too heavy, is told apart from the rest of the form', async () => {
    const page = (await ugo.get('/offerte/nuova')).body;
    const typed = { ...OFFER, as: bakery, title: 'Pane', price: '5', 'alt-1': 'x' };
    const text = await ugo.upload('/offerte/nuova', page, typed, { 'picture-1': Buffer.from('<svg/>') });
    expect(text.body).toContain('non è un’immagine che sappiamo leggere');
    const heavy = Buffer.alloc(MAX_FILE_BYTES + 1);
    const sent = await ugo.upload('/offerte/nuova', page, typed, { 'picture-1': heavy });
    expect([sent.statusCode, sent.body.includes('al massimo 12 MB')]).toEqual([400, true]);
    expect(sent.body).toContain('value="Pane"');
  });

  test('the preview shows the card and the note, and publishes nothing', async () => {
    const before = await count();
    const page = (await ugo.get('/offerte/nuova')).body;
    const typed = { ...OFFER, as: bakery, title: 'Torta', text: 'Buona <b>', price: '9', step: 'preview' };
    const sent = await ugo.upload('/offerte/nuova', page, typed);
    expect(sent.statusCode).toBe(200);
    expect(sent.body).toContain('Ecco come si vedrà');
    expect(sent.body).toContain('<p><strong>OFFRO: Torta</strong></p><p>Buona &lt;b&gt;</p>');
    expect(sent.body).toContain('@forno@valle.example');
    expect(sent.body).not.toMatch(/href="[^"]*\/offerte\/\d+"/);
    expect(await count()).toBe(before);
  });
});

describe('a list', () => {
  const csv = [
    'Titolo;Prezzo;Quantità;Unità;Disponibili;Categoria;Comune;Fino al',
    'Farina di castagne;9,00 €;1;kg;40;Farine;Prato;31/12/2126',
    'Marmellata;dono;;;;;;',
    'Miele;nove;;;;;;',
    ';5;;;;;;',
    '"Torta; con noci";da concordare;;;;astronavi;;',
  ].join('\r\n');
  const send = async (text: string, step: string) => {
    const page = (await ugo.get('/io/offerte/importa')).body;
    const body = { as: bakery, step, ...(step === 'publish' ? { text } : {}) };
    const files: Record<string, Buffer> = step === 'publish' ? {} : { csv: Buffer.from(`\ufeff${text}`) };
    return ugo.upload('/io/offerte/importa', page, body, files);
  };
  const results = (body: string) =>
    [...body.matchAll(/Riga (\d+): [^\n]*\n<p[^>]*>([^:<]*)/g)].map(([, line, text]) => `${line} ${text}`);

  test('is told line by line, then published, and brings no duplicates when it comes again', async () => {
    const before = await count();
    const preview = await send(csv, 'preview');
    const expected = [
      '2 nuova',
      '3 nuova',
      '4 non va, e viene lasciata fuori',
      '5 non va, e viene lasciata fuori',
      '6 non va, e viene lasciata fuori',
    ];
    expect(results(preview.body)).toEqual(expected);
    expect(await count()).toBe(before);
    expect(results((await send(csv, 'publish')).body)).toEqual(expected);
    expect(await count()).toBe(before + 2);
    const changed = csv.replace('9,00 €', '10,00');
    const again = (await send(changed, 'publish')).body;
    expect(results(again).slice(0, 2)).toEqual(['2 c’è già', '3 c’è già, uguale']);
    expect(await count()).toBe(before + 2);
    const flour = (await catalogue(district.domain.db, { text: 'castagne' }, 1))[0];
    expect(flour).toMatchObject({
      proposal: { quantity: '1', unit: 'kilogram', available: '40', comune: 'Prato' },
      reciprocals: [{ amount: '10.00' }],
    });
  });

  test('may be a price list of buying groups’ programs, in GDXP', async () => {
    const product = {
      name: 'Miele di tiglio',
      um: 'kg',
      sku: 'MT',
      orderInfo: { umPrice: 12.5 },
      active: true,
    };
    const supplier = {
      name: 'Forno Madre',
      vatNumber: '',
      products: [product, { ...product, active: false, sku: '' }],
    };
    const list = JSON.stringify({ protocolVersion: '1.0', blocks: [{ supplier }] });
    const before = await count();
    expect(results((await send(list, 'preview')).body)).toEqual([
      '1 nuova',
      '2 non va, e viene lasciata fuori',
    ]);
    expect(await count()).toBe(before);
    await send(list, 'publish');
    expect(results((await send(list, 'publish')).body)[0]).toBe('1 c’è già, uguale');
    expect(await count()).toBe(before + 1);
    const refused = await send('<?xml version="1.0"?><gdxp/>', 'preview');
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toContain('versione 0');
  });

  test('that is none, is for others, or has no titles is refused in words', async () => {
    for (const text of ['', 'a;b\n1;2', 'titolo;testo\n"x']) {
      const sent = await send(text, 'preview');
      expect(sent.statusCode).toBe(400);
      expect(sent.body).toContain('class="error-summary"');
    }
    const page = (await ada.get('/io/offerte/importa')).body;
    const forged = await ada.upload('/io/offerte/importa', page, { as: bakery, step: 'publish', text: csv });
    expect(forged.statusCode).toBe(403);
  });
});

describe('afterwards', () => {
  test('it is changed, concluded, opened again, withdrawn', async () => {
    const id = await published('Marmellata', { available: '10' });
    const page = (await ugo.get(`/offerte/${id}/modifica`)).body;
    const typed = { ...OFFER, title: 'Marmellata di more', exchange: 'gift', available: '10' };
    const changed = await ugo.upload(`/offerte/${id}/modifica`, page, typed);
    expect(changed.headers.location).toBe(`/offerte/${id}?fatto=saved`);
    const view = () => proposalById(district.domain.db, id);
    expect(await view()).toMatchObject({ post: { title: 'Marmellata di more' }, reciprocals: [] });
    const step = async (path: string) =>
      (await ugo.post(`/offerte/${id}/${path}`, page, {})).headers.location;
    expect(await step('concludi')).toBe(`/offerte/${id}?fatto=closed`);
    expect((await ugo.get(`/offerte/${id}`)).body).toContain(`action="/offerte/${id}/riapri"`);
    expect(await step('riapri')).toBe(`/offerte/${id}?fatto=reopened`);
    expect((await view())?.proposal).toMatchObject({ state: 'open', expiresAt: null, available: '10' });
    expect(await step('ritira')).toBe('/io/offerte?fatto=withdrawn');
    expect((await ugo.get(`/offerte/${id}`)).statusCode).toBe(410);
  });

  test('pictures go once nothing shows them, and not before a day', async () => {
    const { domain } = district;
    const red = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const page = (await ugo.get('/offerte/nuova')).body;
    const typed = { ...OFFER, as: bakery, title: 'Con foto', exchange: 'gift', 'alt-1': 'Rosso' };
    const { headers } = await ugo.upload('/offerte/nuova', page, typed, { 'picture-1': red });
    const [, id = ''] = /^\/offerte\/(\d+)/.exec(String(headers.location)) ?? [];
    const [image] = (await proposalById(domain.db, id))?.images ?? [];
    const address = `/media/${image?.media}`;
    const later = { ...domain, clock: { now: () => new Date(Date.now() + 2 * 86_400_000) } };
    await sweepMedia(later);
    expect((await ada.get(address)).statusCode).toBe(200);
    await ugo.post(`/offerte/${id}/ritira`, page, {});
    await sweepMedia(domain);
    expect((await ada.get(address)).statusCode).toBe(200);
    await sweepMedia(later);
    expect((await ada.get(address)).statusCode).toBe(404);
  });

  test('by its owner alone, and in no name but one’s own', async () => {
    const id = await published('Cracker');
    expect((await ada.get(`/offerte/${id}/modifica`)).statusCode).toBe(404);
    expect((await ada.get(`/offerte/nuova?da=${id}`)).statusCode).toBe(404);
    const page = (await ada.get('/offerte/nuova')).body;
    const typed = { ...OFFER, as: bakery, title: 'Falso', price: '1' };
    expect((await ada.upload('/offerte/nuova', page, typed)).statusCode).toBe(403);
    expect((await ada.upload(`/offerte/${id}/modifica`, page, typed)).statusCode).toBe(404);
    expect((await ada.post(`/offerte/${id}/ritira`, page, {})).statusCode).toBe(403);
    const other = await requireLocalActor(district.domain.db, 'ada');
    const stranger = createBrowser(app);
    expect((await stranger.get('/offerte/nuova')).headers.location).toBe('/accedi');
    const sent = await stranger.upload('/offerte/nuova', page, { ...typed, as: other.id });
    expect(sent.statusCode).toBe(403);
    // A form without the reader's token counts for nothing, however it is sent.
    const forged = await ada.upload('/offerte/nuova', '', { ...typed, as: other.id });
    expect(forged.statusCode).toBe(403);
    expect((await proposalById(district.domain.db, id))?.post.deletedAt).toBeNull();
  });
});
