import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invite } from '../../../src/domain/accounts/invite.ts';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { actorByHandle, actorById } from '../../../src/domain/actors/actor-reads.ts';
import { operator } from '../../../src/domain/caller.ts';
import { publishCharter } from '../../../src/domain/charter/publish-charter.ts';
import { listLetters, readKeptLetter } from '../../../src/domain/letters/letter-reads.ts';
import { settleLetter } from '../../../src/domain/letters/settle-letter.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { applications } from '../../../src/domain/memberships/application.table.ts';
import { apply } from '../../../src/domain/memberships/apply.ts';
import { admitApplicant } from '../../../src/domain/memberships/decide-application.ts';
import { membershipsOf } from '../../../src/domain/memberships/membership-reads.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import {
  browserActingFor,
  createBrowser,
  createTestWeb,
  PASSWORD,
  signedUpBrowser,
} from '../../support/web.ts';

type Browser = ReturnType<typeof createBrowser>;

let district: TestDomain;
let app: FastifyInstance;
let coordinator: Browser;
let anyone: Browser;
let club: Actor;
/** Who acts for the association. */
let treasurer: Browser;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  coordinator = await signedUpBrowser(app, district.domain, 'coordinator', 'franca');
  anyone = createBrowser(app);
  club = await addMember(district.domain, operator, {
    name: 'Banca del tempo',
    kind: 'association',
    handle: 'tempo',
  });
  treasurer = await browserActingFor(app, district.domain, 'nora', [club]);
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

const groupId = () => district.actors.group.id;
const request = { name: 'Forno <Nuovo>', kind: 'enterprise', handle: 'forno', email: 'forno@posta.example' };
const ask = async (browser: Browser, fields: Record<string, string>) =>
  browser.post('/aderisci', (await browser.get('/aderisci')).body, fields);
const desk = async () => (await coordinator.get(`/adesioni/${groupId()}`)).body;
const answer = async (id: string | undefined, step: 'accogli' | 'rifiuta', fields = {}) =>
  coordinator.post(`/coordinamento/richieste/${id}/${step}`, await desk(), fields);
const applicationBy = async (handle: string) =>
  (await district.domain.db.select().from(applications)).findLast((one) => one.handle === handle);
const memberships = async (handle: string) => {
  const { id } = (await actorByHandle(district.domain.db, handle)) ?? { id: '0' };
  return (await membershipsOf(district.domain.db, { actorIds: [id], side: 'member' }, 5)).map(
    ({ membership }) => membership,
  );
};
/** What a letter to somebody says, as the coordinators read it where there is no mail server. */
const letterTo = async (email: string) => {
  const [entry] = (await listLetters(district.domain, operator, 50)).filter((one) => one.email === email);
  if (entry === undefined) throw new Error(`no letter to ${email}`);
  await settleLetter(district.domain, entry.id, 'kept');
  const { kind, contents } = await readKeptLetter(district.domain, operator, entry.id);
  return { kind, contents: contents as { url?: string; reason?: string } };
};

