import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actors } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { domainEvents } from '../../../src/domain/history/domain-event.table.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { blockedAmong, blockHost } from '../../../src/domain/moderation/blocked-hosts.ts';
import { suspendActor } from '../../../src/domain/moderation/suspend.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import {
  type Browser,
  browserActingFor,
  createBrowser,
  createTestWeb,
  PASSWORD,
  signedUpBrowser,
} from '../../support/web.ts';

const BLOCKS = '/coordinamento/blocchi';
const SUSPENDED = '/coordinamento/sospesi';
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

test('only servers in the list are heard where the district decides so, and blocked ones never', async () => {
  const { domain } = district;
  const hosts = ['amico.example', 'sotto.amico.example:81', 'estraneo.example', 'cattivo.amico.example'];
  const kept = async () => hosts.filter((host) => !outside.has(host));
  let outside = await blockedAmong(domain.db, hosts);
  expect([...outside]).toEqual([]);
  await blockHost(domain, operator, { host: 'cattivo.amico.example', reason: '' });
  const page = (await marta.get(BLOCKS)).body;
  await marta.post(`${BLOCKS}/ammetti`, page, { host: 'Amico.Example', reason: 'Ci conosciamo' });
  const wrong = await marta.post(`${BLOCKS}/ammetti`, page, { host: 'non è un nome', reason: 'Resta' });
  expect([wrong.statusCode, wrong.body.includes('value="Resta"')]).toEqual([400, true]);
  outside = await blockedAmong(domain.db, hosts);
  expect(await kept()).toEqual(hosts.slice(0, 3));
  await marta.post(`${BLOCKS}/solo-ammessi`, page, { only: 'on' });
  outside = await blockedAmong(domain.db, hosts);
  expect(await kept()).toEqual(hosts.slice(0, 2));
  const now = (await marta.get(BLOCKS)).body;
  expect([now.includes('Adesso parliamo solo con'), now.includes('Ci conosciamo')]).toEqual([true, true]);
  await marta.post(`${BLOCKS}/non-ammettere`, page, { host: 'amico.example' });
  expect((await blockedAmong(domain.db, hosts)).size).toBe(4);
  await marta.post(`${BLOCKS}/solo-ammessi`, page, { only: 'off' });
  expect((await blockedAmong(domain.db, hosts)).size).toBe(1);
  const logged = await domain.db
    .select()
    .from(domainEvents)
    .where(eq(domainEvents.type, 'allow-list-changed'));
  expect(logged.map(({ data }) => data)).toEqual([{ only: true }, { only: false }]);
});

test('whoever is suspended is not seen, cannot act or sign in, and comes back whole', async () => {
  const { domain } = district;
  const mill = await addMember(domain, operator, { handle: 'mulino', name: 'Mulino', kind: 'enterprise' });
  const flour = { purpose: 'offer', title: 'Farina', negotiable: true } as const;
  const { id } = await publishProposal(domain, operator, mill.id, flour);
  const ugo = await browserActingFor(app, domain, 'ugo', [mill]);
  const visitor = createBrowser(app);
  const seen = async () => [
    (await visitor.get('/@mulino')).statusCode,
    (await visitor.get(`/offerte/${id}`)).statusCode,
    (await visitor.get('/offerte')).body.includes('Farina'),
    (await ugo.get('/io')).body.includes('Mulino'),
  ];
  expect(await seen()).toEqual([200, 200, true, true]);

  const form = (await marta.get(`${SUSPENDED}?address=@mulino`)).body;
  expect(form).toContain('value="@mulino"');
  const noReason = await marta.post(SUSPENDED, form, { address: '@mulino', reason: ' ' });
  expect([noReason.statusCode, noReason.body.includes('href="#reason"')]).toEqual([400, true]);
  await marta.post(SUSPENDED, form, {
    address: '@mulino@valle.example',
    reason: 'Ha venduto farina di altri',
  });
  expect(await seen()).toEqual([404, 404, false, false]);
  expect((await marta.get(SUSPENDED)).body).toContain('Ha venduto farina di altri');
  await marta.post(`${SUSPENDED}/riammetti`, form, { id: mill.id });
  expect(await seen()).toEqual([200, 200, true, true]);

  await suspendActor(domain, operator, { address: '@ugo', reason: 'Insulti' });
  expect((await ugo.get('/io')).headers.location).toBe('/accedi');
  const gate = await createBrowser(app);
  const page = (await gate.get('/accedi')).body;
  const refused = await gate.post('/accedi', page, { email: 'ugo@valle.example', password: PASSWORD });
  expect([refused.statusCode, refused.body.includes('sospeso')]).toEqual([403, true]);
  const wrong = await gate.post('/accedi', page, { email: 'ugo@valle.example', password: 'un’altra' });
  expect(wrong.body).not.toContain('sospeso');
});

test('the district, the node and oneself are not suspended, nor anyone by somebody else', async () => {
  const { domain } = district;
  for (const address of ['@distretto', '@nodo.valle.example'])
    await expect(suspendActor(domain, operator, { address, reason: 'x' })).rejects.toThrow('suspends_itself');
  const own = await marta.post(SUSPENDED, (await marta.get(SUSPENDED)).body, {
    address: '@marta',
    reason: 'x',
  });
  expect(own.statusCode).toBe(400);
  const nora = await signedUpBrowser(app, domain, 'member', 'nora');
  const page = (await nora.get('/io')).body;
  for (const path of [SUSPENDED, `${BLOCKS}/ammetti`, `${BLOCKS}/solo-ammessi`, `${SUSPENDED}/riammetti`]) {
    const fields = { address: '@marta', reason: 'x', host: 'a.example', only: 'on', id: '1' };
    expect((await nora.post(path, page, fields)).statusCode).toBe(403);
  }
  const rows = await domain.db.select().from(actors).where(eq(actors.handle, 'marta'));
  expect(rows[0]?.suspendedAt).toBeNull();
});
