import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { operator } from '../../../src/domain/caller.ts';
import { requestFollow } from '../../../src/domain/follows/follow.ts';
import { receiveAnswer } from '../../../src/domain/follows/receive-follow.ts';
import { nodeActors } from '../../../src/domain/node/node-reads.ts';
import { recordDelivery, recordSilence } from '../../../src/domain/reconciliations/reachability.ts';
import { followedGroups, standingsOf } from '../../../src/domain/reconciliations/reconciliation-reads.ts';
import { recordPage, startRun } from '../../../src/domain/reconciliations/run.ts';
import { reconcileDue } from '../../../src/federation/jobs/reconcile.ts';
import { queueMessages } from '../../../src/platform/queue/queue.table.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { type Browser, createTestWeb, signedUpBrowser } from '../../support/web.ts';

const HEALTH = '/coordinamento/salute';
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

test('coordinators read how those whom the district follows stand, and have one compared', async () => {
  const { domain } = district;
  const { db } = domain;
  expect((await marta.get(HEALTH)).body).toContain('Non seguiamo ancora nessun distretto');
  const { group } = await nodeActors(db);
  const { id: _, createdAt: __, updatedAt: ___, deletedAt: ____, ...facts } = group;
  const uri = 'https://monte.example/actors/1';
  const monte = await db.transaction((tx) =>
    saveRemoteActor(tx, domain, { ...facts, uri, host: 'monte.example', name: 'DES Monte' }),
  );
  const follow = await requestFollow(domain, operator, group.id, monte.id);
  await db.transaction((tx) => receiveAnswer(tx, follow.uri, monte, 'accepted'));
  expect((await marta.get(HEALTH)).body).toContain('Non ancora confrontato');
  const now = new Date();
  await db.transaction(async (tx) => {
    const runId = await startRun(tx, domain, monte, ['offers'], { heardUntil: now });
    const items = [
      { uri: `${uri}/a`, difference: 'missing' as const, mended: true },
      { uri: `${uri}/b`, difference: 'older' as const },
    ];
    await recordPage(tx, { groupId: monte.id, runId }, 'offers', { items });
  });
  await recordDelivery(domain, monte, new Date(now.getTime() - 3 * 3_600_000));
  await recordSilence(domain, monte.id, 'connect ECONNREFUSED 192.0.2.1:443');
  const page = (await marta.get(HEALTH)).body;
  expect(page).toContain('2 trovate, una rimediata');
  expect(page).toContain('3 ore');
  expect(page).toMatch(/non risponde dal [^<]*: la macchina non accetta connessioni/);
  expect(await followedGroups(db, { due: now }, 10)).toEqual([]);
  const compare = `${HEALTH}/confronta`;
  expect((await ugo.post(compare, (await ugo.get('/io')).body, { id: monte.id })).statusCode).toBe(403);
  const answer = await marta.post(compare, page, { id: monte.id });
  expect(answer.headers.location).toBe(`${HEALTH}?fatto=confronta`);
  expect((await marta.get(`${HEALTH}?fatto=confronta`)).body).toContain('Il confronto parte entro un minuto');
  expect(await followedGroups(db, { due: new Date() }, 10)).toMatchObject([{ id: monte.id }]);
  expect((await marta.post(compare, page, { id: '77' })).statusCode).toBe(404);
  expect((await standingsOf(db, [monte.id])).get(monte.id)).toMatchObject({ found: 2, mended: 1 });
  // Of two processes whose turn it is one begins.
  await Promise.all([reconcileDue(domain), reconcileDue(domain)]);
  const runId = sql`${queueMessages.payload}->>'runId'`;
  const runs = await db.selectDistinct({ runId }).from(queueMessages).where(sql`${runId} IS NOT NULL`);
  expect(runs).toHaveLength(1);
});
