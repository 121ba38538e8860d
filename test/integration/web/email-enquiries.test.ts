import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attempts } from '../../../src/domain/accounts/attempt.table.ts';
import { collectData } from '../../../src/domain/accounts/collect-data.ts';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { emailEnquiries } from '../../../src/domain/enquiries/email-enquiry.table.ts';
import { emailEnquiriesTo } from '../../../src/domain/enquiries/email-enquiry-reads.ts';
import { sweepEmailEnquiries } from '../../../src/domain/enquiries/forget-email-enquiry.ts';
import { letters } from '../../../src/domain/letters/letter.table.ts';
import type { NewLetter } from '../../../src/domain/letters/letter.ts';
import { letterToSend } from '../../../src/domain/letters/letter-reads.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { endMembership } from '../../../src/domain/members/end-membership.ts';
import { closeProposal } from '../../../src/domain/proposals/end-proposal.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { DAY, MINUTE, MovedClock } from '../../support/moved-clock.ts';
import { type Browser, browserActingFor, createBrowser, createTestWeb } from '../../support/web.ts';

const clock = new MovedClock();
let district: TestDomain;
let app: FastifyInstance;
let farm: Actor;
let bakery: Actor;
let giulia: Browser;
let paolo: Browser;
let path: string;

beforeAll(async () => {
  district = await createTestDomain(clock);
  app = await createTestWeb(district, 'district', undefined, undefined, true);
  const add = (handle: string, name: string) =>
    addMember(district.domain, operator, { handle, name, kind: 'enterprise' });
  farm = await add('podere', 'Podere La Fonte');
  giulia = await browserActingFor(app, district.domain, 'giulia', [farm]);
  bakery = await add('forno', 'Forno Madre');
  paolo = await browserActingFor(app, district.domain, 'paolo', [bakery]);
  path = `/offerte/${(await publish()).id}`;
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});
beforeEach(async () => {
  await district.domain.db.delete(attempts);
  await district.domain.db.delete(letters);
  await district.domain.db.delete(emailEnquiries);
});

const publish = () =>
  publishProposal(district.domain, operator, farm.id, {
    purpose: 'offer',
    title: 'Zucche',
    negotiable: true,
  });
