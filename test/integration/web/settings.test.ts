import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operator } from '../../../src/domain/caller.ts';
import { domainEvents } from '../../../src/domain/history/domain-event.table.ts';
import { changeSettings } from '../../../src/domain/node/change-settings.ts';
import { LICENCES } from '../../../src/domain/node/licences.ts';
import { nodeActors } from '../../../src/domain/node/node-reads.ts';
import { setUpNode } from '../../../src/domain/node/set-up-node.ts';
import { sweepMedia } from '../../../src/domain/posts/sweep-media.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { type Browser, createBrowser, createTestWeb, signedUpBrowser } from '../../support/web.ts';

const PATH = '/coordinamento/impostazioni';
const AS_IT_IS = { name: 'DES Valle', summary: 'Un distretto di prova', comune: 'Prato (PO)', locale: 'it' };
const OPEN = { takesApplications: 'on', contact: '', licence: '', accent: '#2c6440', step: 'save' };
const logo = sharp({ create: { width: 300, height: 300, channels: 3, background: '#b46a2c' } })
  .png()
  .toBuffer();

let district: TestDomain;
let app: FastifyInstance;
let marta: Browser;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  marta = await signedUpBrowser(app, district.domain, 'coordinator', 'marta');
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

const state = () => nodeActors(district.domain.db);
const eventsOf = (type: string) =>
  district.domain.db.select().from(domainEvents).where(eq(domainEvents.type, type));
const page = async () => (await marta.get(PATH)).body;

test('only coordinators get to it, and nothing changes for others', async () => {
  const ugo = await signedUpBrowser(app, district.domain, 'member', 'ugo');
  const own = (await ugo.get('/io')).body;
  expect((await ugo.upload(PATH, own, { ...AS_IT_IS, ...OPEN, name: 'Nostro' })).statusCode).toBe(403);
  await expect(changeSettings(district.domain, { kind: 'remote' }, { name: 'x' })).rejects.toThrow();
  expect((await state()).group.name).toBe('DES Valle');
});

test('a look at what would come of it changes nothing, then it is saved and others are told', async () => {
  const typed = {
    ...{
      ...AS_IT_IS,
      ...OPEN,
      name: 'DES Nuova Valle',
      comune: 'Pistoia (PT)',
      contact: 'noi@valle.example',
    },
    ...{ 'own-accent': 'on', accent: '#8a2be2', licence: 'ODbL-1.0' },
  };
  const seen = await marta.upload(PATH, await page(), { ...typed, step: 'preview' }, { logo: await logo });
  expect(seen.statusCode).toBe(200);
  const css = /\/assets\/accento\/8a2be2\.css/.exec(seen.body)?.[0] ?? '';
  expect((await marta.get(css)).body).toContain('--green:#8a2be2');
  expect(seen.body).toContain('DES Nuova Valle');
  const kept = /name="kept-logo" value="([\w.-]+)"/.exec(seen.body)?.[1] ?? '';
  expect(kept).not.toBe('');
  expect(await state()).toMatchObject({ group: { name: 'DES Valle' }, settings: { accent: null } });

  const saved = await marta.upload(PATH, seen.body, { ...typed, 'kept-logo': kept });
  expect(saved.headers.location).toBe(`${PATH}?fatto=1`);
  const { group, settings, application } = await state();
  expect(group).toMatchObject({ name: 'DES Nuova Valle', comune: 'Pistoia', province: 'PT' });
  expect(application.name).toBe('DES Nuova Valle');
  expect(settings).toMatchObject({ accent: '#8a2be2', contact: 'noi@valle.example', licence: 'ODbL-1.0' });
  expect(await eventsOf('actor-changed')).toHaveLength(1);
  expect((await eventsOf('settings-changed'))[0]?.data).toEqual({ fields: ['contact', 'accent', 'licence'] });

  const home = (await createBrowser(app).get('/')).body;
  expect(home).toContain(`src="${group.avatarUrl}"`);
  expect(home).toContain('mailto:noi@valle.example');
  expect(home).toContain(css);
});

