import { once } from 'node:events';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { requireAccount } from '../../src/domain/accounts/account-reads.ts';
import { invite } from '../../src/domain/accounts/invite.ts';
import { appointRepresentative } from '../../src/domain/accounts/sign-in.ts';
import { signUp } from '../../src/domain/accounts/sign-up.ts';
import { publishAnnouncement } from '../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../src/domain/caller.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { EURO } from '../../src/domain/taxonomy/resources.ts';
import { accessibilityFaults, chromiumPath, LAUNCH } from '../support/browser.ts';
import { startNode, type TestNode } from '../support/node.ts';
import { PASSWORD } from '../support/web.ts';

/** HTML, CSS and scripts of a page, compressed, without pictures. */
const MAX_PAGE_BYTES = 150_000;
const PHONE = { width: 360, height: 740 };

let node: TestNode;
let browser: Browser;
let offer: string;
let announcement: string;
let bakery: string;
const picture = sharp({ create: { width: 640, height: 480, channels: 3, background: '#b46a2c' } })
  .jpeg()
  .toBuffer();

describe.skipIf(chromiumPath === undefined)('the pages in a browser', () => {
  beforeAll(async () => {
    node = await startNode({ background: false });
    const { domain } = node.services;
    for (const [role, handle] of [
      ['coordinator', 'marta'],
      ['member', 'ugo'],
    ] as const) {
      const token = await invite(domain, operator, role);
      const email = `${handle}@valle.example`;
      await signUp(domain, { token, handle, name: `Prova ${handle}`, email, password: PASSWORD });
    }
    const baker = { handle: 'forno', name: 'Forno Madre', kind: 'enterprise', comune: 'Prato' } as const;
    bakery = (await addMember(domain, operator, { ...baker, shows: ['kind', 'place'] })).id;
    await appointRepresentative(
      domain,
      operator,
      await requireAccount(domain.db, 'ugo@valle.example'),
      bakery,
    );
    const images = [{ data: await picture, alt: 'Una pagnotta' }];
    const bread = { purpose: 'offer', title: 'Pane di farro', text: 'Cotto a legna.' } as const;
    const reciprocals = [{ conformsTo: EURO.iri, amount: '4.50' }];
    offer = (
      await publishProposal(domain, operator, bakery, { ...bread, images, reciprocals, comune: 'Prato' })
    ).id;
    const news = { title: 'Forno aperto', text: 'Sabato si impasta. #pane' };
    announcement = (await publishAnnouncement(domain, operator, bakery, news)).id;
    browser = await chromium.launch(LAUNCH);
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });

  async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
    return browser.newContext({ viewport: PHONE, locale: 'it-IT', baseURL: node.origin, ...options });
  }

  async function signIn(page: Page, who: string): Promise<void> {
    await page.goto('/accedi');
    await page.fill('#email', `${who}@valle.example`);
    await page.fill('#password', PASSWORD);
    await page.click('main form button');
    await page.waitForURL('**/io');
  }

  /** Visits a page and says what is wrong with it. */
  async function faultsOf(page: Page, path: string): Promise<string[]> {
    const faults: string[] = [];
    const bodies: Promise<number>[] = [];
    const onConsole = (message: { type(): string; text(): string }) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`);
    };
    const onResponse = (response: Awaited<ReturnType<Page['goto']>>) => {
      if (response === null) return;
      if (!response.url().startsWith(node.origin)) faults.push(`a third party: ${response.url()}`);
      const type = response.headers()['content-type'] ?? '';
      if (/html|css|javascript/.test(type))
        bodies.push(response.body().then((body) => gzipSync(body).length));
    };
    page.on('console', onConsole);
    page.on('response', onResponse);
    await page.goto(path, { waitUntil: 'load' });
    page.off('console', onConsole);
    page.off('response', onResponse);
    const weight = (await Promise.all(bodies)).reduce((sum, bytes) => sum + bytes, 0);
    if (weight > MAX_PAGE_BYTES) faults.push(`it weighs ${weight} bytes`);
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (width > PHONE.width) faults.push(`it is ${width} px wide`);
    // What is folded away is looked at too.
    await page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })");
    faults.push(...(await accessibilityFaults(page)));
    return faults.map((fault) => `${path}: ${fault}`);
  }

  async function linksIn(page: Page, selector: string): Promise<string[]> {
    return page.$$eval(selector, (links) => links.map((link) => link.getAttribute('href') ?? ''));
  }

  test('what is wrong with a page is found', async () => {
    const page = await (await open()).newPage();
    await page.setContent('<html><img src="x"><p style="color: #999">Pallido</p></html>');
    const faults = (await accessibilityFaults(page)).map((fault) => fault.split(':')[0]);
    expect(faults).toEqual(expect.arrayContaining(['image-alt', 'color-contrast', 'html-has-lang']));
  });

  test('every kind of page that visitors see is accessible, light, and asks nobody else', async () => {
    const page = await (await open()).newPage();
    await page.goto('/');
    const sections = await linksIn(page, '#menu a');
    expect(sections.length).toBeGreaterThan(5);
    const more = [`/offerte/${offer}`, `/annunci/${announcement}`, '/@forno', '/tag/pane', '/accedi'];
    const rest = [
      '/password-dimenticata',
      '/dati',
      '/mappa?province=PO',
      '/richieste',
      '/iscrizione',
      '/offerte?text=niente',
      '/non-esiste',
    ];
    const embed = ['/embed?purpose=offer', '/embed/offerte'];
    const faults: string[] = [];
    for (const path of ['/', ...sections, ...more, ...rest, ...embed])
      faults.push(...(await faultsOf(page, path)));
    expect(faults.filter((fault) => !fault.includes('status of 404'))).toEqual([]);
  });

  test('the list of offers stands in a page of another web site, and no other page does', async () => {
    const page = await (await open()).newPage();
    const frames = ['/embed/offerte', '/offerte'].map(
      (path) => `<iframe src="${node.origin}${path}"></iframe>`,
    );
    const site = createServer((_request, answer) => {
      answer.setHeader('content-type', 'text/html').end(frames.join(''));
    });
    await once(site.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void site.close());
    const address = site.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on no port');
    await page.goto(`http://127.0.0.1:${address.port}/`, { waitUntil: 'load' });
    const [list, catalogue] = await Promise.all(
      [0, 1].map((number) => page.frameLocator('iframe').nth(number).getByText('Pane di farro').count()),
    );
    expect([list, catalogue]).toEqual([1, 0]);
  });

  test('and those of members and coordinators, in English and in the dark', async () => {
    const page = await (await open({ locale: 'en-GB', colorScheme: 'dark' })).newPage();
    await signIn(page, 'marta');
    await page.goto('/coordinamento');
    // Chosen in the account at sign-up; the reader's browser asks for English.
    await page.goto('/lingua?l=en&next=/coordinamento');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    const own = await linksIn(page, '#own a');
    const desks = await linksIn(page, 'main .card a');
    expect([own.length > 3, desks.length > 4]).toEqual([true, true]);
    const writing = [
      '/offerte/nuova',
      '/annunci/nuovo',
      '/io/offerte',
      '/io/account',
      '/coordinamento/inizio',
    ];
    const faults: string[] = [];
    for (const path of [...own, ...desks, ...writing, '/io/account/secondo-passo']) {
      faults.push(...(await faultsOf(page, path)));
    }
    expect(faults).toEqual([]);
  });

  test('a member publishes an offer with a picture on a telephone', async () => {
    const page = await (await open({ hasTouch: true, isMobile: true })).newPage();
    await signIn(page, 'ugo');
    await page.tap('.own-button');
    await page.tap('#own a[href="/io"]');
    await page.tap('a[href="/offerte/nuova"]');
    await page.selectOption('#as', bakery);
    await page.fill('#title', 'Torta di neccio');
    await page.fill('#text', 'Con farina di castagne.');
    await page.setInputFiles('#picture-1', {
      name: 'torta.jpg',
      mimeType: 'image/jpeg',
      buffer: await picture,
    });
    await page.waitForSelector('.picture-in > img');
    await page.fill('#alt-1', 'Una torta scura');
    await page.tap('#exchange-gift');
    expect(await page.isVisible('#price')).toBe(false);
    await page.tap('button[value="preview"]');
    await page.waitForSelector('.preview img[alt="Una torta scura"]');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.tap('button[value="publish"]');
    await page.waitForURL('**/offerte/*?fatto=published');
    expect(await page.textContent('h1')).toBe('Torta di neccio');
    expect(await page.isVisible('img[alt="Una torta scura"]')).toBe(true);
    expect(await page.textContent('.price')).toBe('In dono');
  });

  test('a passkey is made, and opens the door without a password', async () => {
    const page = await (await open()).newPage();
    page.setDefaultTimeout(8000);
    const devices = await page.context().newCDPSession(page);
    await devices.send('WebAuthn.enable');
    const options = { protocol: 'ctap2', transport: 'internal' } as const;
    const verified = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...options, ...verified, automaticPresenceSimulation: true },
    });
    await signIn(page, 'ugo');
    await page.goto('/io/account');
    await page.fill('#passkey-name', 'Il mio telefono');
    await page.fill('#passkey-current', 'sbagliata');
    await page.click('form[data-passkey] button');
    await page.waitForSelector('text=Questa non è la tua password di adesso.');
    await page.fill('#passkey-current', PASSWORD);
    await page.click('form[data-passkey] button');
    await page.waitForURL('**/io/account?fatto=passkey');
    expect(await page.isVisible('text=Il mio telefono')).toBe(true);
    await page.context().clearCookies();
    await page.goto('/accedi');
    await page.click('form[data-passkey] button');
    await page.waitForURL('**/io');
    await page.goto('/io/account');
    await page.click('form[action="/io/account/passkey-togli"] button');
    await page.waitForURL('**/io/account?fatto=passkey');
    await page.context().clearCookies();
    await page.goto('/accedi');
    await page.click('form[data-passkey] button');
    await page.waitForSelector('text=Questa passkey non vale qui.');
  });

  test('without scripts, with the keyboard alone', async () => {
    const context = await open({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const type = (text: string) => page.keyboard.type(text);
    await page.goto('/accedi');
    await page.focus('#email');
    await type('ugo@valle.example');
    await page.keyboard.press('Tab');
    await type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/io');
    // From the top: past the header by the first link, which shows itself.
    await page.keyboard.press('Tab');
    expect(await page.locator('.skip').evaluate((link) => link === link.ownerDocument.activeElement)).toBe(
      true,
    );
    await page.keyboard.press('Enter');
    await page.focus('a[href="/annunci/nuovo"]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/annunci/nuovo');
    await page.focus('#title');
    await type('Mercato');
    await page.keyboard.press('Tab');
    await type('Domenica in piazza.');
    await page.focus('button[value="publish"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/annunci\/\d+$/);
    expect(await page.textContent('h1')).toBe('Mercato');
  });
});
