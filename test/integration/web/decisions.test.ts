import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attempts } from '../../../src/domain/accounts/attempt.table.ts';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { openDecision } from '../../../src/domain/decisions/open-decision.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { closeDuePolls } from '../../../src/domain/polls/close-polls.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { DAY, MovedClock } from '../../support/moved-clock.ts';
import { askPoll } from '../../support/poll.ts';
import { type Browser, browserActingFor, createBrowser, createTestWeb } from '../../support/web.ts';

const clock = new MovedClock();
let district: TestDomain;
let app: FastifyInstance;
let farm: Actor;
let gas: Actor;
let anna: Browser;
let paolo: Browser;
let visitor: Browser;

beforeAll(async () => {
  district = await createTestDomain(clock);
  app = await createTestWeb(district);
  const add = (handle: string, name: string, kind: 'enterprise' | 'buying-group') =>
    addMember(district.domain, operator, { handle, name, kind });
  farm = await add('podere', 'Podere La Fonte', 'enterprise');
  gas = await add('gas', 'GAS di Quartiere', 'buying-group');
  anna = await browserActingFor(app, district.domain, 'anna', [], 'coordinator');
  paolo = await browserActingFor(app, district.domain, 'paolo', [farm, gas]);
  visitor = createBrowser(app);
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});
beforeEach(async () => {
  await district.domain.db.delete(attempts);
});

const typed = {
  question: 'Un mercato <del> sabato?',
  text: 'Costa 200 euro l’anno.',
  options: 'Favorevole\r\n\r\nContrario\r\nAstenuto',
  multiple: 'no',
  electorate: 'organisations',
  endsAt: '2/1/2026 18:30',
  quorum: '50',
};
async function open(fields: Partial<typeof typed> = {}): Promise<string> {
  const form = await anna.get('/decisioni/nuova');
  const answer = await anna.post('/decisioni', form.body, { ...typed, ...fields });
  expect(answer.statusCode, answer.body).toBe(303);
  return String(answer.headers.location);
}

describe('a coordinator', () => {
  test('opens a decision, which everyone then finds', async () => {
    const path = await open();
    const page = (await visitor.get(path)).body;
    expect(page).toContain('Un mercato &lt;del&gt; sabato?');
    expect(page).toContain('Costa 200 euro l’anno.');
    expect(page).toContain('Una voce per ogni organizzazione');
    expect(page).toContain('02/01/2026, 18:30');
    expect(page).toContain('0 voci su 2 (0\u00a0%)');
    expect(page).toContain('Accedi per votare');
    expect(page).not.toContain('Per chi coordina');
    expect((await visitor.get('/decisioni')).body).toContain(`href="${path}"`);
    expect((await visitor.get('/decisioni?list=closed')).body).not.toContain(`href="${path}"`);
    const feed = await visitor.get('/decisioni.atom');
    expect(feed.headers['content-type']).toContain('application/atom+xml');
    expect(feed.body).toContain('&lt;li&gt;Contrario&lt;/li&gt;');
  });

  test.each([
    [{ question: '' }, 'question', 'Questo campo va compilato.'],
    [{ options: 'Sì' }, 'options', 'almeno due risposte'],
    [{ options: 'Sì\nsì' }, 'options', 'Due risposte sono uguali'],
    [{ options: `Sì\n${'n'.repeat(101)}` }, 'options', 'al massimo 100'],
    [{ endsAt: '31/2/2026' }, 'endsAt', 'Questa data non esiste'],
    [{ endsAt: '1/1/2025' }, 'endsAt', 'nel futuro'],
    [{ quorum: 'tanti' }, 'quorum', 'da 1 a 100'],
    [{ quorum: '0' }, 'quorum', 'da 1 a 100'],
    [{ electorate: 'anyone' }, 'electorate', 'Scegli chi vota'],
  ])('is told what is wrong with %j, and finds again what was typed', async (fields, field, sentence) => {
    const form = await anna.get('/decisioni/nuova');
    const { statusCode, body } = await anna.post('/decisioni', form.body, { ...typed, ...fields });
    expect(statusCode).toBe(400);
    expect(body).toContain(`id="${field}-error"`);
    expect(body).toContain(sentence);
    expect(body).toContain('Costa 200 euro l’anno.');
  });

  test('alone opens, closes and withdraws', async () => {
    const path = await open();
    expect((await visitor.get('/decisioni/nuova')).headers.location).toBe('/accedi');
    expect((await paolo.get('/decisioni/nuova')).statusCode).toBe(403);
    const page = (await paolo.get(path)).body;
    expect(page).not.toContain('Per chi coordina');
    expect((await paolo.post('/decisioni', page, typed)).statusCode).toBe(403);
    expect((await paolo.post(`${path}/chiusura`, page, {})).statusCode).toBe(403);
    expect((await paolo.post(`${path}/ritiro`, page, {})).statusCode).toBe(403);
    const own = (await anna.get(path)).body;
    expect((await anna.post(`${path}/ritiro`, own, {})).headers.location).toBe('/decisioni');
    expect((await visitor.get(path)).statusCode).toBe(410);
    const early = await open();
    expect((await anna.post(`${early}/chiusura`, own, {})).statusCode).toBe(303);
    expect((await visitor.get(early)).body).toContain('prima del termine, da chi coordina');
    expect((await anna.post(`${early}/ritiro`, own, {})).statusCode).toBe(409);
  });
});

