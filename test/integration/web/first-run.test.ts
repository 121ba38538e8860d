import { afterAll, beforeAll, expect, test } from 'vitest';
import { inviteFirstCoordinator } from '../../../src/domain/accounts/invite.ts';
import { letters } from '../../../src/domain/letters/letter.table.ts';
import { nodeActors } from '../../../src/domain/node/node-reads.ts';
import { startNode, type TestNode } from '../../support/node.ts';
import { startSmtp, type TestSmtp } from '../../support/smtp.ts';
import { type Browser, createBrowser, PASSWORD, signedUpBrowser } from '../../support/web.ts';

const PATH = '/coordinamento/inizio';
let node: TestNode;
let smtp: TestSmtp;
let marta: Browser;
let first: string | undefined;

beforeAll(async () => {
  smtp = await startSmtp();
  const mail = {
    ...{ host: '127.0.0.1', port: smtp.port, secure: false },
    ...{ user: 'marta', password: 'segreta', from: 'distretto@valle.example' },
  };
  node = await startNode({ background: false, mail });
  const { domain } = node.services;
  const token = (await inviteFirstCoordinator(domain)) ?? '';
  marta = createBrowser(node.server, undefined, node.origin);
  const page = (await marta.get(`/iscrizione?token=${token}`)).body;
  const who = { handle: 'marta', name: 'Marta', email: 'marta@valle.example', password: PASSWORD };
  first = (await marta.post('/iscrizione', page, { token, ...who })).headers.location;
});
afterAll(async () => {
  await node.stop();
  await smtp.stop();
});

const page = async () => (await marta.get(PATH)).body;

test('the first coordinator comes to it from the link of the first start, and it says what is missing', async () => {
  expect(first).toBe(PATH);
  const shown = await page();
  expect([shown.includes('DES di prova'), shown.includes('manca')]).toEqual([true, true]);
});

test('who the district is goes through the settings, and leads back', async () => {
  const form = (await marta.get('/coordinamento/impostazioni?inizio=1')).body;
  expect(form).toContain('name="inizio"');
  const typed = { name: 'DES Nuovo', summary: '', comune: 'Prato (PO)', contact: 'noi@valle.example' };
  const rest = { locale: 'it', licence: '', takesApplications: 'on', step: 'save', inizio: '1' };
  const saved = await marta.upload('/coordinamento/impostazioni', form, { ...typed, ...rest });
  expect(saved.headers.location).toBe(PATH);
  expect(await page()).toContain('noi@valle.example');
});

test('the address is asked from outside, and a test letter arrives or it is said why not', async () => {
  const checked = await marta.post(`${PATH}/indirizzo`, await page(), {});
  for (const words of ['Si trova da fuori: a posto', 'Ascolta da fuori: a posto', 'Certificato: da guardare'])
    expect(checked.body).toContain(words);
  const sent = await marta.post(`${PATH}/posta`, await page(), { email: 'marta@posta.example' });
  expect([sent.statusCode, sent.body.includes('Partita per marta@posta.example')]).toEqual([200, true]);
  expect(smtp.received.map(({ to }) => to)).toEqual([['marta@posta.example']]);
  smtp.answer = 550;
  const refused = await marta.post(`${PATH}/posta`, await page(), { email: 'nessuno@posta.example' });
  expect([refused.statusCode >= 400, refused.body.includes('value="nessuno@posta.example"')]).toEqual([
    true,
    true,
  ]);
});

test('invitations go out together, and one that is wrong sends none', async () => {
  const { db } = node.services.domain;
  const invited = async () => (await db.select().from(letters)).filter(({ kind }) => kind === 'invitation');
  const wrong = await marta.post(`${PATH}/inviti`, await page(), { emails: 'ada@posta.example\nnon so' });
  expect([wrong.statusCode, wrong.body.includes('ada@posta.example')]).toEqual([400, true]);
  expect(await invited()).toHaveLength(0);
  const emails = 'ada@posta.example\nugo@posta.example, ada@posta.example';
  expect((await marta.post(`${PATH}/inviti`, await page(), { emails })).body).toContain('2 inviti');
  expect((await invited()).map(({ email }) => email).sort()).toEqual([
    'ada@posta.example',
    'ugo@posta.example',
  ]);
});

test('it is offered until it is put away, and to coordinators alone', async () => {
  const { domain } = node.services;
  expect((await marta.get('/coordinamento')).body).toContain(`href="${PATH}"`);
  const ugo = await signedUpBrowser(node.server, domain, 'member', 'ugo');
  const own = (await ugo.get('/io')).body;
  expect((await ugo.get(PATH)).statusCode).toBe(403);
  for (const step of ['/indirizzo', '/posta', '/inviti', '/fine'])
    expect(
      (await ugo.post(`${PATH}${step}`, own, { email: 'a@b.example', emails: 'a@b.example' })).statusCode,
    ).toBe(403);
  await marta.post(`${PATH}/fine`, await page(), {});
  expect((await nodeActors(domain.db)).settings.welcomedAt).not.toBeNull();
  expect((await marta.get('/coordinamento')).body).not.toContain(`href="${PATH}"`);
});
