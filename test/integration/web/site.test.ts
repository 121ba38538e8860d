import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAddresses } from '../../../src/domain/addresses.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { createBrowser, createTestWeb } from '../../support/web.ts';

let district: TestDomain;
let app: FastifyInstance;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

describe('the language', () => {
  const languageOf = (body: string) => /<html lang="(\w+)">/.exec(body)?.[1];

  test.each([
    [undefined, 'it'],
    ['en-GB,en;q=0.9,it;q=0.8', 'en'],
    ['de', 'it'],
  ])('for Accept-Language %s is %s', async (header, expected) => {
    const response = await app.inject({
      url: '/',
      headers: header === undefined ? {} : { 'accept-language': header },
    });
    expect(languageOf(response.body)).toBe(expected);
    expect(response.headers['content-language']).toBe(expected);
    expect(response.headers.vary).toContain('Accept-Language, Cookie');
  });

  test('chosen by hand wins and brings back to the page', async () => {
    const browser = createBrowser(app);
    const chosen = await browser.get('/lingua?l=en&next=%2Fofferte%3Fpurpose%3Doffer');
    expect([chosen.statusCode, chosen.headers.location]).toEqual([303, '/offerte?purpose=offer']);
    expect(languageOf((await browser.get('/offerte', { 'accept-language': 'it' })).body)).toBe('en');
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
    '/%0d%0aset-cookie:x',
  ])('never leads to %j elsewhere', async (next) => {
    const { headers } = await app.inject(`/lingua?l=it&next=${encodeURIComponent(next)}`);
    const { location } = headers;
    expect(new URL(String(location), 'https://valle.example').origin).toBe('https://valle.example');
    expect(location).toMatch(/^\/(?![/\\])/);
    expect(location).not.toMatch(/[\r\n\t]/);
  });
});

describe('headers', () => {
  test('of every page are strict', async () => {
    for (const url of ['/', '/nothing', '/offerte.atom']) {
      const { headers } = await app.inject(url);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['strict-transport-security']).toBe('max-age=31536000');
      expect(headers['referrer-policy']).toBe('same-origin');
    }
  });

  test('on plain http there is no HSTS, and cookies are told apart by the port', async () => {
    const plain = await createTestWeb({
      domain: { ...district.domain, addresses: createAddresses('http://localhost:3100') },
    });
    const { headers, cookies } = await plain.inject('/accedi');
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(cookies.map(({ name }) => name)).toEqual(['visitor-3100']);
    await plain.close();
  });

  test('pages have no inline script and no inline style', async () => {
    for (const url of ['/', '/offerte', '/soggetti', '/accedi']) {
      expect((await app.inject(url)).body).not.toMatch(
        /<script(?! type="module" src="\/assets\/| type="application\/ld\+json">)|<style|\sstyle=|\son\w+=/i,
      );
    }
  });
});

test('the style sheet is found under its hash, for ever', async () => {
  const path = /<link rel="stylesheet" href="([^"]+)">/.exec((await app.inject('/')).body)?.[1] ?? '';
  const { headers, statusCode } = await app.inject(path);
  expect(statusCode).toBe(200);
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

describe('media', () => {
  test('a picture is served with no rights of its own', async () => {
    const name = `${'a'.repeat(40)}.png`;
    const path = district.domain.media.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'pixels');
    const { headers, body, statusCode } = await app.inject(`/media/${name}`);
    expect([statusCode, body, headers['content-type']]).toEqual([200, 'pixels', 'image/png']);
    expect(headers['content-security-policy']).toBe("default-src 'none'");
    expect(headers['cache-control']).toContain('immutable');
  });

  test('nothing outside the store is', async () => {
    const outside = join(dirname(district.domain.media.path(`${'a'.repeat(40)}.png`)), '..', 'secret.txt');
    writeFileSync(outside, 'secret');
    for (const name of [
      '..%2fsecret.txt',
      '%2e%2e%2fsecret.txt',
      '..%5csecret.txt',
      '../secret.txt',
      `${'b'.repeat(40)}.png`,
      'x.svg',
      '%00',
    ]) {
      const { body, statusCode } = await app.inject(`/media/${name}`);
      expect(statusCode, name).toBe(404);
      expect(body).not.toContain('secret\n');
    }
  });
});

test('an address that leads nowhere gets a page in the reader’s language', async () => {
  const { body, statusCode } = await app.inject({
    url: '/wp-login.php',
    headers: { 'accept-language': 'en' },
  });
  expect(statusCode).toBe(404);
  expect(body).toContain('There is nothing here');
});

test('what nobody foresaw says that it was our fault and nothing more', async () => {
  const broken = await createTestDomain();
  const pages = await createTestWeb(broken);
  await broken.database.sql`DROP TABLE reciprocals`;
  const { body, statusCode } = await pages.inject('/offerte');
  expect(statusCode).toBe(500);
  expect(body).toContain('Qualcosa è andato storto');
  expect(body).not.toMatch(/reciprocals|select|at \w+ \(/i);
  await pages.close();
  await broken.database.drop();
});
