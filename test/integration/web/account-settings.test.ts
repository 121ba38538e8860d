import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { exportHandler, sweepExports } from '../../../src/app/write-exports.ts';
import { accounts, secondSteps } from '../../../src/domain/accounts/account.table.ts';
import { requireAccount } from '../../../src/domain/accounts/account-reads.ts';
import { attempts } from '../../../src/domain/accounts/attempt.table.ts';
import { EXPORT } from '../../../src/domain/accounts/exports.ts';
import { makeResetLink } from '../../../src/domain/accounts/reset-password.ts';
import { unlockAccount } from '../../../src/domain/accounts/second-step.ts';
import { operator } from '../../../src/domain/caller.ts';
import { letters } from '../../../src/domain/letters/letter.table.ts';
import type { NewLetter } from '../../../src/domain/letters/letter.ts';
import { letterToSend } from '../../../src/domain/letters/letter-reads.ts';
import { type ExportFiles, exportFiles } from '../../../src/platform/export-files.ts';
import { QueueWorker } from '../../../src/platform/queue/worker.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { MovedClock } from '../../support/moved-clock.ts';
import { createBrowser, createTestWeb, PASSWORD, signedUpBrowser } from '../../support/web.ts';

type Browser = ReturnType<typeof createBrowser>;

const clock = new MovedClock();
let district: TestDomain;
let app: FastifyInstance;
let files: ExportFiles;
let marta: Browser;

beforeAll(async () => {
  district = await createTestDomain(clock);
  files = exportFiles(mkdtempSync(join(inject('runFolder'), 'exports-')));
  app = await createTestWeb(district, 'district', files);
  marta = await signedUpBrowser(app, district.domain, 'coordinator', 'marta');
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});
beforeEach(async () => {
  await district.domain.db.delete(attempts);
  await district.domain.db.delete(letters);
});

/** What was written, oldest first. */
async function written(): Promise<NewLetter[]> {
  const { domain } = district;
  const rows = await domain.db.select({ id: letters.id }).from(letters).orderBy(letters.id);
  return Promise.all(
    rows.map(async ({ id }) => {
      const letter = await letterToSend(domain, id);
      if (letter === undefined) throw new Error('an empty letter');
      return letter;
    }),
  );
}

async function linkIn(kind: 'reset-password' | 'confirm-email'): Promise<string> {
  const letter = (await written()).find((one) => one.kind === kind);
  const url = letter && 'url' in letter.contents ? letter.contents.url : '';
  return url.replace('https://valle.example', '');
}

async function signIn(email: string, password: string) {
  const browser = createBrowser(app);
  const page = (await browser.get('/accedi')).body;
  return { browser, answer: await browser.post('/accedi', page, { email, password }) };
}

async function send(browser: Browser, path: string, fields: Record<string, string>) {
  const page = (await browser.get('/io/account')).body;
  return browser.post(path, page, fields);
}

