import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attempts } from '../../../src/domain/accounts/attempt.table.ts';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { closeOrders } from '../../../src/domain/orders/close-orders.ts';
import { pledge } from '../../../src/domain/orders/pledge.ts';
import { pledgesOn } from '../../../src/domain/orders/pledge-reads.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { DAY, MovedClock } from '../../support/moved-clock.ts';
import { type Browser, browserActingFor, createBrowser, createTestWeb } from '../../support/web.ts';

const clock = new MovedClock();
let district: TestDomain;
let app: FastifyInstance;
let farm: Actor;
let gas: Actor;
let offer: string;
let giulia: Browser;
let paolo: Browser;
let nobody: Browser;

beforeAll(async () => {
  district = await createTestDomain(clock);
  app = await createTestWeb(district);
  const add = (handle: string, name: string, kind: 'enterprise' | 'buying-group') =>
    addMember(district.domain, operator, { handle, name, kind });
  farm = await add('podere', 'Podere La Fonte', 'enterprise');
  gas = await add('gas', 'GAS di Quartiere', 'buying-group');
  giulia = await browserActingFor(app, district.domain, 'giulia', [farm]);
  paolo = await browserActingFor(app, district.domain, 'paolo', [gas]);
  nobody = createBrowser(app);
  const { id } = await publishProposal(district.domain, operator, farm.id, {
    purpose: 'offer',
    title: 'Arance <bio>, cassetta da 10 kg',
    quantity: '1',
    available: '100',
    reciprocals: [{ amount: '16.00', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
  });
  offer = id;
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});
beforeEach(async () => {
  await district.domain.db.delete(attempts);
});

const facts = () => ({
  as: farm.id,
  [`offers.${offer}`]: 'on',
  title: 'Arance bio',
  text: 'Aperto ai <em>GAS</em> di altri distretti',
  opensAt: '',
  closesAt: '2026-01-20T20:00',
  deliversAt: '2026-02-03T10:00',
  minimum: '40',
  maximum: '60',
  label: 'cassette',
  pickups: 'Feltre, piazza\nBelluno',
});

/** Opens an order by its form and returns its address. */
async function open(change: Record<string, string> = {}): Promise<string> {
  const page = await giulia.get(`/ordini/nuovo?offerta=${offer}`);
  const response = await giulia.post('/ordini', page.body, { ...facts(), ...change });
  expect(response.statusCode, response.body).toBe(303);
  return String(response.headers.location);
}
const take = async (path: string, fields: Record<string, string>) =>
  paolo.post(`${path}/impegni`, (await paolo.get(path)).body, { as: gas.id, ...fields });

describe('a collective order', () => {
  test('is opened by its form, joined, changed and left, and says how much is missing', async () => {
    const path = await open();
    const shown = await nobody.get(path);
    expect(shown.statusCode).toBe(200);
    expect(shown.body).toContain('Per arrivare al minimo mancano 40\u00a0cassette.');
    expect(shown.body).toContain('20/01/2026, 20:00');
    expect(shown.body).toContain('Accedi per impegnarti');
    expect(shown.body).not.toContain('<em>GAS');
    expect(
      (await take(path, { quantity: '31', pickup: 'Belluno', message: 'Per <b>noi</b>' })).statusCode,
    ).toBe(303);
    const mine = (await paolo.get(path)).body;
    expect(mine).toContain('Per arrivare al minimo mancano 9\u00a0cassette.');
    expect(mine).toContain('<progress max="100" value="77" aria-label="31\u00a0cassette su 40">');
    const [, change = ''] = /action="(\/impegni\/\d+\/cambia)"/.exec(mine) ?? [];
    expect(
      (await paolo.post(change, mine, { as: gas.id, quantity: '45', pickup: 'Belluno' })).statusCode,
    ).toBe(303);
    const changed = (await paolo.get(path)).body;
    expect(changed).toContain('Il minimo è raggiunto. Ne restano ancora 15\u00a0cassette.');
    const [, leave = ''] = /action="(\/impegni\/\d+\/ritira)"/.exec(changed) ?? [];
    expect((await paolo.post(leave, changed, { as: gas.id })).statusCode).toBe(303);
    expect((await nobody.get(path)).body).toContain('Nessun impegno, per ora');
    expect((await paolo.get('/impegni')).body).toContain('Ritirato');
  });

  test('shows what one pledged to the owner and the buyer alone', async () => {
    const path = await open();
    await take(path, { quantity: '7', pickup: 'Feltre, piazza', message: '=SOMMA(segreta)' });
    const list = await giulia.get(path);
    expect(list.body).toContain('GAS di Quartiere');
    expect(list.body).toContain('=SOMMA(segreta)');
    const file = await giulia.get(`${path}/consegne.csv`);
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.headers['cache-control']).toContain('no-store');
    expect(file.body.split('\r\n')[1]).toBe(
      `"GAS di Quartiere";"Arance <bio>, cassetta da 10 kg";"7\u00a0cassette";"112,00\u00a0€";"Feltre, piazza";"'=SOMMA(segreta)";"Contato"`,
    );
    for (const reader of [nobody, paolo]) {
      // What is not for them answers like what is not there.
      const hidden = await reader.get(`${path}/consegne.csv`);
      expect([hidden.statusCode, (await reader.get(`${path}/modifica`)).statusCode === 200]).toEqual([
        404,
        false,
      ]);
    }
    for (const page of [path, '/ordini', '/ordini.atom', '/', `/offerte/${offer}`]) {
      const { statusCode, body } = await nobody.get(page);
      expect(statusCode).toBe(200);
      expect(body).toContain('Arance bio');
      expect(body).not.toContain('segreta');
      expect(body).not.toContain('GAS di Quartiere');
    }
    const [standing] = await pledgesOn(district.domain.db, path.split('/')[2] ?? '', [gas.id]);
    const mine = (await paolo.get(path)).body;
    for (const step of ['cambia', 'ritira']) {
      const foreign = await giulia.post(`/impegni/${standing?.pledge.id}/${step}`, list.body, {
        as: farm.id,
        quantity: '1',
      });
      const missing = await giulia.post(`/impegni/1/${step}`, list.body, { as: farm.id, quantity: '1' });
      expect(foreign.statusCode).toBe(404);
      expect(foreign.body).toBe(
        missing.body.replaceAll('impegni%2F1%2F', `impegni%2F${standing?.pledge.id}%2F`),
      );
    }
    expect((await paolo.post(`${path}/annulla`, mine, {})).statusCode).toBe(404);
    expect((await paolo.post(`${path}/impegni`, mine, { as: farm.id, quantity: '1' })).statusCode).toBe(403);
    expect((await paolo.post(`${path}/impegni`, 'no token', { as: gas.id, quantity: '1' })).statusCode).toBe(
      403,
    );
  });

  test.each<[Record<string, string>, string, string]>([
    [{ title: '' }, 'Questo campo va compilato.', 'title'],
    [{ closesAt: '' }, 'Indica quando l’ordine chiude.', 'closesAt'],
    [{ closesAt: '2025-01-01T10:00' }, 'La chiusura è già passata', 'closesAt'],
    [{ closesAt: 'domani' }, 'Questa data non esiste', 'closesAt'],
    [{ deliversAt: '2026-01-10T10:00' }, 'La consegna viene prima della chiusura', 'deliversAt'],
    [{ minimum: 'tanti' }, 'Scrivi un numero maggiore di zero', 'minimum'],
    [{ minimum: '70' }, 'Il minimo è più del massimo', 'minimum'],
  ])('with %j gets its sentence, and what was typed stays', async (change, sentence, field) => {
    const page = await giulia.get(`/ordini/nuovo?offerta=${offer}`);
    const response = await giulia.post('/ordini', page.body, { ...facts(), ...change });
    expect(response.statusCode).toBe(400);
    expect(response.body).toContain(sentence);
    expect(response.body).toContain(`href="#${field}"`);
    expect(response.body).toContain('value="cassette"');
    expect(response.body).toContain('Feltre, piazza\nBelluno');
    expect(response.body).toContain(`name="offers.${offer}" checked`);
  });

  test('says what is wrong with a pledge, and keeps it', async () => {
    const path = await open();
    for (const [quantity, sentence, status] of [
      ['', 'Questo campo va compilato.', 400],
      ['0', 'Scrivi un numero maggiore di zero', 400],
      ['1,5', 'Si va per pezzi interi', 409],
      ['61', 'Non ce ne stanno così tanti: ne restano 60.', 409],
    ] as const) {
      const response = await take(path, { quantity, message: 'Segnata' });
      expect(response.statusCode, quantity).toBe(quantity === '' ? 400 : status);
      if (quantity !== '') expect(response.body).toContain(sentence);
      expect(response.body).toContain('Segnata');
    }
  });

  test('is changed and called off by its owner, and says what came of it', async () => {
    const path = await open();
    const form = await giulia.get(`${path}/modifica`);
    expect(form.body).toContain('value="2026-01-20T20:00"');
    const {
      as: _,
      opensAt: __,
      ...change
    } = { ...facts(), title: 'Arance e limoni', minimum: '', closesAt: '2026-01-21T20:00' };
    expect((await giulia.post(`${path}/modifica`, form.body, change)).statusCode).toBe(303);
    const changed = (await giulia.get(path)).body;
    expect(changed).toContain('Arance e limoni');
    expect(changed).toContain('Non c’è un minimo.');
    await take(path, { quantity: '5' });
    const owner = (await giulia.get(path)).body;
    expect((await giulia.post(`${path}/annulla`, owner, { note: 'Gelata di notte' })).statusCode).toBe(303);
    expect((await giulia.get(path)).body).toContain('Annullato');
    expect((await paolo.get('/impegni')).body).toContain('Gelata di notte');
    // Too late for a second time, and for a change.
    expect((await giulia.post(`${path}/annulla`, owner, { note: 'Ancora' })).statusCode).toBe(409);
    expect((await giulia.post(`${path}/modifica`, owner, change)).statusCode).toBe(409);

    const [above, below] = [await open(), await open()];
    for (const [order, quantity] of [
      [above, '41'],
      [below, '39'],
    ] as const)
      await pledge(district.domain, operator, gas.id, order.split('/')[2] ?? '', { quantity });
    clock.advance(25 * DAY);
    expect((await nobody.get(above)).body).toContain('In chiusura');
    await closeOrders(district.domain);
    expect((await nobody.get(above)).body).toContain('gli impegni sono diventati accordi');
    expect((await nobody.get(below)).body).toContain('Non si è arrivati al minimo');
    const list = (await nobody.get('/ordini?state=ended')).body;
    for (const badge of ['Confermato', 'Sciolto', 'Annullato']) expect(list).toContain(badge);
  });
});
