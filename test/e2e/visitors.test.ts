import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireAccount } from '../../src/domain/accounts/account-reads.ts';
import { invite } from '../../src/domain/accounts/invite.ts';
import { appointRepresentative } from '../../src/domain/accounts/sign-in.ts';
import { signUp } from '../../src/domain/accounts/sign-up.ts';
import { agreements } from '../../src/domain/agreements/agreement.table.ts';
import { operator } from '../../src/domain/caller.ts';
import { emailEnquiries } from '../../src/domain/enquiries/email-enquiry.table.ts';
import { enquiryPage } from '../../src/domain/enquiries/email-enquiry.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { accessibilityFaults, chromiumPath, LAUNCH } from '../support/browser.ts';
import { RunningClock } from '../support/moved-clock.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { type Pair, publish, startPair } from '../support/pair.ts';
import { PASSWORD } from '../support/web.ts';

const PHONE = { width: 360, height: 740 };

describe.skipIf(chromiumPath === undefined)('visitors in a browser', () => {
  let pair: Pair;
  let browser: Browser;
  beforeAll(async () => {
    pair = await startPair(true);
    const { domain } = pair.monte.services;
    const token = await invite(domain, operator, 'member');
    const email = 'paolo@monte.example';
    await signUp(domain, { token, handle: 'paolo', name: 'Paolo', email, password: PASSWORD });
    await appointRepresentative(domain, operator, await requireAccount(domain.db, email), pair.gas.id);
    browser = await chromium.launch(LAUNCH);
  });
  afterAll(async () => {
    await browser?.close();
    await pair?.stop();
  });

  const open = (node: TestNode, javaScriptEnabled = true): Promise<BrowserContext> =>
    browser.newContext({ viewport: PHONE, locale: 'it-IT', baseURL: node.origin, javaScriptEnabled });

  test('an offer is answered from another node, without scripts', async () => {
    const { valle, monte, gas } = pair;
    const post = await publish(pair);
    const page = await (await open(valle, false)).newPage();
    await page.goto(`/offerte/${post.id}`);
    await page.click('text=Rispondi dal tuo nodo');
    await page.fill('#address', `@paolo@${monte.host}`);
    await page.click('main form button');
    await page.waitForURL(`${monte.origin}/**`);
    await page.fill('#email', 'paolo@monte.example');
    await page.fill('#password', PASSWORD);
    await page.click('main form button');
    await page.waitForURL(/\/offerte\/\d+/);
    await page.selectOption('#respond-as', gas.id);
    await page.fill('#respond-quantity', '10');
    await page.click('#respond form button');
    await page.waitForURL(/\/accordi\/\d+/);
    await eventually(
      () => valle.services.domain.db.select().from(agreements),
      (rows) => rows.length === 1 && rows[0]?.quantity === '10',
    );
    // From now on the browser knows the address, and says it to its own node alone.
    await page.goto(`${valle.origin}/dal-tuo-nodo?uri=${encodeURIComponent(post.uri)}`);
    expect(await page.inputValue('#address')).toBe(`@paolo@${monte.host}`);
  });

  test('a question is asked by e-mail, confirmed, and forgotten; the trap is for programs alone', async () => {
    const clock = new RunningClock();
    const mail = { host: '127.0.0.1', port: 1, secure: false, from: 'a@valle.example' };
    const node = await startNode({
      background: false,
      clock,
      mail: { ...mail, user: undefined, password: undefined },
    });
    const { domain } = node.services;
    const farm = await addMember(domain, operator, { handle: 'podere', name: 'Podere', kind: 'enterprise' });
    const gift = { purpose: 'offer', title: 'Zucche', negotiable: true } as const;
    const { id } = await publishProposal(domain, operator, farm.id, gift);
    const page = await (await open(node)).newPage();
    await page.goto(`/offerte/${id}`);
    await page.click('text=Scrivi per e-mail');
    expect(await accessibilityFaults(page)).toEqual([]);
    // By keyboard nobody comes by the trap.
    const names = [];
    await page.focus('#name');
    for (let n = 0; n < 4; n++) {
      names.push(await page.evaluate("document.activeElement.getAttribute('name') ?? 'button'"));
      await page.keyboard.press('Tab');
    }
    expect(names).toEqual(['name', 'email', 'text', 'button']);
    clock.advance(5000);
    await page.fill('#name', 'Anna');
    await page.fill('#email', 'anna@posta.example');
    await page.fill('#text', 'Ne avete ancora?');
    await page.click('main form button');
    await page.waitForURL(/inviato=1/);
    const [enquiry] = await domain.db.select().from(emailEnquiries);
    await page.goto(enquiryPage(domain, enquiry?.id ?? ''));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.click('text=Conferma e manda');
    await page.waitForSelector('text=La domanda è arrivata a Podere');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
    await page.click('summary');
    await page.click('.danger');
    await page.waitForSelector('text=qui non resta più niente di te');
    expect(await domain.db.$count(emailEnquiries)).toBe(0);
    await node.stop();
  });

  test('what members follow and are told of is accessible, and fits a phone', async () => {
    const { monte, valle } = pair;
    const page = await (await open(monte)).newPage();
    await page.goto('/accedi?next=%2Fnovita');
    await page.fill('#email', 'paolo@monte.example');
    await page.fill('#password', PASSWORD);
    await page.click('main form button');
    await page.waitForURL('**/novita');
    await page.goto('/seguiti');
    await page.fill('#address', `@podere@${valle.host}`);
    await page.click('main form button');
    await page.waitForSelector('text=podere');
    const faults: string[] = [];
    for (const path of [
      '/seguiti',
      '/novita',
      '/avvisi',
      '/avvisi/nuova?text=zucche',
      `/@podere@${valle.host}`,
    ]) {
      await page.goto(path);
      const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
      if (width > PHONE.width) faults.push(`${path} is ${width} px wide`);
      faults.push(...(await accessibilityFaults(page)));
    }
    expect(faults).toEqual([]);
  });
});