const anna = { name: 'Anna', email: 'anna@posta.example', text: 'Ne avete <ancora>?' };
const fieldIn = (page: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

/** Fills in the form as a person would: after a while. */
async function ask(browser: Browser, fields: Record<string, string> = {}, waitMs = MINUTE) {
  const page = (await browser.get(`${path}/domanda`)).body;
  clock.advance(waitMs);
  return browser.post(`${path}/domanda`, page, { stamp: fieldIn(page, 'stamp'), ...anna, ...fields });
}

async function written(): Promise<NewLetter[]> {
  const rows = await district.domain.db.select({ id: letters.id }).from(letters).orderBy(letters.id);
  const all = await Promise.all(rows.map(({ id }) => letterToSend(district.domain, id)));
  return all.filter((letter) => letter !== undefined);
}

/** The page of the conversation, as the last letter to that address names it. */
async function pageOf(kind: 'enquiry-confirm' | 'enquiry-answered', email = anna.email): Promise<string> {
  const letter = (await written()).findLast((one) => one.kind === kind && one.email === email);
  if (letter === undefined || !('url' in letter.contents)) throw new Error('there is no such letter');
  return letter.contents.url.replace('https://valle.example', '');
}

const rows = () => district.domain.db.select().from(emailEnquiries);

describe('a question by e-mail', () => {
  test('reaches the owner once it is confirmed, is answered by letter, and is forgotten on demand', async () => {
    const visitor = createBrowser(app);
    expect((await visitor.get(path)).body).toContain(`href="${path}/domanda"`);
    const asked = await ask(visitor);
    expect(asked.headers.location).toBe(`${path}/domanda?inviato=1`);
    const [letter, ...rest] = await written();
    expect(rest).toEqual([]);
    // No word of a stranger's goes to an address that nobody confirmed.
    expect(JSON.stringify(letter)).not.toContain('ancora');
    expect(letter).toMatchObject({ kind: 'enquiry-confirm', email: anna.email });
    const conversation = await pageOf('enquiry-confirm');
    const opened = await createBrowser(app).get(conversation);
    expect([opened.statusCode, opened.headers['cache-control']]).toEqual([200, 'private, no-store']);
    expect((await giulia.get('/messaggi')).body).not.toContain('Da Anna');

    await visitor.post(`${conversation}/conferma`, (await visitor.get(conversation)).body, {});
    await visitor.post(`${conversation}/conferma`, (await visitor.get(conversation)).body, {});
    const told = (await written()).filter(({ kind }) => kind === 'enquiry-arrived');
    expect(told.map(({ email }) => email)).toEqual(['giulia@valle.example']);
    const list = (await giulia.get('/messaggi')).body;
    expect(list).toContain('Da Anna');
    expect(list).toContain('Ne avete &lt;ancora&gt;?');
    expect(list).not.toContain(anna.email);
    expect((await giulia.get('/io')).body).toContain(`/messaggi#m${(await rows())[0]?.id}`);

    const answerPath = /action="(\/messaggi\/email\/\d+)"/.exec(list)?.[1] ?? '';
    const empty = await giulia.post(answerPath, list, { as: farm.id, text: ' ' });
    expect(empty.statusCode).toBe(400);
    await giulia.post(answerPath, list, { as: farm.id, text: 'Sì, venite sabato.' });
    const answer = (await written()).find(({ kind }) => kind === 'enquiry-answered');
    expect(answer).toMatchObject({
      email: anna.email,
      contents: { owner: farm.name, text: 'Sì, venite sabato.' },
    });
    const there = await pageOf('enquiry-answered');
    expect((await visitor.get(there)).body).toContain('Sì, venite sabato.');
    await visitor.post(there, (await visitor.get(there)).body, { text: 'Grazie!' });
    expect((await giulia.get('/messaggi')).body).toContain('Grazie!');
    const kept =
      JSON.stringify(await rows()) + JSON.stringify(await collectData(district.domain, '1', [farm.id]));
    expect(kept).not.toContain(anna.email);

    const gone = await visitor.post(`${there}/cancella`, (await visitor.get(there)).body, {});
    expect(gone.body).toContain('qui non resta più niente di te');
    // Neither do the letters, which name the address; those to the owner stay.
    expect((await written()).map(({ email }) => email)).toEqual([
      'giulia@valle.example',
      'giulia@valle.example',
    ]);
    expect([(await visitor.get(there)).statusCode, (await visitor.get(conversation)).statusCode]).toEqual([
      410, 410,
    ]);
    expect((await giulia.get('/messaggi')).body).not.toContain('Grazie!');
  });

  test('is answered and deleted by its owner alone', async () => {
    const visitor = createBrowser(app);
    await ask(visitor);
    const conversation = await pageOf('enquiry-confirm');
    const unconfirmed = await visitor.post(conversation, (await visitor.get(conversation)).body, {
      text: 'Ehi',
    });
    expect(unconfirmed.statusCode).toBe(409);
    await visitor.post(`${conversation}/conferma`, (await visitor.get(conversation)).body, {});
    const [view] = await emailEnquiriesTo(district.domain.db, [farm.id], 1);
    const id = view?.enquiry.id ?? '';
    const page = (await paolo.get('/messaggi')).body + (await paolo.get('/io/account')).body;
    const forged = await paolo.post(`/messaggi/email/${id}`, page, { as: farm.id, text: 'Io?' });
    expect(forged.statusCode).toBe(403);
    const tried = await paolo.post(`/messaggi/email/${id}/cancella`, page, { as: bakery.id });
    const missing = await paolo.post('/messaggi/email/1/cancella', page, { as: bakery.id });
    const missed = missing.body.replace('%2F1%2F', `%2F${id}%2F`);
    expect([tried.statusCode, tried.body]).toEqual([missing.statusCode, missed]);
    expect(await rows()).toHaveLength(1);
    await giulia.post(`/messaggi/email/${id}/cancella`, (await giulia.get('/messaggi')).body, {
      as: farm.id,
    });
    expect(await rows()).toEqual([]);
  });

  test('is let go where a program fills in the form', async () => {
    const trapped = await ask(createBrowser(app), { website: 'https://spam.example' });
    expect(trapped.headers.location).toBe(`${path}/domanda?inviato=1`);
    const tooFast = await ask(createBrowser(app), {}, 500);
    expect([tooFast.statusCode, tooFast.body.includes('value="anna@posta.example"')]).toEqual([400, true]);
    expect((await ask(createBrowser(app), {}, 2 * DAY)).statusCode).toBe(400);
    expect((await ask(createBrowser(app), { stamp: 'A'.repeat(60) })).statusCode).toBe(400);
    const other = await publish();
    const visitor = createBrowser(app);
    const page = (await visitor.get(`/offerte/${other.id}/domanda`)).body;
    await district.domain.db.delete(attempts);
    expect((await ask(createBrowser(app), { stamp: fieldIn(page, 'stamp') })).statusCode).toBe(400);
    const foreign = { origin: 'https://altrove.example' };
    const body = { ...anna, stamp: fieldIn(page, 'stamp') };
    expect((await visitor.post(`/offerte/${other.id}/domanda`, page, body, foreign)).statusCode).toBe(403);
    expect([await rows(), await written()]).toEqual([[], []]);
  });

  test('is asked five times from one network and three times for one address', async () => {
    const statuses = async (email: (n: number) => string, network: (n: number) => string) => {
      const all = [];
      for (let n = 0; n < 6; n++) {
        all.push((await ask(createBrowser(app, network(n)), { email: email(n) }, 5000)).statusCode);
      }
      return all;
    };
    const oneNetwork = await statuses(
      (n) => `a${n}@posta.example`,
      () => '192.0.2.1',
    );
    expect(oneNetwork).toEqual([303, 303, 303, 303, 303, 429]);
    const oneAddress = await statuses(
      () => 'b@posta.example',
      (n) => `192.0.2.${n + 10}`,
    );
    expect(oneAddress).toEqual([303, 303, 303, 429, 429, 429]);
  });

  test('is forgotten two days later where nobody confirmed it, else ninety days after the last message', async () => {
    const visitor = createBrowser(app);
    await ask(visitor, { email: 'mai@posta.example' });
    await ask(visitor);
    const conversation = await pageOf('enquiry-confirm');
    await visitor.post(`${conversation}/conferma`, (await visitor.get(conversation)).body, {});
    const left = async (days: number) => {
      clock.advance(days * DAY);
      await sweepEmailEnquiries(district.domain);
      return (await rows()).length;
    };
    expect([await left(1), await left(2)]).toEqual([2, 1]);
    expect((await written()).map(({ email }) => email)).not.toContain('mai@posta.example');
    await visitor.post(conversation, (await visitor.get(conversation)).body, { text: 'Ancora io' });
    expect([await left(89), await left(2)]).toEqual([1, 0]);
  });

  test('is asked of what is open here alone, and goes with who was asked', async () => {
    const closed = await publish();
    await closeProposal(district.domain, operator, closed.id);
    const closedPage = await createBrowser(app).get(`/offerte/${closed.id}/domanda`);
    const missing = await createBrowser(app).get('/offerte/1/domanda');
    expect([closedPage.statusCode, missing.statusCode]).toEqual([404, 404]);
    const silent = await createTestWeb(district);
    expect((await createBrowser(silent).get(path)).body).not.toContain('/domanda"');
    expect((await createBrowser(silent).get(`${path}/domanda`)).statusCode).toBe(404);
    await silent.close();
    await ask(createBrowser(app));
    await endMembership(district.domain, operator, farm.id, { by: 'district' });
    expect(await rows()).toEqual([]);
  });
});
