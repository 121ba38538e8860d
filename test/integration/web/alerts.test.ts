import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accounts } from '../../../src/domain/accounts/account.table.ts';
import { attempts } from '../../../src/domain/accounts/attempt.table.ts';
import { deleteAccount } from '../../../src/domain/accounts/delete-account.ts';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { digests, savedSearches } from '../../../src/domain/alerts/alert.table.ts';
import { writeAlerts } from '../../../src/domain/alerts/write-alerts.ts';
import { publishAnnouncement } from '../../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../../src/domain/caller.ts';
import { follows } from '../../../src/domain/follows/follow.table.ts';
import { requestFollow } from '../../../src/domain/follows/follow.ts';
import { letters } from '../../../src/domain/letters/letter.table.ts';
import type { NewLetter } from '../../../src/domain/letters/letter.ts';
import { letterToSend } from '../../../src/domain/letters/letter-reads.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { receivePost } from '../../../src/domain/posts/receive-post.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { composeLetter } from '../../../src/messages/compose-letter.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { DAY, MINUTE, MovedClock } from '../../support/moved-clock.ts';
import { type Browser, browserActingFor, createBrowser, createTestWeb, PASSWORD } from '../../support/web.ts';

const HOUR = 60 * MINUTE;
const clock = new MovedClock();
const sender = { district: 'DES Valle', origin: 'https://valle.example' };
let district: TestDomain;
let app: FastifyInstance;
let farm: Actor;
let group: Actor;
let paolo: Browser;

beforeAll(async () => {
  district = await createTestDomain(clock);
  app = await createTestWeb(district, 'district', undefined, undefined, true);
  const { domain } = district;
  const [kind, comune] = ['enterprise', 'Prato'] as const;
  farm = await addMember(domain, operator, { handle: 'podere', name: 'Podere', kind, comune });
  group = await addMember(domain, operator, { handle: 'gas', name: 'GAS', kind: 'buying-group' });
  paolo = await browserActingFor(app, domain, 'paolo', [group]);
  await browserActingFor(app, domain, 'ada', []);
  await domain.db.update(accounts).set({ emailConfirmedAt: clock.now() });
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});
beforeEach(async () => {
  const { db } = district.domain;
  for (const table of [savedSearches, digests, letters, attempts]) await db.delete(table);
  // Weeks pass here: nobody stays signed in for so long.
  await signIn(paolo, 'paolo');
});

const publish = (title: string, owner = farm, comune = 'Prato') =>
  publishProposal(district.domain, operator, owner.id, { purpose: 'offer', title, comune, negotiable: true });

async function save(search: string, often: 'soon' | 'weekly' = 'soon'): Promise<number> {
  const page = await paolo.get(`/avvisi/nuova?${search}`);
  const fields = Object.fromEntries(new URLSearchParams(search));
  return (await paolo.post('/avvisi/ricerche', page.body, { ...fields, often })).statusCode;
}

/** What was written since the last time, after so long. */
async function lettersAfter(ms: number): Promise<NewLetter[]> {
  clock.advance(ms);
  await writeAlerts(district.domain);
  const { db } = district.domain;
  const rows = await db.select({ id: letters.id }).from(letters).orderBy(letters.id);
  const all = await Promise.all(rows.map(({ id }) => letterToSend(district.domain, id)));
  await db.delete(letters);
  return all.filter((letter) => letter !== undefined);
}

async function signIn(browser: Browser, who: string): Promise<void> {
  const fields = { email: `${who}@valle.example`, password: PASSWORD };
  await browser.post('/accedi', (await browser.get('/accedi')).body, fields);
}

const titlesIn = (letter: NewLetter | undefined) =>
  letter?.kind === 'search-alert' ? letter.contents.news.items.map(({ title }) => title) : [];