test('the logo stays when pictures that nothing shows are swept away', async () => {
  const before = (await state()).group.avatarUrl ?? '';
  const later = { now: () => new Date(Date.now() + 30 * 86_400_000) };
  await sweepMedia({ ...district.domain, clock: later });
  expect((await createBrowser(app).get(new URL(before).pathname)).statusCode).toBe(200);
});

test('the same again tells nobody, and so does what is not seen from outside', async () => {
  const before = (await eventsOf('actor-changed')).length;
  const { group } = await state();
  const typed = { ...AS_IT_IS, ...OPEN, name: group.name, comune: 'Pistoia (PT)', licence: 'CC0-1.0' };
  await marta.upload(PATH, await page(), typed);
  expect((await eventsOf('actor-changed')).length).toBe(before);
  expect((await state()).settings).toMatchObject({ licence: 'CC0-1.0', accent: null });
});

test('what cannot be is refused at its field, and what was typed stays', async () => {
  for (const [wrong, field, says] of [
    [{ 'own-accent': 'on', accent: '#ffcc00' }, 'accent', '#'],
    [{ comune: 'Atlantide' }, 'comune', 'Atlantide'],
    [{ name: ' ' }, 'name', 'compilato'],
    [{ contact: 'non so' }, 'contact', 'e-mail'],
    [{ licence: 'WTFPL' }, 'licence', 'licenza'],
  ] as const) {
    const answer = await marta.upload(PATH, await page(), {
      ...AS_IT_IS,
      ...OPEN,
      summary: 'Resta',
      ...wrong,
    });
    expect([field, answer.statusCode, answer.body.includes('Resta')]).toEqual([field, 400, true]);
    expect(new RegExp(`href="#${field}">[^<]*${says}`).test(answer.body)).toBe(true);
  }
  const broken = await marta.upload(
    PATH,
    await page(),
    { ...AS_IT_IS, ...OPEN },
    { header: Buffer.from('x') },
  );
  expect([broken.statusCode, /href="#header"/.test(broken.body)]).toEqual([400, true]);
});

test('the licence that was chosen stands in the data, their description and the page; none until then', async () => {
  const data = async () => {
    const rows = await app.inject('/api/dati/v1/soggetti.json');
    const description = (await app.inject('/api/dati/v1/openapi.json')).json();
    const { body } = await app.inject('/dati');
    return { licence: rows.json().licence, link: rows.headers.link, of: description.info.license, body };
  };
  const change = (licence: '' | 'CC-BY-SA-4.0') => changeSettings(district.domain, operator, { licence });
  await change('');
  const none = await data();
  expect([none.licence, none.link, none.of]).toEqual([null, undefined, undefined]);
  expect(none.body).toContain('tutti i diritti restano ai rispettivi autori');
  await change('CC-BY-SA-4.0');
  const { url, title } = LICENCES['CC-BY-SA-4.0'];
  const chosen = await data();
  expect(chosen).toMatchObject({ licence: url, link: `<${url}>; rel="license"`, of: { name: title, url } });
  expect(chosen.body).toContain(url);
});

test('a district that takes nobody by itself says so, and refuses', async () => {
  const visitor = createBrowser(app);
  const form = (await visitor.get('/aderisci')).body;
  await changeSettings(district.domain, operator, { takesApplications: false, contact: 'noi@valle.example' });
  const facts = { name: 'Orto', kind: 'enterprise', handle: 'orto', email: 'orto@posta.example' };
  const refused = await visitor.post('/aderisci', form, facts);
  expect([refused.statusCode, refused.body.includes('solo per invito')]).toEqual([403, true]);
  const closed = (await visitor.get('/aderisci')).body;
  expect([closed.includes('<form class="form"'), closed.includes('noi@valle.example')]).toEqual([
    false,
    true,
  ]);
  expect((await visitor.get('/')).body).not.toContain('href="/aderisci"');
});

test('a later start takes from the configuration what the node is, and leaves what the pages say', async () => {
  const profile = {
    role: 'district',
    handle: 'des',
    name: 'Da file',
    summary: 'Da file',
    place: {},
  } as const;
  const { group, settings } = await setUpNode(district.domain, { ...profile, locale: 'en' });
  expect(group).toMatchObject({ handle: 'des', name: 'DES Nuova Valle', comune: 'Pistoia' });
  expect(settings.locale).toBe('it');
});