describe('a forgotten password', () => {
  async function ask(email: string) {
    const browser = createBrowser(app);
    const page = (await browser.get('/password-dimenticata')).body;
    return { browser, answer: await browser.post('/password-dimenticata', page, { email }) };
  }
  const bare = (body: string) => body.replace(/value="[\w-]+"/g, '');

  test('is replaced by a link that works once; who asks learns nothing of others', async () => {
    const ugo = await signedUpBrowser(app, district.domain, 'member', 'ugo');
    await district.domain.db.delete(letters);
    const unknown = await ask('nessuno@valle.example');
    const known = await ask('Ugo@valle.example ');
    expect(bare(known.answer.body)).toBe(bare(unknown.answer.body));
    expect(await written()).toMatchObject([{ kind: 'reset-password', email: 'ugo@valle.example' }]);
    const [row] = await district.domain.db.select().from(letters);
    const link = await linkIn('reset-password');
    const token = link.split('=')[1] ?? '';
    // Neither the letter nor the key lies open in the database.
    expect(row?.contents?.includes(Buffer.from(token))).toBe(false);

    const { browser } = known;
    const page = await browser.get(link);
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    const short = await browser.post('/nuova-password', page.body, { token, password: 'corta' });
    expect([short.statusCode, short.body.includes('troppo corta')]).toEqual([400, true]);
    const done = await browser.post('/nuova-password', page.body, { token, password: 'una frase nuova' });
    expect(done.body).toContain('La password è cambiata');
    expect((await written()).at(-1)).toMatchObject({ kind: 'password-changed' });
    expect((await ugo.get('/io')).headers.location).toBe('/accedi');
    expect((await browser.get(link)).statusCode).toBe(410);
    const again = await browser.post('/nuova-password', page.body, { token, password: 'ancora una frase' });
    expect(again.statusCode).toBe(410);
    expect((await signIn('ugo@valle.example', PASSWORD)).answer.statusCode).toBe(403);
    expect((await signIn('ugo@valle.example', 'una frase nuova')).answer.headers.location).toBe('/io');
  });

  test('the link ends after an hour, and with the next one', async () => {
    await ask('ugo@valle.example');
    const first = await linkIn('reset-password');
    await district.domain.db.delete(letters);
    await ask('ugo@valle.example');
    const second = await linkIn('reset-password');
    expect((await createBrowser(app).get(first)).statusCode).toBe(410);
    expect((await createBrowser(app).get(second)).statusCode).toBe(200);
    clock.advance(61 * 60_000);
    expect((await createBrowser(app).get(second)).statusCode).toBe(410);
  });

  test('nobody is flooded with letters', async () => {
    for (let n = 0; n < 3; n++) expect((await ask('ugo@valle.example')).answer.statusCode).toBe(200);
    expect((await ask('ugo@valle.example')).answer.statusCode).toBe(429);
    expect(await written()).toHaveLength(3);
  });
});

describe('an address', () => {
  test('is confirmed by its reader, by a button and not by opening the link', async () => {
    const ada = await signedUpBrowser(app, district.domain, 'member', 'ada');
    expect((await ada.get('/io/account')).body).toContain('Non è ancora confermato');
    const link = await linkIn('confirm-email');
    const page = await ada.get(link);
    expect(page.body).toContain('L’indirizzo ada@valle.example è tuo?');
    expect((await ada.get('/io/account')).body).toContain('Non è ancora confermato');
    await ada.post('/conferma', page.body, { token: link.split('=')[1] ?? '' });
    expect((await ada.get('/io/account')).body).not.toContain('Non è ancora confermato');
    expect((await ada.get(link)).statusCode).toBe(410);
  });

  test('changes when the reader of the new one says so; the old one is told', async () => {
    const { browser } = await signIn('ada@valle.example', PASSWORD);
    const wrong = await send(browser, '/io/account/email', { current: 'sbagliata', email: 'a@b.example' });
    expect([wrong.statusCode, wrong.body.includes('Questa non è la tua password')]).toEqual([403, true]);
    const taken = await send(browser, '/io/account/email', { current: PASSWORD, email: 'ugo@valle.example' });
    expect(taken.statusCode).toBe(409);
    await send(browser, '/io/account/email', { current: PASSWORD, email: 'ada@nuova.example' });
    expect(await written()).toMatchObject([{ kind: 'confirm-email', email: 'ada@nuova.example' }]);
    expect((await signIn('ada@nuova.example', PASSWORD)).answer.statusCode).toBe(403);
    const link = await linkIn('confirm-email');
    const page = await browser.get(link);
    await browser.post('/conferma', page.body, { token: link.split('=')[1] ?? '' });
    expect((await signIn('ada@nuova.example', PASSWORD)).answer.headers.location).toBe('/io');
    expect((await written()).at(-1)).toMatchObject({ kind: 'email-changed', email: 'ada@valle.example' });
  });
});