describe('a saved search', () => {
  test('is saved from the catalogue, and tells of what comes, once, in the hour', async () => {
    const search = 'text=zucche&comune=Prato&within=20';
    const catalogue = (await paolo.get(`/offerte?${search}&sort=date`)).body;
    expect(catalogue).toContain('Avvisami quando arriva qualcosa');
    expect((await paolo.get('/offerte')).body).not.toContain('Avvisami quando arriva qualcosa');
    await publish('Zucche di prima');
    clock.advance(5 * MINUTE);
    expect(await save(search)).toBe(303);
    expect((await paolo.get('/avvisi')).body).toContain('«zucche», entro 20 km da Prato');
    await publish('Zucche gialle');
    await publish('Zucche lontane', farm, 'Palermo');
    await publish('Zucche nostre', group);
    await publish('Mele');
    expect(await lettersAfter(30 * MINUTE)).toEqual([]);
    const [letter, ...rest] = await lettersAfter(35 * MINUTE);
    expect([titlesIn(letter), letter?.email, rest]).toEqual([['Zucche gialle'], 'paolo@valle.example', []]);
    expect(await lettersAfter(2 * HOUR)).toEqual([]);
    await publish('Zucche verdi');
    expect((await lettersAfter(2 * HOUR)).map(titlesIn)).toEqual([['Zucche verdi']]);
  });

  test('leaves out nothing that is being written while it looks', async () => {
    await save('text=zucche');
    clock.advance(HOUR - 1000);
    await publish('Zucche all’ultimo');
    expect(await lettersAfter(2000)).toEqual([]);
    expect((await lettersAfter(HOUR + MINUTE)).map(titlesIn)).toEqual([['Zucche all’ultimo']]);
  });

  test('is told once by however many processes, and names ten', async () => {
    await save('text=cassetta', 'weekly');
    for (let n = 0; n < 13; n++) await publish(`Cassetta ${n}`);
    expect(await lettersAfter(6 * DAY)).toEqual([]);
    clock.advance(DAY + HOUR);
    await Promise.all([1, 2, 3, 4].map(() => writeAlerts(district.domain)));
    const [letter, ...rest] = await lettersAfter(0);
    expect([titlesIn(letter).length, rest]).toEqual([10, []]);
    if (letter?.kind !== 'search-alert') throw new Error('no alert');
    expect(letter.contents.news.more).toBe(3);
    const { subject, text, html, headers } = composeLetter(letter, sender);
    expect(subject).toBe('Qualcosa di nuovo: «cassetta»');
    expect(text).toContain('Cassetta 12 · Podere · Prato\nhttps://valle.example/offerte/');
    expect(text).toContain('… e altre 3 cose.');
    expect(html).toContain(letter.contents.unsubscribe);
    expect(headers).toEqual({
      'List-Unsubscribe': `<${letter.contents.unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  test('ends with the one POST of a mail program, and not by being looked at', async () => {
    await save('text=zucche');
    await save('text=mele');
    await publish('Zucche');
    const [letter] = await lettersAfter(2 * HOUR);
    if (letter?.kind !== 'search-alert') throw new Error('no alert');
    const path = letter.contents.unsubscribe.replace('https://valle.example', '');
    const stranger = createBrowser(app);
    const looked = await stranger.get(path);
    expect([looked.statusCode, looked.body.includes('Sì, basta lettere')]).toEqual([200, true]);
    expect(await district.domain.db.$count(savedSearches)).toBe(2);
    const oneClick = () =>
      app.inject({
        method: 'POST',
        url: path,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'List-Unsubscribe=One-Click',
      });
    const ended = await oneClick();
    expect([ended.statusCode, ended.headers.location]).toEqual([200, undefined]);
    expect((await oneClick()).statusCode).toBe(200);
    expect(await district.domain.db.$count(savedSearches)).toBe(1);
    const bent = `${path.slice(0, -4)}AAAA`;
    expect((await stranger.get(bent)).statusCode).toBe(404);
    expect((await app.inject({ method: 'POST', url: bent })).statusCode).toBe(404);
  });

  test('is changed and deleted by whose it is alone; there is room for twenty', async () => {
    for (let n = 0; n < 20; n++) expect(await save(`text=cosa${n}`)).toBe(303);
    expect(await save('text=troppo')).toBe(409);
    expect(await save('sort=date')).toBe(400);
    const page = (await paolo.get('/avvisi')).body;
    const [, id = ''] = /\/avvisi\/ricerche\/(\d+)"/.exec(page) ?? [];
    const ada = createBrowser(app);
    await signIn(ada, 'ada');
    await ada.post(`/avvisi/ricerche/${id}/cancella`, (await ada.get('/avvisi')).body, {});
    await ada.post(`/avvisi/ricerche/${id}`, (await ada.get('/avvisi')).body, { often: 'weekly' });
    const oftenOf = async () =>
      (await district.domain.db.select().from(savedSearches).where(eq(savedSearches.id, id)))[0]?.often;
    expect(await oftenOf()).toBe('soon');
    await paolo.post(`/avvisi/ricerche/${id}`, page, { often: 'weekly' });
    expect(await oftenOf()).toBe('weekly');
    await paolo.post(`/avvisi/ricerche/${id}/cancella`, page, {});
    expect(await oftenOf()).toBe(undefined);
    expect((await createBrowser(app).get('/avvisi')).body).not.toContain('cosa1');
  });
});

describe('the digest of the week', () => {
  const want = async (wanted: 'yes' | 'no') =>
    paolo.post('/avvisi/riassunto', (await paolo.get('/avvisi')).body, { wanted });

  test('tells what the district and those that one follows published, once a week, and nothing in a silent one', async () => {
    const { domain } = district;
    const { id: _, createdAt: __, updatedAt: ___, deletedAt: ____, ...facts } = farm;
    const far = await domain.db.transaction((tx) =>
      saveRemoteActor(tx, domain, {
        ...facts,
        uri: 'https://monte.example/actors/1',
        url: 'https://monte.example/@orto',
        host: 'monte.example',
        handle: 'orto',
        name: 'Orto del Monte',
      }),
    );
    await requestFollow(domain, operator, group.id, far.id);
    await domain.db.update(follows).set({ state: 'accepted' });
    await want('yes');
    await want('yes');
    clock.advance(HOUR);
    await publish('Pane nuovo');
    await publish('Pane nostro', group);
    // What is kept to the district is for its members.
    const kept = { purpose: 'offer', title: 'Pane per noi', negotiable: true, scope: 'district' } as const;
    await publishProposal(domain, operator, farm.id, kept);
    await publishAnnouncement(domain, operator, farm.id, { title: 'Forno aperto', text: 'Sabato.' });
    const receive = (n: number, publishedAt: Date) =>
      domain.db.transaction((tx) =>
        receivePost(tx, domain, far, undefined, {
          uri: `https://monte.example/objects/${n}`,
          url: `https://monte.example/annunci/${n}`,
          kind: 'announcement',
          visibility: 'public',
          title: `Dal monte ${n}`,
          warning: null,
          sensitive: false,
          content: '<p>Ecco</p>',
          language: 'it',
          tags: [],
          emojis: [],
          inReplyTo: null,
          publishedAt,
          updatedAt: null,
          images: [],
          received: {},
          recipientId: null,
          terms: undefined,
          concluded: false,
        }),
      );
    await receive(1, clock.now());
    await receive(2, new Date(clock.now().getTime() - 60 * DAY));
    expect(await lettersAfter(6 * DAY)).toEqual([]);
    clock.advance(2 * DAY);
    await Promise.all([1, 2, 3].map(() => writeAlerts(domain)));
    const [letter, ...rest] = await lettersAfter(0);
    if (letter?.kind !== 'digest') throw new Error('no digest');
    const titles = (of: 'district' | 'followed') => letter.contents[of].items.map(({ title }) => title);
    expect([titles('district'), titles('followed'), rest]).toEqual([
      ['Forno aperto', 'Pane per noi', 'Pane nuovo'],
      ['Dal monte 1'],
      [],
    ]);
    const { subject, text } = composeLetter(letter, sender);
    expect(subject).toBe('La settimana di DES Valle');
    expect(text).toContain('Da chi segui:\n\nDal monte 1 · Orto del Monte');
    expect(await lettersAfter(8 * DAY)).toEqual([]);
  });

  test('goes to an address that was confirmed, and ends in the pages, by its link, with the account', async () => {
    const { domain } = district;
    const confirm = (emailConfirmedAt: Date | null) => domain.db.update(accounts).set({ emailConfirmedAt });
    await want('yes');
    await confirm(null);
    expect((await paolo.get('/avvisi')).body).toContain('solo a un indirizzo confermato');
    await publish('Pane di segale');
    expect(await lettersAfter(8 * DAY)).toEqual([]);
    await signIn(paolo, 'paolo');
    await confirm(clock.now());
    const [letter] = await lettersAfter(MINUTE);
    if (letter?.kind !== 'digest') throw new Error('no digest');
    const path = letter.contents.unsubscribe.replace('https://valle.example', '');
    await createBrowser(app).post(path, '', {});
    expect(await domain.db.$count(digests)).toBe(0);
    await want('yes');
    await want('no');
    expect(await domain.db.$count(digests)).toBe(0);
    await want('yes');
    await save('text=zucche');
    const [account] = await domain.db
      .select()
      .from(accounts)
      .where(eq(accounts.email, 'paolo@valle.example'));
    const caller = { kind: 'account', role: 'member', accountId: account?.id ?? '' } as const;
    await deleteAccount(domain, { ...caller, actsFor: [account?.personId ?? ''] });
    expect([await domain.db.$count(digests), await domain.db.$count(savedSearches)]).toEqual([0, 0]);
  });
});
