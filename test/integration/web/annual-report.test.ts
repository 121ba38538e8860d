import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { acceptResponse } from '../../../src/domain/agreements/accept.ts';
import { markDone } from '../../../src/domain/agreements/fulfil.ts';
import { respond } from '../../../src/domain/agreements/respond.ts';
import { annualReport, yearOf } from '../../../src/domain/annual-report/annual-report.ts';
import { selfAssessments } from '../../../src/domain/annual-report/self-assessment.table.ts';
import { writeSelfAssessment } from '../../../src/domain/annual-report/write-self-assessment.ts';
import { operator } from '../../../src/domain/caller.ts';
import { openDecision } from '../../../src/domain/decisions/open-decision.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { endMembership } from '../../../src/domain/members/end-membership.ts';
import { withdrawProposal } from '../../../src/domain/proposals/end-proposal.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { DAY, RunningClock } from '../../support/moved-clock.ts';
import { type Browser, browserActingFor, createBrowser, createTestWeb } from '../../support/web.ts';

const clock = new RunningClock();
const year = yearOf(clock.now());
let district: TestDomain;
let app: FastifyInstance;
let farm: Actor;
let gas: Actor;
let mill: Actor;
let giulia: Browser;
let offerId: string;

beforeAll(async () => {
  district = await createTestDomain(clock);
  const { domain } = district;
  app = await createTestWeb(district);
  const add = (handle: string, kind: 'enterprise' | 'buying-group') =>
    addMember(domain, operator, { handle, name: `Soggetto ${handle}`, kind });
  [farm, gas, mill] = [
    await add('podere', 'enterprise'),
    await add('gas', 'buying-group'),
    await add('mulino', 'enterprise'),
  ];
  const what = { purpose: 'offer', title: 'Un’ora di orto', action: 'deliverService', unit: 'ore' } as const;
  offerId = (await publishProposal(domain, operator, farm.id, { ...what, quantity: '1', reciprocals: [] }))
    .id;
  giulia = await browserActingFor(app, domain, 'giulia', [gas]);
  const endsAt = new Date(clock.now().getTime() + DAY);
  const question = {
    question: 'Si compra il forno?',
    options: ['Sì', 'No'],
    electorate: 'organisations',
  } as const;
  await openDecision(domain, operator, { ...question, options: [...question.options], endsAt });
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

async function exchange(): Promise<void> {
  const { domain } = district;
  const { id } = await respond(domain, operator, gas.id, offerId, { quantity: '1' });
  await acceptResponse(domain, operator, farm.id, id);
  await markDone(domain, operator, farm.id, id, {});
  await markDone(domain, operator, gas.id, id, {});
}
const report = (own = false) => annualReport(district.domain, district.actors.group, year, { own });
const assess = (member: Actor, score: 0 | 1 | 2 | 3 | 4, shown = false) =>
  writeSelfAssessment(district.domain, operator, member.id, {
    year,
    answers: { cooperation: { score, note: `Parole di ${member.handle}` } },
    shown,
  });

describe('the annual report', () => {
  test('counts members, what was done, and agreements only from three on', async () => {
    await exchange();
    await exchange();
    expect((await report()).within).toMatchObject({ hours: null, goods: 0 });
    expect((await giulia.get(`/bilancio/${year}`)).body).toContain('meno di 3');
    await exchange();
    const found = await report();
    expect(found.within.hours).toBe(3);
    expect(found.members.find(({ kind }) => kind === 'enterprise')).toEqual({
      kind: 'enterprise',
      atEnd: 2,
      joined: 2,
      left: 0,
    });
    expect(found.decisions).toMatchObject({ opened: 1, closed: 0 });
    // What has ended and is withdrawn was published nonetheless.
    await withdrawProposal(district.domain, operator, offerId);
    expect((await report()).published.proposals).toBe(1);
  });

  test('says to the people of the district alone how many agreements there are in all', async () => {
    expect((await report()).own).toBeUndefined();
    expect((await report(true)).own).toMatchObject({ proposed: 3, accepted: 3 });
    const line = 'Accordi presi';
    expect((await giulia.get(`/bilancio/${year}`)).body).toContain(line);
    expect((await createBrowser(app).get(`/bilancio/${year}`)).body).not.toContain(line);
    for (const file of ['csv', 'json']) {
      expect((await giulia.get(`/bilancio/${year}/dati.${file}`)).body).not.toMatch(/Accordi presi|"own"/);
    }
  });

  test('comes as a spreadsheet and for programs, and is not sent again unchanged', async () => {
    const visitor = createBrowser(app);
    const sheet = await visitor.get(`/bilancio/${year}/dati.csv`, { 'accept-language': 'it' });
    expect(sheet.headers['content-type']).toContain('text/csv');
    expect(sheet.body).toContain('"Soggetti: Imprese');
    expect(sheet.body).toContain('"Dentro il distretto";"Ore";"3"');
    const json = await visitor.get(`/bilancio/${year}/dati.json`);
    expect(JSON.parse(json.body)).toMatchObject({ year, within: { hours: 3 }, flows: [] });
    const etag = String(json.headers.etag);
    expect((await visitor.get(`/bilancio/${year}/dati.json`, { 'if-none-match': etag })).statusCode).toBe(
      304,
    );
  });

  test.each([year - 1, year + 1, 1999, 'oggi'])('there is none of %s', async (one) => {
    for (const path of ['', '/dati.csv', '/dati.json']) {
      expect((await createBrowser(app).get(`/bilancio/${one}${path}`)).statusCode).toBe(404);
    }
  });
});

describe('self-assessment', () => {
  test('is kept within the average, from three answers on, but for those who chose to be read', async () => {
    const principle = async () => (await report()).principles[0];
    await assess(farm, 1);
    await assess(gas, 4, true);
    expect(await principle()).toEqual({ principle: 'cooperation', answers: 2, average: null });
    await assess(mill, 3);
    expect(await principle()).toEqual({ principle: 'cooperation', answers: 3, average: '2.7' });
    const { body } = await createBrowser(app).get(`/bilancio/${year}`);
    expect(body).toContain('Parole di gas');
    for (const secret of ['Parole di podere', 'Parole di mulino']) expect(body).not.toContain(secret);
    const json = (await createBrowser(app).get(`/bilancio/${year}/dati.json`)).body;
    expect(json).not.toContain('Parole');
  });

  test('is written in a form that keeps what was typed, by whoever acts for the member', async () => {
    const path = `/io/autovalutazione/${gas.id}`;
    const page = (await giulia.get(path)).body;
    expect(page).toContain('value="Parole di gas"');
    const empty = await giulia.post(path, page, {
      year: String(year),
      shown: 'no',
      'note.social': 'Solo parole',
    });
    expect(empty.statusCode).toBe(400);
    expect(empty.body).toContain('value="Solo parole"');
    expect(empty.body).toContain('Rispondi almeno su un principio');
    const odd = { year: String(year), shown: 'no', 'score.social': '9' };
    expect((await giulia.post(path, page, odd)).statusCode).toBe(400);
    const later = { year: String(year + 1), shown: 'no', 'score.social': '2' };
    expect((await giulia.post(path, page, later)).body).toContain('deve ancora venire');
    const good = { year: String(year), shown: 'no', 'score.social': '2', 'note.social': 'Paghe uguali' };
    const sent = await giulia.post(path, page, good);
    expect(sent.headers.location).toBe(`/bilancio/${year}#principles`);
    expect((await createBrowser(app).get(`/bilancio/${year}`)).body).not.toContain('Parole di gas');
    const others = `/io/autovalutazione/${farm.id}`;
    expect((await giulia.get(others)).statusCode).toBe(403);
    expect((await giulia.post(others, page, good)).statusCode).toBe(403);
    expect((await createBrowser(app).get(path)).headers.location).toBe('/accedi');
  });

  test('goes with the member', async () => {
    const { domain } = district;
    await endMembership(domain, operator, mill.id, { by: 'district' });
    expect(await domain.db.$count(selfAssessments)).toBe(2);
    expect((await report()).members.find(({ kind }) => kind === 'enterprise')).toMatchObject({ left: 1 });
  });
});