describe('sessions', () => {
  test('are listed, closed, and ended elsewhere by a new password', async () => {
    const here = (await signIn('marta@valle.example', PASSWORD)).browser;
    const list = (await here.get('/io/account')).body;
    const keys = [...list.matchAll(/name="key" value="([\w-]+)"/g)].map(([, key = '']) => key);
    expect(keys.length).toBeGreaterThan(0);
    expect(list.match(/>questa</g)).toHaveLength(1);
    // Somebody else's session is not closed by its name.
    const ugo = (await signIn('ugo@valle.example', 'una frase nuova')).browser;
    await send(ugo, '/io/account/sessioni', { key: keys[0] ?? '' });
    expect((await marta.get('/io')).statusCode).toBe(200);
    await send(here, '/io/account/sessioni', { key: keys.at(-1) ?? '' });
    const changed = await send(here, '/io/account/password', {
      current: PASSWORD,
      password: 'altra frase lunga',
    });
    expect(changed.headers.location).toBe('/io/account?fatto=password');
    expect((await marta.get('/io')).headers.location).toBe('/accedi');
    expect((await here.get('/io')).statusCode).toBe(200);
  });
});

describe('the second step', () => {
  test('takes each code once, recovery codes too, and goes with the password', async () => {
    const ugo = (await signIn('ugo@valle.example', 'una frase nuova')).browser;
    const begin = (await ugo.get('/io/account/secondo-passo')).body;
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(begin)?.[1]?.replaceAll(' ', '') ?? '';
    const [row] = await district.domain.db.select().from(secondSteps);
    expect(row?.secret.includes(Buffer.from(secret))).toBe(false);
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = () => totp.generate({ timestamp: clock.now().getTime() });
    const wrong = await ugo.post('/io/account/secondo-passo', begin, { code: '000000' });
    expect(wrong.statusCode).toBe(400);
    // Not confirmed yet: nobody is shut out.
    expect((await signIn('ugo@valle.example', 'una frase nuova')).answer.headers.location).toBe('/io');
    const shown = (await ugo.post('/io/account/secondo-passo', begin, { code: code() })).body;
    const recovery = [...shown.matchAll(/<code>([a-z2-9-]{17})<\/code>/g)].map(([, one = '']) => one);
    expect(recovery).toHaveLength(10);

    const begun = async () => {
      const { browser, answer } = await signIn('ugo@valle.example', 'una frase nuova');
      expect(answer.body).toContain('Il secondo passo');
      expect((await browser.get('/io')).headers.location).toBe('/accedi');
      const key = /name="key" value="([\w-]+)"/.exec(answer.body)?.[1] ?? '';
      return (given: string) => browser.post('/accedi/codice', answer.body, { key, code: given });
    };
    const first = await begun();
    expect((await first(code())).statusCode).toBe(400);
    clock.advance(30_000);
    expect((await first(code())).headers.location).toBe('/io');
    const second = await begun();
    expect((await second(code())).statusCode).toBe(400);
    expect((await second(String(recovery[0]).toUpperCase())).headers.location).toBe('/io');
    const third = await begun();
    expect((await third(String(recovery[0]))).statusCode).toBe(400);
    await district.domain.db.delete(attempts);
    for (let n = 0; n < 8; n++) await third('123456');
    expect((await third(String(recovery[1]))).statusCode).toBe(429);
    clock.advance(11 * 60_000);
    await district.domain.db.delete(attempts);
    expect((await third(String(recovery[1]))).statusCode).toBe(410);
    await district.domain.db.delete(attempts);
    expect((await send(ugo, '/io/account/secondo-passo-no', { current: 'no' })).statusCode).toBe(403);
    await send(ugo, '/io/account/secondo-passo-no', { current: 'una frase nuova' });
    expect((await signIn('ugo@valle.example', 'una frase nuova')).answer.headers.location).toBe('/io');
  });
});

