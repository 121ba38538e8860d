import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireAccount } from '../../../src/domain/accounts/account-reads.ts';
import { actorByHandle } from '../../../src/domain/actors/actor-reads.ts';
import { operator } from '../../../src/domain/caller.ts';
import { letters } from '../../../src/domain/letters/letter.table.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { isBlocked } from '../../../src/domain/moderation/blocked-hosts.ts';
import { reportActor } from '../../../src/domain/reports/report.ts';
import { queueDeadLetters, queueLanes } from '../../../src/platform/queue/queue.table.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { createBrowser, createTestWeb, signedUpBrowser } from '../../support/web.ts';

type Browser = ReturnType<typeof createBrowser>;

const PEOPLE = '/coordinamento/persone';
let district: TestDomain;
let app: FastifyInstance;
let marta: Browser;
let ugo: Browser;
let ugoAccount: string;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  const { domain } = district;
  marta = await signedUpBrowser(app, domain, 'coordinator', 'marta');
  ugo = await signedUpBrowser(app, domain, 'member', 'ugo');
  ugoAccount = await requireAccount(domain.db, 'ugo@valle.example');
  await addMember(domain, operator, { handle: 'forno', name: 'Forno Madre', kind: 'enterprise' });
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

test('nobody else gets in', async () => {
  const page = (await ugo.get('/io')).body;
  const desks = [
    '',
    '/persone',
    '/registro',
    '/salute',
    '/blocchi',
    '/impostazioni',
    '/lettere',
    '/segnalazioni',
  ];
  for (const path of desks) {
    expect((await ugo.get(`/coordinamento${path}`)).statusCode).toBe(403);
    expect((await createBrowser(app).get(`/coordinamento${path}`)).headers.location).toBe('/accedi');
  }
  const role = await ugo.post(`${PEOPLE}/${ugoAccount}/ruolo`, page, { role: 'coordinator' });
  expect(role.statusCode).toBe(403);
  for (const path of ['/persone/invita', '/persone/ritira', '/blocchi', '/blocchi/togli']) {
    const sent = await ugo.post(`/coordinamento${path}`, page, { role: 'member', host: 'spam.example' });
    expect(sent.statusCode).toBe(403);
  }
  expect((await ugo.post('/coordinamento/salute/riprova', page, { id: '1' })).statusCode).toBe(403);
});

test('somebody is invited by a link, which is shown once, or by letter, and an invitation is taken back', async () => {
  const page = (await marta.get(PEOPLE)).body;
  const made = (await marta.post(`${PEOPLE}/invita`, page, { email: '', role: 'member' })).body;
  const link = /<code>https:\/\/valle\.example(\/iscrizione\?token=[\w-]+)<\/code>/.exec(made)?.[1] ?? '';
  expect((await createBrowser(app).get(link)).statusCode).toBe(200);
  const open = (await marta.get(PEOPLE)).body;
  expect(open).not.toContain(link);
  const key =
    /action="\/coordinamento\/persone\/ritira"[\s\S]*?name="key" value="([\w-]+)"/.exec(open)?.[1] ?? '';
  await marta.post(`${PEOPLE}/ritira`, open, { key });
  expect((await createBrowser(app).get(link)).statusCode).toBe(410);
  const wrong = await marta.post(`${PEOPLE}/invita`, page, { email: 'non so', role: 'member' });
  expect([wrong.statusCode, wrong.body.includes('value="non so"')]).toEqual([400, true]);
  await marta.post(`${PEOPLE}/invita`, page, { email: 'nora@posta.example', role: 'member' });
  const rows = await district.domain.db.select().from(letters);
  expect(rows.map(({ kind, email }) => [kind, email])).toContainEqual(['invitation', 'nora@posta.example']);
});

test('an organisation is entrusted to somebody, and taken back', async () => {
  const page = (await marta.get(PEOPLE)).body;
  const unknown = await marta.post(`${PEOPLE}/${ugoAccount}/affida`, page, { handle: 'nessuno' });
  expect(unknown.statusCode).toBe(404);
  await marta.post(`${PEOPLE}/${ugoAccount}/affida`, page, { handle: '@forno' });
  expect((await ugo.get('/io')).body).toContain('Forno Madre');
  const list = (await marta.get(PEOPLE)).body;
  const actor = /name="actor" value="(\d+)"/.exec(list)?.[1] ?? '';
  await marta.post(`${PEOPLE}/${ugoAccount}/congeda`, page, { actor });
  expect((await ugo.get('/io')).body).not.toContain('Forno Madre');
});