describe('a request of somebody who is nobody here', () => {
  it('asks for no charter where there is none, and keeps what was typed', async () => {
    expect((await anyone.get('/')).body).toContain('href="/aderisci"');
    expect((await anyone.get('/carta')).statusCode).toBe(404);
    const { body } = await anyone.get('/aderisci');
    expect(body).not.toContain('name="accept"');
    for (const [field, value] of [
      ['name', ''],
      ['kind', 'azienda'],
      ['handle', 'Con Spazi'],
      ['email', 'nessuna'],
      ['comune', 'Atlantide'],
    ] as const) {
      const typed = { ...request, message: 'Ci <teniamo>', [field]: value };
      const refused = await ask(anyone, typed);
      expect(refused.statusCode, field).toBe(400);
      expect(refused.body).toContain('Ci &lt;teniamo&gt;');
      expect(refused.body).toContain(`href="#${field}"`);
    }
    expect(await district.domain.db.$count(applications)).toBe(0);
  });

  it('waits for the coordinators, who say no and why', async () => {
    const sent = await ask(anyone, { ...request, comune: 'Prato', message: 'Pane <b>nostro</b>' });
    expect(sent.headers.location).toBe('/aderisci?inviato=1');
    expect((await anyone.get('/aderisci?inviato=1')).body).toContain('La richiesta è arrivata');
    expect(await actorByHandle(district.domain.db, 'forno')).toBeUndefined();
    expect((await ask(anyone, request)).statusCode).toBe(409);
    const page = await desk();
    expect(page).toContain('Forno &lt;Nuovo&gt;');
    expect(page).toContain('Pane &lt;b&gt;nostro&lt;/b&gt;');
    expect((await coordinator.get('/io')).body).toContain('Una richiesta di entrare');
    const id = (await applicationBy('forno'))?.id;
    const silent = await answer(id, 'rifiuta');
    expect(silent.statusCode).toBe(400);
    expect(silent.body).toContain('ha diritto di saperlo');
    expect((await answer(id, 'rifiuta', { note: 'Prima vediamoci' })).statusCode).toBe(303);
    expect(await letterTo('forno@posta.example')).toMatchObject({
      kind: 'application-refused',
      contents: { reason: 'Prima vediamoci' },
    });
    expect((await answer(id, 'accogli')).statusCode).toBe(409);
  });

  it('is admitted once, with the way to an account that acts for it', async () => {
    await ask(anyone, { ...request, comune: 'Prato', summary: 'Pane' });
    const id = (await applicationBy('forno'))?.id ?? '';
    const both = await Promise.allSettled([
      admitApplicant(district.domain, operator, id),
      admitApplicant(district.domain, operator, id),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await memberships('forno')).toMatchObject([{ state: 'admitted', charter: null }]);
    const { contents } = await letterTo('forno@posta.example');
    const path = new URL(contents.url ?? '').pathname + new URL(contents.url ?? '').search;
    const baker = createBrowser(app);
    const page = (await baker.get(path)).body;
    expect(page).toContain('Questo account agirà per Forno &lt;Nuovo&gt;');
    const token = new URL(contents.url ?? '').searchParams.get('token') ?? '';
    const who = { handle: 'dino', name: 'Dino', email: 'dino@posta.example', password: PASSWORD };
    expect((await baker.post('/iscrizione', page, { token, ...who })).headers.location).toBe('/io');
    const { id: bakery } = (await actorByHandle(district.domain.db, 'forno')) ?? { id: '' };
    expect((await baker.get(`/adesioni/${bakery}`)).statusCode).toBe(200);
    expect((await baker.get(path)).statusCode).toBe(410);
  });

  it('of a person: who was admitted signs up as that person', async () => {
    await ask(anyone, { name: 'Ada', kind: 'person', handle: 'ada', email: 'ada@posta.example' });
    await answer((await applicationBy('ada'))?.id, 'accogli');
    const { contents } = await letterTo('ada@posta.example');
    const token = new URL(contents.url ?? '').searchParams.get('token') ?? '';
    const ada = createBrowser(app);
    const page = (await ada.get(`/iscrizione?token=${token}`)).body;
    expect(page).toContain('Ada, la tua richiesta è stata accolta');
    const typed = { token, handle: 'altra', name: 'Altra', email: 'ada@posta.example', password: PASSWORD };
    expect((await ada.post('/iscrizione', page, typed)).headers.location).toBe('/io');
    expect((await ada.get('/io')).body).toContain('@ada@');
    expect(await actorByHandle(district.domain.db, 'altra')).toBeUndefined();
  });

  it('with an account: for an organisation, which it acts for once admitted', async () => {
    const elena = await signedUpBrowser(app, district.domain, 'member', 'elena');
    const gas = { name: 'GAS Est', kind: 'buying-group', handle: 'gas_est', email: 'gas@posta.example' };
    expect((await ask(elena, { ...gas, kind: 'person' })).statusCode).toBe(400);
    await ask(elena, gas);
    await answer((await applicationBy('gas_est'))?.id, 'accogli');
    const { id } = (await actorByHandle(district.domain.db, 'gas_est')) ?? { id: '' };
    expect((await elena.get(`/adesioni/${id}`)).body).toContain('confermato da entrambi');
  });

  it('is nobody else’s to read or to answer, and is bounded', async () => {
    await ask(anyone, { ...request, handle: 'mulino' });
    const id = (await applicationBy('mulino'))?.id;
    const member = await signedUpBrowser(app, district.domain, 'member', 'curioso');
    const { body } = await member.get('/aderisci');
    expect((await member.get(`/adesioni/${groupId()}`)).statusCode).toBe(403);
    expect((await member.post(`/coordinamento/richieste/${id}/accogli`, body, {})).statusCode).toBe(403);
    expect((await member.get('/adesioni/12345')).statusCode).toBe(403);
    expect((await applicationBy('mulino'))?.state).toBe('asked');
    const crowd = createBrowser(app, '192.0.2.7');
    const { body: form } = await crowd.get('/aderisci');
    const statuses: number[] = [];
    for (let time = 0; time < 22; time++) {
      statuses.push((await crowd.post('/aderisci', form, { ...request, handle: 'x' })).statusCode);
    }
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });
});

describe('the charter', () => {
  const text = 'Prima <b>cosa</b>: la terra.\n\nSeconda cosa: il lavoro.';
  const publish = async (browser: Browser, fields: Record<string, string>) =>
    browser.post('/carta', (await coordinator.get('/carta/nuova')).body, fields);

  it('is published by coordinators, and shown as typed', async () => {
    expect((await publish(coordinator, { text: ' ', note: 'Resta <qui>' })).body).toContain(
      'Resta &lt;qui&gt;',
    );
    const sent = await publish(coordinator, { text, note: 'Assemblea del 3 maggio' });
    expect(sent.headers.location).toBe('/carta/1');
    const { body } = await anyone.get('/carta/1');
    expect(body).toContain('<p>Prima &lt;b&gt;cosa&lt;/b&gt;: la terra.</p><p>Seconda');
    expect(body).toContain('da Prova franca');
    expect((await actorById(district.domain.db, groupId()))?.charter).toBe('https://valle.example/carta/1');
    expect((await publish(coordinator, { text })).statusCode).toBe(409);
    expect((await treasurer.get('/carta/nuova')).statusCode).toBe(403);
    const own = (await treasurer.get('/io')).body;
    expect((await treasurer.post('/carta', own, { text: 'La mia' })).statusCode).toBe(403);
  });

  it('says what changed between two versions', async () => {
    await publishCharter(district.domain, operator, {
      text: text.replace('il lavoro', 'il pane e il lavoro'),
    });
    expect((await anyone.get('/carta')).headers.location).toBe('/carta/2');
    const { body } = await anyone.get('/carta/2');
    expect(body).toMatch(/<ins>.*pane e/);
    expect((await anyone.get('/carta/1')).body).toContain('non è più in vigore');
    for (const path of ['/carta/9', '/carta/0', '/carta/x', '/carta/1?before=x']) {
      expect((await anyone.get(path)).statusCode, path).toBe(404);
    }
  });

  it('is accepted in the version shown, by whoever joins', async () => {
    const agrario = { ...request, handle: 'agrario', email: 'agrario@posta.example' };
    const without = await ask(createBrowser(app, '192.0.2.8'), agrario);
    expect(without.statusCode).toBe(409);
    expect(without.body).toContain('si accetta la sua carta');
    const old = { charter: 'https://valle.example/carta/1', accept: 'on' };
    expect((await ask(createBrowser(app, '192.0.2.8'), { ...agrario, ...old })).statusCode).toBe(409);
    const now = { charter: 'https://valle.example/carta/2', accept: 'on' };
    expect((await ask(createBrowser(app, '192.0.2.8'), { ...agrario, ...now })).statusCode).toBe(303);
    expect(await desk()).toContain('href="/carta/2">versione 2');
    await answer((await applicationBy('agrario'))?.id, 'accogli');
    expect(await memberships('agrario')).toMatchObject([{ charter: now.charter, state: 'admitted' }]);
    // By invitation too.
    const token = await invite(district.domain, operator, 'member');
    const guest = createBrowser(app);
    const page = (await guest.get(`/iscrizione?token=${token}`)).body;
    const who = { token, handle: 'ugo', name: 'Ugo', email: 'ugo@posta.example', password: PASSWORD };
    expect((await guest.post('/iscrizione', page, who)).statusCode).toBe(409);
    expect((await guest.post('/iscrizione', page, { ...who, ...now })).statusCode).toBe(303);
    expect(await memberships('ugo')).toMatchObject([{ charter: now.charter }]);
  });

  it('in a new version is accepted by those who are members already', async () => {
    const { id } = (await actorByHandle(district.domain.db, 'franca')) ?? { id: '' };
    const page = (await coordinator.get(`/adesioni/${id}`)).body;
    expect(page).toContain('La carta è cambiata');
    const accept = (charter: string) =>
      coordinator.post(`/adesioni/${id}/carta`, page, { charter, accept: 'on' });
    expect((await accept('https://valle.example/carta/1')).statusCode).toBe(409);
    expect((await accept('https://valle.example/carta/2')).statusCode).toBe(303);
    expect((await coordinator.get(`/adesioni/${id}`)).body).not.toContain('La carta è cambiata');
    expect(await memberships('franca')).toMatchObject([{ charter: 'https://valle.example/carta/2' }]);
  });
});

describe('an association', () => {
  it('has members that ask, are admitted, and are removed with a reason', async () => {
    const { domain } = district;
    const { id } = (await actorByHandle(domain.db, 'franca')) ?? { id: '' };
    const unknown = await coordinator.get(`/adesioni/${id}/chiedi?gruppo=%40nessuno%40altrove.example`);
    expect(unknown.statusCode).toBe(404);
    expect(unknown.body).toContain('@nessuno@altrove.example');
    const form = (await coordinator.get(`/adesioni/${id}/chiedi?gruppo=tempo`)).body;
    expect(form).toContain('Chiedi di aderire a Banca del tempo');
    const asked = await coordinator.post(`/adesioni/${id}`, form, { group: club.id, message: 'Due ore' });
    expect(asked.statusCode).toBe(303);
    expect((await coordinator.post(`/adesioni/${id}`, form, { group: club.id })).statusCode).toBe(409);
    expect((await coordinator.get(`/adesioni/${id}`)).body).toContain('In attesa di risposta');
    const waiting = (await membershipsOf(domain.db, { actorIds: [club.id], side: 'group' }, 1))[0]?.membership
      .id;
    const step = async (browser: Browser, name: string, fields = {}) => {
      const { body } = await treasurer.get(`/adesioni/${club.id}`);
      const page = browser === treasurer ? body : (await browser.get('/io')).body;
      return browser.post(`/adesioni/${club.id}/${waiting}/${name}`, page, fields);
    };
    expect((await step(coordinator, 'accogli')).statusCode).toBe(403);
    expect((await treasurer.get('/io')).body).toContain('Prova franca chiede di aderire');
    expect((await step(treasurer, 'accogli')).statusCode).toBe(303);
    // People stand only in pages for those who run it, unless they show themselves.
    expect((await anyone.get('/@tempo')).body).not.toContain('Prova franca');
    expect((await treasurer.get(`/adesioni/${club.id}`)).body).toContain('Prova franca');
    expect((await step(treasurer, 'rimuovi')).body).toContain('ha diritto di saperlo');
    expect((await step(treasurer, 'rimuovi', { note: 'Non viene più' })).statusCode).toBe(303);
    expect((await coordinator.get(`/adesioni/${id}`)).body).toContain('Chiusa');
  });
});

it('a request that was typed by a programme passes the same door', async () => {
  await expect(
    apply(district.domain, undefined, { ...request, kind: 'enterprise', handle: 'franca' }),
  ).rejects.toMatchObject({ code: 'charter_not_accepted' });
});