test('a way back in is given by coordinators, past a second step by the operator alone', async () => {
  const { domain } = district;
  const account = await requireAccount(domain.db, 'ugo@valle.example');
  const caller = { kind: 'account', accountId: '1', actsFor: [] } as const;
  const member = { ...caller, role: 'member' } as const;
  const coordinator = { ...caller, role: 'coordinator' } as const;
  await expect(makeResetLink(domain, member, account)).rejects.toThrow('coordinators_only');
  const link = await makeResetLink(domain, coordinator, account);
  expect((await createBrowser(app).get(link.replace('https://valle.example', ''))).statusCode).toBe(200);
  await expect(unlockAccount(domain, coordinator, account)).rejects.toThrow('coordinators_only');
  await unlockAccount(domain, operator, account);
});

describe('the copy of one’s data', () => {
  test('is written by a job, holds all that is kept and nothing that opens anything, and is its owner’s alone', async () => {
    const { domain, database } = district;
    const { browser } = await signIn('ada@nuova.example', PASSWORD);
    const page = (await browser.get('/annunci/nuovo')).body;
    const as = /name="as" value="(\d+)"/.exec(page)?.[1] ?? '';
    await browser.upload('/annunci/nuovo', page, { as, text: 'Le mie parole', step: 'publish' });
    await send(browser, '/io/account/copia', {});
    expect((await browser.get('/io/account')).body).not.toContain('/io/account/copia/');
    const logger = pino({ level: 'silent' });
    const handlers = { [EXPORT]: exportHandler(domain, files) };
    await new QueueWorker({ handle: database, clock, logger, handlers }).drain();
    expect((await written()).at(-1)).toMatchObject({ kind: 'export-ready', email: 'ada@nuova.example' });
    const path =
      /href="(\/io\/account\/copia\/\d+)"/.exec((await browser.get('/io/account')).body)?.[1] ?? '';
    const { rawPayload, headers } = await browser.get(path);
    expect(headers['content-type']).toBe('application/gzip');
    const copy = gunzipSync(rawPayload).toString('utf8');
    expect(copy).toContain('data/posts.json');
    for (const kept of ['Le mie parole', 'ada@nuova.example', 'member-added', '"kind": "person"']) {
      expect(copy).toContain(kept);
    }
    for (const withheld of ['$scrypt$', 'password_hash', 'token_hash', 'marta@valle.example']) {
      expect(copy).not.toContain(withheld);
    }
    const other = (await signIn('marta@valle.example', 'altra frase lunga')).browser;
    expect((await other.get(path)).statusCode).toBe(404);
    clock.advance(8 * 24 * 60 * 60_000);
    await sweepExports(domain, files);
    expect((await browser.get(path)).statusCode).toBe(404);
  });
});

describe('the end of an account', () => {
  test('takes all that would tell who it was; the only coordinator stays', async () => {
    const { domain } = district;
    const { browser } = await signIn('ada@nuova.example', PASSWORD);
    expect((await send(browser, '/io/account/chiudi', { current: 'no' })).statusCode).toBe(403);
    const left = await send(browser, '/io/account/chiudi', { current: PASSWORD });
    expect(left.body).toContain('Il tuo account non c’è più');
    expect((await browser.get('/io')).headers.location).toBe('/accedi');
    expect((await createBrowser(app).get('/@ada')).statusCode).toBe(410);
    expect((await signIn('ada@nuova.example', PASSWORD)).answer.statusCode).toBe(403);
    const rows = await domain.db.select().from(accounts);
    expect(JSON.stringify(rows)).not.toContain('ada');
    const coordinator = (await signIn('marta@valle.example', 'altra frase lunga')).browser;
    const refused = await send(coordinator, '/io/account/chiudi', { current: 'altra frase lunga' });
    expect([refused.statusCode, refused.body.includes('unica persona che coordina')]).toEqual([409, true]);
  });
});
