import type { FastifyInstance } from 'fastify';
import { HtmlValidate } from 'html-validate/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operator } from '../../../src/domain/caller.ts';
import { publishCharter } from '../../../src/domain/charter/publish-charter.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { everyKindOfPage, oneOfEach, type SeenPage } from '../../support/every-page.ts';
import { type Browser, browserActingFor, createBrowser, createTestWeb } from '../../support/web.ts';

const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });

let district: TestDomain;
let app: FastifyInstance;
let member: Browser;
let coordinator: Browser;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district, 'district', undefined, undefined, true);
  const { farm, gas } = await oneOfEach(district.domain);
  member = await browserActingFor(app, district.domain, 'giulia', [farm, gas]);
  coordinator = await browserActingFor(app, district.domain, 'marta', [farm], 'coordinator');
  await publishCharter(district.domain, operator, { text: 'Prima la terra.\n\nPoi il lavoro.' });
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

/** What is wrong with the HTML of these pages (https://html.spec.whatwg.org): where, and against which rule. */
async function faultsIn(pages: readonly SeenPage[]): Promise<string[]> {
  const faults = [];
  for (const { path, body } of pages) {
    const { results } = await validator.validateString(body, path);
    for (const { messages } of results) {
      faults.push(...messages.map(({ ruleId, message, line }) => `${path}:${line} ${ruleId}: ${message}`));
    }
  }
  return faults;
}

test('what is wrong with HTML is found', async () => {
  const body =
    '<!doctype html><html lang="it"><head><title>x</title></head><body><p><div id="a"></div></p><b id="a"></b></body></html>';
  const rules = (await faultsIn([{ path: '/', body }])).map((fault) => fault.split(/[ :]/)[2]);
  expect(rules).toEqual(['close-order', 'no-dup-id']);
});

test.for([
  ['visitors', () => createBrowser(app), ['/', '/non-esiste', '/embed/offerte'], 40],
  ['members', () => member, ['/io', '/'], 55],
  ['coordinators', () => coordinator, ['/coordinamento'], 60],
] as const)('every kind of page that %s see is valid HTML', async ([, browser, from, atLeast]) => {
  const pages = await everyKindOfPage(browser(), from);
  expect(await faultsIn(pages)).toEqual([]);
  expect(pages.length, pages.map(({ path }) => path).join(' ')).toBeGreaterThanOrEqual(atLeast);
});
