import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorByHandle } from '../../../src/domain/actors/actor-reads.ts';
import { saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { noteAnswer } from '../../../src/domain/discoveries/discover.ts';
import { lastDiscovery } from '../../../src/domain/discoveries/discovery-reads.ts';
import { tieBetween } from '../../../src/domain/follows/follow-reads.ts';
import { KINDS } from '../../../src/domain/taxonomy/kinds.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { type Browser, createTestWeb, signedUpBrowser } from '../../support/web.ts';

const PATH = '/coordinamento/scoperta';
let district: TestDomain;
let app: FastifyInstance;
let marta: Browser;
let ugo: Browser;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  marta = await signedUpBrowser(app, district.domain, 'coordinator', 'marta');
  ugo = await signedUpBrowser(app, district.domain, 'member', 'ugo');
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

test('coordinators search, see who was found, follow them or ask to join; nobody else does', async () => {
  const { domain, actors } = district;
  const page = (await marta.get(PATH)).body;
  const wrong = await marta.post(PATH, page, { address: 'questo no' });
  expect([wrong.statusCode, wrong.body.includes('value="questo no"')]).toEqual([400, true]);
  expect((await marta.post(PATH, page, { address: 'res.example' })).statusCode).toBe(303);
  const started = await lastDiscovery(domain.db);
  const uri = 'https://res.example/actors/1';
  const rete = await domain.db.transaction((tx) =>
    saveRemoteActor(tx, domain, {
      uri,
      type: 'Group',
      host: 'res.example',
      handle: 'rete',
      name: 'RES <Monti>',
      url: 'https://res.example/',
      inbox: `${uri}/inbox`,
      affiliations: `${uri}/affiliations`,
      kind: KINDS.network.iri,
      comune: 'Prato',
      province: 'PO',
      indexable: true,
    }),
  );
  const job = { discoveryId: started?.id ?? '' };
  await noteAnswer(domain, { ...job, uri: 'res.example' }, { state: 'other', names: [uri], isStep: false });
  await noteAnswer(domain, { ...job, uri }, { state: 'found', actorId: rete.id, names: [], isStep: true });

  const { body } = await marta.get(PATH);
  for (const text of ['RES &lt;Monti&gt;', '@rete@res.example', 'Rete · Prato (PO)', 'Chiedi di entrare']) {
    expect(body).toContain(text);
  }
  expect(body).toContain(`/adesioni/${actors.group.id}/chiedi?gruppo=%40rete%40res.example`);
  expect((await marta.post(`${PATH}/segui`, body, { id: rete.id })).statusCode).toBe(303);
  expect(await tieBetween(domain.db, actors.group.id, rete.id)).toMatchObject({ state: 'pending' });

  // Only who was found can be followed from here, and only by those who coordinate.
  const marta2 = await actorByHandle(domain.db, 'marta');
  expect((await marta.post(`${PATH}/segui`, body, { id: marta2?.id ?? '' })).statusCode).toBe(404);
  const own = (await ugo.get('/account')).body;
  expect((await ugo.get(PATH)).statusCode).toBe(403);
  expect((await ugo.post(PATH, own, { address: 'res.example' })).statusCode).toBe(403);
  expect((await ugo.post(`${PATH}/segui`, own, { id: rete.id })).statusCode).toBe(403);
});