describe('a member', () => {
  test('votes once with each voice it speaks for, and the result shows when the vote is closed', async () => {
    const path = await open();
    const page = (await paolo.get(path)).body;
    expect(page).toContain('Una volta dato, il voto non si può cambiare né rileggere');
    const vote = (fields: Record<string, string>) =>
      paolo.post(`${path}/voti`, page, { as: farm.id, option: '0', sure: 'yes', ...fields });
    const unsure = await vote({ sure: '', option: '1' });
    expect(unsure.statusCode).toBe(400);
    expect(unsure.body).toContain('Conferma la tua scelta');
    expect(unsure.body).toMatch(/id="option-1"[^>]* checked/);
    expect((await vote({ option: '7' })).statusCode).toBe(400);
    expect((await vote({ as: 'nessuno' })).statusCode).toBe(403);
    expect((await vote({})).headers.location).toBe(path);
    const again = await vote({ option: '1' });
    expect(again.statusCode).toBe(409);
    expect(again.body).toContain('ogni voce conta una volta sola');
    const half = (await paolo.get(path)).body;
    expect(half).toContain('Il voto di Podere La Fonte è contato: l’hai dato tu.');
    expect(half).toContain('1 voce su 2 (50\u00a0%)');
    expect(half).not.toContain('class="results"');
    const card = (await paolo.get('/decisioni')).body.split('</li>').find((item) => item.includes(path));
    expect(card).toContain('Da votare: GAS di Quartiere<');
    expect((await vote({ as: gas.id, option: '0' })).statusCode).toBe(303);
    expect((await anna.get(path)).body).toContain('Non hai una voce in questa decisione');
    clock.advance(2 * DAY);
    await closeDuePolls(district.domain);
    const closed = (await visitor.get(path)).body;
    expect(closed).toContain('<strong>2 voti</strong> · 100\u00a0%');
    expect(closed).toContain('<strong>0 voti</strong> · 0\u00a0%');
    expect(closed).toContain('Il quorum è raggiunto');
    expect((await visitor.get('/decisioni?list=closed')).body).toContain(`href="${path}"`);
    expect((await visitor.get('/decisioni.atom')).body).toContain('Favorevole: 2 voti');
    expect((await vote({})).statusCode).toBe(409);
  });

  test('needs our own form, and somebody signed in', async () => {
    const path = await open({ endsAt: '31/12/2026' });
    const page = (await paolo.get(path)).body;
    const fields = { as: farm.id, option: '0', sure: 'yes' };
    const from = { origin: 'https://altrove.example', 'sec-fetch-site': 'cross-site' };
    expect((await paolo.post(`${path}/voti`, page, fields, from)).statusCode).toBe(403);
    expect((await visitor.post(`${path}/voti`, page, fields)).statusCode).toBe(403);
    expect((await visitor.get(path)).body).toContain('0 voci su 2');
  });
});

describe('a poll of a person', () => {
  test('has its page, where others vote as themselves and see the counts', async () => {
    const endsAt = new Date(clock.now().getTime() + DAY);
    const person = await addMember(district.domain, operator, { handle: 'ugo', name: 'Ugo', kind: 'person' });
    const { id } = await askPoll(district.domain, person.id, {
      text: 'Mele o pere?',
      options: ['Mele', 'Pere'],
      multiple: true,
    });
    const path = `/sondaggi/${id}`;
    expect((await visitor.get(path)).body).toContain('Sondaggio di Ugo');
    const page = (await paolo.get(path)).body;
    const [, self] = /name="as" value="(\d+)"/.exec(page) ?? [];
    const fields = { as: self ?? '', 'option.1': '1' };
    expect((await paolo.post(`${path}/voti`, page, { as: self ?? '' })).body).toContain(
      'Scegli una risposta.',
    );
    expect((await paolo.post(`${path}/voti`, page, fields)).statusCode).toBe(303);
    expect((await paolo.post(`${path}/voti`, page, fields)).statusCode).toBe(409);
    const after = (await paolo.get(path)).body;
    expect(after).toContain('La tua scelta');
    expect(after).toContain('<strong>1 voto</strong> · 100\u00a0%');
    const decision = await openDecision(district.domain, operator, {
      ...{ question: 'Sì?', options: ['Sì', 'No'], electorate: 'people' as const, endsAt },
    });
    expect((await visitor.get(`/sondaggi/${decision.id}`)).headers.location).toBe(
      `/decisioni/${decision.id}`,
    );
    expect((await visitor.get(`/decisioni/${id}`)).statusCode).toBe(404);
  });
});