test('coordination passes from hand to hand and never to nobody; with other rights one signs in anew', async () => {
  const page = (await marta.get(PEOPLE)).body;
  const martaAccount = await requireAccount(district.domain.db, 'marta@valle.example');
  const path = (id: string) => `${PEOPLE}/${id}/ruolo`;
  expect((await marta.post(path(martaAccount), page, { role: 'member' })).statusCode).toBe(409);
  await marta.post(path(ugoAccount), page, { role: 'coordinator' });
  expect((await ugo.get('/io')).headers.location).toBe('/accedi');
  await marta.post(path(ugoAccount), page, { role: 'member' });
});

test('a server is blocked with a reason, and let in again', async () => {
  const page = (await marta.get('/coordinamento/blocchi')).body;
  const wrong = await marta.post('/coordinamento/blocchi', page, { host: 'non va', reason: 'Spam' });
  expect([wrong.statusCode, wrong.body.includes('value="Spam"')]).toEqual([400, true]);
  await marta.post('/coordinamento/blocchi', page, { host: 'spam.example', reason: 'Spam' });
  expect(await isBlocked(district.domain.db, 'a.spam.example')).toBe(true);
  expect((await marta.get('/coordinamento/blocchi')).body).toContain('spam.example');
  await marta.post('/coordinamento/blocchi/togli', page, { host: 'spam.example' });
  expect(await isBlocked(district.domain.db, 'spam.example')).toBe(false);
});

test('the health says in words what fails, and the log who did what', async () => {
  const { db } = district.domain;
  const now = new Date();
  const failing = { type: 'delivery', failures: 3, lastFailureAt: now, pausedUntil: now };
  await db
    .insert(queueLanes)
    .values({ ...failing, lane: 'giu.example', lastError: 'connect ECONNREFUSED 192.0.2.1:443' });
  const gone = { type: 'delivery', lane: 'altro.example', payload: {}, attempts: 1 };
  await db
    .insert(queueDeadLetters)
    .values({ ...gone, id: '77', enqueuedAt: now, deadAt: now, lastError: 'answered 410' });
  const health = (await marta.get('/coordinamento/salute')).body;
  expect(health).toContain('la macchina non accetta connessioni');
  expect(health).toContain('rifiuta quello che mandiamo (410)');
  await marta.post('/coordinamento/salute/riprova', health, { id: '77' });
  expect(await db.select().from(queueDeadLetters)).toEqual([]);
  expect((await marta.post('/coordinamento/salute/riprova', health, { id: '77' })).statusCode).toBe(404);
  const settings = (await marta.get('/coordinamento/impostazioni')).body;
  expect(settings).toContain('manca la sezione [mail]');
  const log = (await marta.get('/coordinamento/registro')).body;
  expect(log).toMatch(/Un server bloccato[\s\S]*spam\.example[\s\S]*· Prova marta/);
  expect(log).toContain('Un nuovo account');
});

test('a report is read with what it is about, and seen to', async () => {
  const { domain } = district;
  const desk = '/coordinamento/segnalazioni';
  const [ugoPerson, farm] = await Promise.all([
    actorByHandle(domain.db, 'ugo'),
    actorByHandle(domain.db, 'forno'),
  ]);
  await reportActor(domain, operator, ugoPerson?.id ?? '', farm?.id ?? '', { comment: '<b>Spam</b>' });
  const page = (await marta.get(desk)).body;
  expect(page).toContain('&lt;b&gt;Spam&lt;/b&gt;');
  const id =
    /action="\/coordinamento\/segnalazioni\/risolta"[\s\S]*?name="id" value="(\d+)"/.exec(page)?.[1] ?? '';
  const refused = await ugo.post(`${desk}/risolta`, (await ugo.get('/io')).body, { id });
  expect(refused.statusCode).toBe(403);
  expect((await marta.post(`${desk}/risolta`, page, { id })).headers.location).toBe(desk);
  expect((await marta.get(desk)).body).toContain('Nessuna segnalazione');
});
