import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorByHandle } from '../../../src/domain/actors/actor-reads.ts';
import { saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { respond } from '../../../src/domain/agreements/respond.ts';
import { announcements } from '../../../src/domain/announcements/announcement-reads.ts';
import { operator } from '../../../src/domain/caller.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { type createBrowser, createTestWeb, signedUpBrowser } from '../../support/web.ts';

type Browser = ReturnType<typeof createBrowser>;

let district: TestDomain;
let app: FastifyInstance;
let ugo: Browser;
let ada: Browser;
let ugoId: string;
let adaId: string;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  const { domain } = district;
  ugo = await signedUpBrowser(app, domain, 'member', 'ugo');
  ada = await signedUpBrowser(app, domain, 'member', 'ada');
  ugoId = (await actorByHandle(domain.db, 'ugo'))?.id ?? '';
  adaId = (await actorByHandle(domain.db, 'ada'))?.id ?? '';
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

test('the home says what waits for the reader, and for nobody else', async () => {
  const { domain } = district;
  expect((await ugo.get('/io')).body).toContain('Niente che aspetti te');
  const gift = { purpose: 'offer', title: 'Zucche', available: '5' } as const;
  const { id } = await publishProposal(domain, operator, ugoId, gift);
  await respond(domain, operator, adaId, id, { quantity: '1' });
  const home = (await ugo.get('/io')).body;
  expect(home).toContain('Tocca a te: accetta, rifiuta o fai una controproposta.');
  expect(home).toContain(`href="/offerte/${id}/modifica"`);
  expect((await ada.get('/io')).body).toContain('Niente che aspetti te');
  expect((await ugo.get('/io/offerte')).body).toContain('Zucche');
  expect((await ada.get('/io/offerte')).body).not.toContain('Zucche');
});

test('what a member shows is theirs to say', async () => {
  const path = `/io/pagina/${ugoId}`;
  const page = (await ugo.get(path)).body;
  const typed = { name: 'Ugo B.', kind: 'person', summary: 'Innesto meli', comune: 'Samone (TO)', site: 'x' };
  const wrong = await ugo.post(path, page, typed);
  expect(wrong.statusCode).toBe(400);
  expect(wrong.body).toContain('Innesto meli');
  const site = 'https://ugo.example/';
  const saved = await ugo.post(path, page, { ...typed, site, 'show-place': 'on', listed: 'on' });
  expect(saved.headers.location).toBe(`${path}?fatto=1`);
  const shown = (await ada.get('/@ugo')).body;
  expect(shown).toContain('Samone (TO)');
  expect(shown).not.toContain('ugo.example');
  const again = (await ugo.get(path)).body;
  expect(again).toContain(`value="${site}"`);
  expect(again).toMatch(/name="show-place" checked/);
  expect(again).not.toMatch(/name="show-site" checked/);
  expect((await ada.get(path)).statusCode).toBe(403);
  expect((await ada.post(path, page, typed)).statusCode).toBe(403);
});

test('an announcement is previewed, published, changed and withdrawn by its author', async () => {
  const { db } = district.domain;
  const page = (await ugo.get('/annunci/nuovo')).body;
  const typed = { as: ugoId, title: 'Potatura', text: 'Sabato si pota insieme. #meli', step: 'preview' };
  const preview = (await ugo.upload('/annunci/nuovo', page, typed)).body;
  expect(preview).toContain('<p><strong>Potatura</strong></p><p>Sabato si pota insieme. #meli</p>');
  expect(await announcements(db, {}, 5)).toEqual([]);
  const sent = await ugo.upload('/annunci/nuovo', page, { ...typed, step: 'publish' });
  const path = String(sent.headers.location);
  expect((await ugo.get(path)).body).toContain(`${path}/modifica`);
  expect((await ada.get(path)).body).not.toContain('/modifica');
  expect((await ada.get(`${path}/modifica`)).statusCode).toBe(404);
  const empty = await ugo.upload(`${path}/modifica`, page, { title: 'Potatura', text: '' });
  expect(empty.statusCode).toBe(400);
  await ugo.upload(`${path}/modifica`, page, { title: '', text: 'Domenica.' });
  expect((await announcements(db, {}, 5))[0]?.post).toMatchObject({ title: null, source: 'Domenica.' });
  expect((await ada.post(`${path}/ritira`, page, {})).statusCode).toBe(403);
  await ugo.post(`${path}/ritira`, page, {});
  expect((await ada.get(path)).statusCode).toBe(410);
});

test('a member shows a logo and a wide picture, from this node alone, and takes them away', async () => {
  const { domain } = district;
  const path = `/io/pagina/${ugoId}`;
  const picture = await sharp({ create: { width: 900, height: 300, channels: 3, background: '#336655' } })
    .jpeg()
    .toBuffer();
  const page = (await ugo.get(path)).body;
  const broken = await ugo.upload(`${path}/immagini`, page, {}, { avatar: Buffer.from('<svg/>') });
  expect([broken.statusCode, broken.body.includes('id="avatar-error"')]).toEqual([400, true]);
  const saved = await ugo.upload(`${path}/immagini`, page, {}, { avatar: picture, header: picture });
  expect(saved.headers.location).toBe(`${path}?fatto=1`);
  const profile = (await ada.get('/@ugo')).body;
  const [, logo = ''] = /<img class="monogram" src="(\/media\/[\w.-]+)"/.exec(profile) ?? [];
  const [, wide = ''] = /<img class="profile-header" src="(\/media\/[\w.-]+)"/.exec(profile) ?? [];
  expect([(await ada.get(logo)).statusCode, (await ada.get(wide)).statusCode]).toEqual([200, 200]);
  expect((await ada.get('/soggetti')).body).toContain(logo);
  const forbidden = await ada.upload(`${path}/immagini`, (await ada.get('/io/account')).body, {
    'drop-avatar': 'on',
  });
  expect(forbidden.statusCode).toBe(403);
  await ugo.upload(`${path}/immagini`, page, { 'drop-avatar': 'on' });
  const without = (await ada.get('/@ugo')).body;
  expect([without.includes(logo), without.includes(wide)]).toEqual([false, true]);
  // What others have stays with them: no page of ours asks another server for it.
  const far = await actorByHandle(domain.db, 'ugo');
  if (far === undefined) throw new Error('there is nobody');
  const { id: _, createdAt: __, updatedAt: ___, deletedAt: ____, ...facts } = far;
  const elsewhere = { uri: 'https://monte.example/actors/9', host: 'monte.example', handle: 'lontano' };
  const theirs = 'https://monte.example/media/wide.jpg';
  await domain.db.transaction((tx) =>
    saveRemoteActor(tx, domain, { ...facts, ...elsewhere, avatarUrl: theirs, headerUrl: theirs }),
  );
  expect((await ada.get('/@lontano@monte.example')).body).not.toContain('<img class="profile-header"');
  expect((await ada.get('/@lontano@monte.example')).body).not.toContain(`src="${theirs}"`);
});
