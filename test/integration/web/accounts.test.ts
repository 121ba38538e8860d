import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attempts } from '../../../src/domain/accounts/attempt.table.ts';
import { invite } from '../../../src/domain/accounts/invite.ts';
import { signUp } from '../../../src/domain/accounts/sign-up.ts';
import { operator } from '../../../src/domain/caller.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { createBrowser, createTestWeb } from '../../support/web.ts';

const EMAIL = 'marta@valle.example';
const PASSWORD = 'una frase lunga';
const SESSION = '__Host-session';

let district: TestDomain;
let app: FastifyInstance;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  const token = await invite(district.domain, operator, 'coordinator');
  await signUp(district.domain, {
    token,
    handle: 'marta',
    name: 'Marta Neri',
    email: EMAIL,
    password: PASSWORD,
  });
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});
beforeEach(async () => {
  await district.domain.db.delete(attempts);
});

async function signedInBrowser() {
  const browser = createBrowser(app);
  const page = (await browser.get('/accedi')).body;
  await browser.post('/accedi', page, { email: EMAIL, password: PASSWORD });
  return browser;
}

describe('signing in', () => {
  test('opens a session in a cookie that no script, no other host and no plain connection gets', async () => {
    const browser = createBrowser(app);
    const page = (await browser.get('/accedi')).body;
    const response = await browser.post('/accedi', page, {
      email: ` ${EMAIL.toUpperCase()} `,
      password: PASSWORD,
    });
    expect([response.statusCode, response.headers.location]).toEqual([303, '/io']);
    const cookie = response.cookies.find(({ name }) => name === SESSION);
    expect(cookie).toMatchObject({ path: '/', secure: true, httpOnly: true, sameSite: 'Lax' });
    expect(cookie).not.toHaveProperty('domain');
    const account = await browser.get('/io');
    expect(account.body).toContain('Ciao, Marta Neri');
    expect(account.headers['cache-control']).toBe('private, no-store');
  });

  test('a wrong password and an unknown address get the same answer, which keeps what was typed', async () => {
    const browser = createBrowser(app);
    const page = (await browser.get('/accedi')).body;
    const wrong = await browser.post('/accedi', page, { email: EMAIL, password: 'no' });
    const unknown = await browser.post('/accedi', page, { email: 'x@valle.example', password: 'no' });
    expect([wrong.statusCode, unknown.statusCode]).toEqual([403, 403]);
    expect(wrong.body.replaceAll(EMAIL, '')).toBe(unknown.body.replaceAll('x@valle.example', ''));
    expect(wrong.body).toContain(`value="${EMAIL}"`);
    expect(wrong.body).toContain('role="alert"');
    expect(browser.jar.has(SESSION)).toBe(false);
  });

  test('a session planted before is not the one after, and ends when another begins', async () => {
    const browser = createBrowser(app);
    browser.jar.set(SESSION, 'planted-by-somebody-else');
    const page = (await browser.get('/accedi')).body;
    await browser.post('/accedi', page, { email: EMAIL, password: PASSWORD });
    const first = browser.jar.get(SESSION);
    expect(first).not.toBe('planted-by-somebody-else');
    const other = createBrowser(app);
    other.jar.set(SESSION, 'planted-by-somebody-else');
    expect((await other.get('/io')).headers.location).toBe('/accedi');
  });

  test('twenty tries in a quarter of an hour, then 429, whichever process answers', async () => {
    const browser = createBrowser(app, '203.0.113.9');
    const second = await createTestWeb(district);
    const elsewhere = createBrowser(second, '203.0.113.9');
    const page = (await browser.get('/accedi')).body;
    const pageElsewhere = (await elsewhere.get('/accedi')).body;
    const statuses: number[] = [];
    for (let count = 0; count < 11; count++) {
      statuses.push(
        (await browser.post('/accedi', page, { email: `${count}@a.example`, password: 'x' })).statusCode,
      );
      statuses.push(
        (await elsewhere.post('/accedi', pageElsewhere, { email: EMAIL, password: 'x' })).statusCode,
      );
    }
    expect(statuses).toEqual([...Array(20).fill(403), 429, 429]);
    const right = await browser.post('/accedi', page, { email: EMAIL, password: PASSWORD });
    expect(right.statusCode).toBe(429);
    const neighbour = createBrowser(app, '203.0.113.10');
    const form = (await neighbour.get('/accedi')).body;
    expect((await neighbour.post('/accedi', form, { email: EMAIL, password: PASSWORD })).statusCode).toBe(
      303,
    );
    await second.close();
  });

  test('signing out ends the session on the server', async () => {
    const browser = await signedInBrowser();
    const token = browser.jar.get(SESSION) ?? '';
    const page = (await browser.get('/io')).body;
    expect((await browser.post('/esci', page, {})).statusCode).toBe(303);
    expect(browser.jar.has(SESSION)).toBe(false);
    browser.jar.set(SESSION, token);
    expect((await browser.get('/io')).headers.location).toBe('/accedi');
  });
});

