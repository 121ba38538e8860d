import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { actorByHandle } from '../../../src/domain/actors/actor-reads.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { endMembership } from '../../../src/domain/members/end-membership.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { type Browser, browserActingFor, createBrowser, createTestWeb } from '../../support/web.ts';

let district: TestDomain;
let app: FastifyInstance;
let mill: Actor;
let gas: Actor;
let offer: string;
let giulia: Browser;
let paolo: Browser;
let anyone: Browser;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  const add = (handle: string, name: string, kind: 'enterprise' | 'buying-group') =>
    addMember(district.domain, operator, { handle, name, kind });
  mill = await add('pastificio', 'Pastificio', 'enterprise');
  gas = await add('gas', 'GAS <Quartiere>', 'buying-group');
  await add('gas2', 'GAS Due', 'buying-group');
  const post = await publishProposal(district.domain, operator, mill.id, {
    purpose: 'offer',
    title: 'Pasta <bio>',
    quantity: '3',
    unit: 'kg',
    reciprocals: [{ amount: '9.00', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
  });
  offer = post.id;
  giulia = await browserActingFor(app, district.domain, 'giulia', [mill]);
  paolo = await browserActingFor(app, district.domain, 'paolo', [gas]);
  anyone = createBrowser(app);
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

const fields = () => ({
  as: gas.id,
  supplier: mill.id,
  parties: '',
  title: 'Pasta bio, prezzo trasparente\0 (patto)',
  terms: 'Il prezzo si ricalcola <insieme>.',
  [`offers.${offer}`]: 'on',
  validFrom: '2026-01-01',
  validUntil: '2199-12-31',
  leadDays: '15',
  minimum: '20 confezioni',
  contacts: '',
  visibility: 'public',
});
const form = async () => (await paolo.get('/patti/nuovo?supplier=@pastificio')).body;
async function draft(change: Record<string, string> = {}): Promise<string> {
  const sent = await paolo.post('/patti', await form(), { ...fields(), ...change });
  expect(sent.statusCode, sent.body).toBe(303);
  return String(sent.headers.location);
}
const digestIn = (page: string) => /name="digest" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? '';
const step = async (browser: Browser, path: string, name: string, typed: Record<string, string>) =>
  browser.post(`${path}/${name}`, (await browser.get(path)).body, typed);

test('a pact is drawn up, signed, read by everyone, and left', async () => {
  expect((await paolo.get('/patti/nuovo')).body).toContain('Vai avanti');
  const page = await form();
  expect(page).toContain('Pasta &lt;bio&gt;');
  const path = await draft();
  expect((await anyone.get(path)).statusCode).toBe(404);
  expect((await anyone.get('/patti')).body).not.toContain(path);
  const seen = (await giulia.get(path)).body;
  expect(seen).toContain('Il prezzo si ricalcola &lt;insieme&gt;.');
  expect(seen).toContain('9,00');
  expect((await giulia.get('/patti')).body).toContain(path);
  const other = await step(giulia, path, 'firma', { as: mill.id, digest: '0'.repeat(64) });
  expect(other.statusCode).toBe(409);
  expect(other.body).toContain('rileggilo prima di firmare');
  const as = await step(giulia, path, 'firma', { as: gas.id, digest: digestIn(seen) });
  expect(as.statusCode).toBe(403);
  expect((await step(giulia, path, 'firma', { as: mill.id, digest: digestIn(seen) })).statusCode).toBe(303);
  const inForce = (await anyone.get(path)).body;
  expect(inForce).toContain('In vigore');
  expect(inForce).toContain('15 giorni');
  expect(inForce).not.toContain('Che cosa è successo');
  for (const list of ['/patti', '/@pastificio', '/@gas']) {
    expect((await anyone.get(list)).body).toContain(path);
  }
  const unsaid = await step(giulia, path, 'lascia', { as: mill.id, reason: ' ' });
  expect([unsaid.statusCode, unsaid.body.includes('Questo campo va compilato')]).toEqual([400, true]);
  expect((await step(giulia, path, 'lascia', { as: mill.id, reason: 'Chiudiamo' })).statusCode).toBe(303);
  expect((await paolo.get(path)).body).toContain('«Chiudiamo»');
  expect((await paolo.get(path)).body).toContain('Concluso');
});

test('a refused pact is written anew, and asks for all signatures again', async () => {
  const path = await draft({ visibility: 'parties' });
  expect((await step(giulia, path, 'rifiuta', { as: mill.id, reason: 'Troppo poco' })).statusCode).toBe(303);
  const edit = (await paolo.get(`${path}/modifica`)).body;
  expect(edit).toContain('Il prezzo si ricalcola &lt;insieme&gt;.');
  expect(edit).toContain(`name="offers.${offer}" checked`);
  const { supplier: _, parties: __, ...facts } = fields();
  const sent = await paolo.post(`${path}/modifica`, edit, {
    ...facts,
    visibility: 'parties',
    title: 'Meglio',
  });
  expect(sent.statusCode, sent.body).toBe(303);
  const again = (await giulia.get(path)).body;
  expect(again).toContain('Versione 2');
  expect((await step(giulia, path, 'firma', { as: mill.id, digest: digestIn(again) })).statusCode).toBe(303);
  expect((await giulia.get(path)).body).toContain('In vigore');
  const missing = await anyone.get('/patti/1');
  const hidden = await anyone.get(path);
  expect([hidden.statusCode, hidden.body.replaceAll(path.slice('/patti/'.length), '1')]).toEqual([
    404,
    missing.body,
  ]);
  expect((await giulia.get(`${path}/modifica`)).statusCode).toBe(404);
});

test.each([
  ['title', { title: '' }, 'Questo campo va compilato.'],
  ['terms', { terms: ' ' }, 'Questo campo va compilato.'],
  ['validUntil', { validUntil: '2025-12-31' }, 'Il patto finirebbe prima di cominciare.'],
  ['validFrom', { validFrom: 'domani' }, ''],
  ['leadDays', { leadDays: 'tanti' }, 'Scrivi i giorni di preavviso'],
  ['parties', { parties: '@nessuno' }, 'Non conosciamo uno dei soggetti'],
])('what is wrong with %s is said there, and what was typed stays', async (field, change, says) => {
  const sent = await paolo.post('/patti', await form(), { ...fields(), ...change });
  expect([400, 404], sent.body).toContain(sent.statusCode);
  expect(sent.body).toContain(says);
  expect(sent.body).toContain(`href="#${field}"`);
  expect(sent.body).toContain('20 confezioni');
  expect(sent.body).toContain(`name="offers.${offer}" checked`);
});

test('a supplier draws up a pact too, with groups by name; who leaves the district leaves it', async () => {
  const page = (await giulia.get('/patti/nuovo?supplier=@pastificio@valle.example')).body;
  const sent = await giulia.post('/patti', page, {
    ...fields(),
    as: mill.id,
    parties: '@gas,\n@gas2@valle.example',
  });
  expect(sent.statusCode, sent.body).toBe(303);
  const path = String(sent.headers.location);
  expect((await paolo.get(path)).body).toContain('GAS Due');
  const alone = await giulia.post('/patti', page, { ...fields(), as: mill.id });
  expect([alone.statusCode, alone.body.includes('almeno due parti')]).toEqual([400, true]);
  const third = await actorByHandle(district.domain.db, 'gas2');
  await endMembership(district.domain, operator, third?.id ?? '', { by: 'member', note: 'Ci sciogliamo' });
  expect((await paolo.get(path)).body).toContain('«Ci sciogliamo»');
});

test('a pact needs a supplier, and offers of that supplier', async () => {
  expect((await paolo.get('/patti/nuovo?supplier=@nessuno')).statusCode).toBe(404);
  expect((await paolo.get('/patti/nuovo?supplier=@gas')).body).toContain('non ha offerte aperte');
  const { [`offers.${offer}`]: _, ...none } = fields();
  const sent = await paolo.post('/patti', await form(), none);
  expect([sent.statusCode, sent.body.includes('Scegli almeno un’offerta')]).toEqual([400, true]);
  const strange = await paolo.post('/patti', await form(), { ...none, 'offers.12': 'on' });
  expect([strange.statusCode, strange.body.includes('non è di questo fornitore')]).toEqual([404, true]);
  expect((await anyone.get('/patti/nuovo')).statusCode).toBe(303);
});
