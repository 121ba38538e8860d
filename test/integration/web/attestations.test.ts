import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invite } from '../../../src/domain/accounts/invite.ts';
import { signUp } from '../../../src/domain/accounts/sign-up.ts';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { createBrowser, createTestWeb } from '../../support/web.ts';

const PASSWORD = 'una frase lunga';
type Browser = ReturnType<typeof createBrowser>;

let district: TestDomain;
let app: FastifyInstance;
let farm: Actor;
let lucia: Browser;
let paolo: Browser;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  farm = await addMember(district.domain, operator, { handle: 'orto', name: 'Orto', kind: 'enterprise' });
  lucia = await browserOf('lucia', 'coordinator');
  paolo = await browserOf('paolo', 'member');
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

async function browserOf(handle: string, role: 'coordinator' | 'member'): Promise<Browser> {
  const email = `${handle}@valle.example`;
  const token = await invite(district.domain, operator, role);
  await signUp(district.domain, { token, handle, name: handle, email, password: PASSWORD });
  const browser = createBrowser(app);
  await browser.post('/accedi', (await browser.get('/accedi')).body, { email, password: PASSWORD });
  return browser;
}

const FIELDS = {
  subject: '@orto',
  scope: 'Ortaggi <bio>',
  visitedOn: '2020-10-03',
  validUntil: '2199-10-03',
  'visitors.0.name': 'Ada Neri',
  'visitors.0.territory': 'Val Belluna',
  'visitors.2.name': 'Bice Rossi',
  'visitors.2.territory': 'Valle del Serchio',
  text: 'Tutto come dev’essere.',
};
const form = async () => (await lucia.get('/attestazioni/nuova')).body;

test('a coordinator attests a visit, everyone reads it, and the coordinator revokes it', async () => {
  const issued = await lucia.post('/attestazioni', await form(), FIELDS);
  expect(issued.statusCode, issued.body).toBe(303);
  const path = String(issued.headers.location);
  const anyone = createBrowser(app);
  const page = (await anyone.get(path)).body;
  expect(page).toContain('Ortaggi &lt;bio&gt;');
  expect(page).toContain('Bice Rossi');
  expect(page).toContain('Verificata');
  expect(page).toContain('Alla visita mancava qualcuno');
  expect(page).not.toContain('Perché non vale più');
  expect((await anyone.get('/@orto')).body).toContain('Verificata');
  expect((await anyone.get('/attestazioni')).body).toContain(path);
  const json = await anyone.get(path, { accept: 'application/activity+json' });
  expect([json.statusCode, json.headers.location]).toEqual([
    302,
    district.domain.addresses.object(path.split('/').at(-1) ?? ''),
  ]);
  const mine = (await lucia.get(path)).body;
  expect((await lucia.post(`${path}/revoca`, mine, { reason: '' })).statusCode).toBe(400);
  expect((await lucia.post(`${path}/revoca`, mine, { reason: 'Usa diserbanti' })).statusCode).toBe(303);
  const after = (await anyone.get(path)).body;
  expect(after).toContain('Usa diserbanti');
  expect(after).not.toContain('Verificata');
  expect((await anyone.get('/@orto')).body).not.toContain(path);
  const twice = await lucia.post(`${path}/revoca`, mine, { reason: 'Di nuovo' });
  expect(twice.statusCode).toBe(409);
});

test.each([
  ['subject', { subject: '@nessuno' }, 404, 'Non c’è nessun soggetto'],
  ['subject', { subject: '@distretto' }, 404, 'Non c’è nessun soggetto'],
  ['scope', { scope: ' ' }, 400, 'Questo campo va compilato.'],
  ['visitedOn', { visitedOn: '2199-01-01' }, 400, 'La visita deve essere già avvenuta.'],
  ['validUntil', { validUntil: '1/1/2020' }, 400, 'La scadenza viene prima della visita.'],
  ['visitors.2.territory', { 'visitors.2.territory': '' }, 400, 'Questo campo va compilato.'],
])(
  'what is wrong with %s is said there, and what was typed stays: %j',
  async (field, change, status, says) => {
    const sent = await lucia.post('/attestazioni', await form(), { ...FIELDS, ...change });
    expect(sent.statusCode, sent.body).toBe(status);
    expect(sent.body).toContain(says);
    expect(sent.body).toContain(`href="#${field}"`);
    expect(sent.body).toContain('value="Ada Neri"');
  },
);

test('nobody else attests anything', async () => {
  expect((await paolo.get('/attestazioni/nuova')).statusCode).toBe(403);
  const io = (await paolo.get('/io')).body;
  expect((await paolo.post('/attestazioni', io, FIELDS)).statusCode).toBe(403);
  expect((await createBrowser(app).get('/attestazioni/nuova')).statusCode).toBe(303);
  expect(farm.handle).toBe('orto');
});