describe('a form counts only if it is ours', () => {
  const fields = { email: EMAIL, password: PASSWORD };
  test.each([
    ['from another site', { origin: 'https://evil.example' }],
    ['of unknown origin', {}],
    ['from a sandbox', { origin: 'null' }],
    [
      'that the browser calls cross-site',
      { origin: 'https://valle.example', 'sec-fetch-site': 'cross-site' },
    ],
    ['from a sister host', { 'sec-fetch-site': 'same-site' }],
    ['from our address without TLS', { origin: 'http://valle.example' }],
  ] as [string, Record<string, string>][])('%s it is refused', async (_, headers) => {
    const browser = createBrowser(app);
    const page = (await browser.get('/accedi')).body;
    expect((await browser.post('/accedi', page, fields, headers)).statusCode).toBe(403);
    expect(browser.jar.has(SESSION)).toBe(false);
  });

  test('with no token, or the token of another reader, it is refused', async () => {
    const victim = createBrowser(app);
    const page = (await victim.get('/accedi')).body;
    const attacker = (await createBrowser(app).get('/accedi')).body;
    expect((await victim.post('/accedi', '', fields)).statusCode).toBe(403);
    expect((await victim.post('/accedi', attacker, fields)).statusCode).toBe(403);
    expect((await createBrowser(app).post('/accedi', page, fields)).statusCode).toBe(403);
    expect((await victim.post('/accedi', page, fields)).statusCode).toBe(303);
  });

  test('nobody signs another out', async () => {
    const browser = await signedInBrowser();
    const other = (await createBrowser(app).get('/accedi')).body;
    expect((await browser.post('/esci', other, {})).statusCode).toBe(403);
    expect((await browser.get('/io')).statusCode).toBe(200);
  });
});

describe('signing up', () => {
  test('needs an open invitation', async () => {
    const browser = createBrowser(app);
    expect((await browser.get('/iscrizione')).statusCode).toBe(404);
    expect((await browser.get('/iscrizione?token=guess')).statusCode).toBe(410);
  });

  test('keeps what was typed, points at what is wrong, then lets in and opens a session', async () => {
    const token = await invite(district.domain, operator, 'member');
    const browser = createBrowser(app);
    const page = (await browser.get(`/iscrizione?token=${token}`)).body;
    const typed = {
      token,
      handle: 'Lucia Bandini',
      name: 'Lucia "B"',
      email: 'lucia@valle.example',
      password: PASSWORD,
    };
    const wrong = await browser.post('/iscrizione', page, typed);
    expect(wrong.statusCode).toBe(400);
    expect(wrong.body).toContain('<a href="#handle">');
    expect(wrong.body).toMatch(
      /<input id="handle"[^>]+aria-describedby="handle-hint handle-error" aria-invalid="true"/,
    );
    expect(wrong.body).toContain('value="Lucia &quot;B&quot;"');
    expect(wrong.body).not.toContain(PASSWORD);
    const taken = await browser.post('/iscrizione', page, { ...typed, handle: 'marta' });
    expect(taken.statusCode).toBe(409);
    const right = await browser.post('/iscrizione', wrong.body, { ...typed, handle: 'lucia' });
    expect([right.statusCode, right.headers.location]).toEqual([303, '/io']);
    expect((await browser.get('/io')).body).toContain('@lucia@valle.example');
    expect((await createBrowser(app).get(`/iscrizione?token=${token}`)).statusCode).toBe(410);
  });
});

test('a body too big is refused', async () => {
  const browser = createBrowser(app);
  const page = (await browser.get('/accedi')).body;
  const response = await browser.post('/accedi', page, { email: 'x'.repeat(70_000), password: 'x' });
  expect(response.statusCode).toBe(413);
});
