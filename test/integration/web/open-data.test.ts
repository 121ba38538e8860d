import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { publishAnnouncement } from '../../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { withdrawProposal } from '../../../src/domain/proposals/end-proposal.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { EURO } from '../../../src/domain/taxonomy/resources.ts';
import { DATA_SET_NAMES, DATA_SETS } from '../../../src/web/data/data-sets.ts';
import { FORMATS } from '../../../src/web/data/formats.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { createTestWeb } from '../../support/web.ts';

const API = '/api/dati/v1';
const list = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  next: z.string().nullable(),
});

let test_: TestDomain;
let app: FastifyInstance;
let farm: Actor;

beforeAll(async () => {
  test_ = await createTestDomain();
  app = await createTestWeb(test_);
  const facts = { kind: 'buying-group', comune: 'Vaiano' } as const;
  const shows = ['kind', 'place'] as const;
  farm = await addMember(test_.domain, operator, {
    ...facts,
    handle: 'podere',
    name: 'Podere «Due»',
    shows: [...shows],
  });
  const hidden = await addMember(test_.domain, operator, {
    ...facts,
    handle: 'schivo',
    name: 'Schivo',
    listed: false,
  });
  for (const title of ['Patate', 'Ceci', '=Farro; "antico"']) await offer(farm, title);
  await offer(hidden, 'Segreto');
  await publishAnnouncement(test_.domain, operator, farm.id, { title: 'Festa', text: 'Domenica.' });
});
afterAll(async () => {
  await app.close();
  await test_.database.drop();
});

function offer(owner: Actor, title: string) {
  return publishProposal(test_.domain, operator, owner.id, {
    purpose: 'offer',
    title,
    text: 'Di montagna.',
    category: 'agrumi',
    unit: 'kilogram',
    quantity: '5',
    comune: 'Vaiano',
    reciprocals: [{ conformsTo: EURO.iri, amount: '1.50' }],
  });
}

const get = (path: string, headers: Record<string, string> = {}, remoteAddress = '192.0.2.1') =>
  app.inject({
    url: path.startsWith('/') ? path : new URL(path).pathname + new URL(path).search,
    headers,
    remoteAddress,
  });
const rows = async (path: string) => list.parse((await get(path)).json());

describe('the open data', () => {
  test('say in JSON what is public, each row as its schema describes it', async () => {
    for (const name of DATA_SET_NAMES) {
      const { items } = await rows(`${API}/${name}.json`);
      for (const item of items) expect(DATA_SETS[name].schema.strict().parse(item)).toEqual(item);
    }
    const { items } = await rows(`${API}/proposte.json`);
    expect(items.map(({ title }) => title)).toEqual(['=Farro; "antico"', 'Ceci', 'Patate']);
    expect(items[0]).toMatchObject({
      price: '1.50',
      comune: 'Vaiano',
      province: 'PO',
      ownerName: 'Podere «Due»',
    });
    expect((await rows(`${API}/annunci.json`)).items).toHaveLength(1);
    expect((await rows(`${API}/distretti.json`)).items).toHaveLength(1);
  });

  test('leave out whoever does not want to be found, and at once what was withdrawn', async () => {
    const gone = await offer(farm, 'Ravanelli');
    expect((await get(`${API}/proposte.json`)).body).toContain('Ravanelli');
    await withdrawProposal(test_.domain, operator, gone.id);
    for (const name of DATA_SET_NAMES) {
      for (const format of FORMATS) {
        const { statusCode, body } = await get(`${API}/${name}.${format}`);
        expect(statusCode).toBe(200);
        expect(body).not.toMatch(/Schivo|Segreto|Ravanelli/);
      }
    }
  });

  test('go on page by page until there is no next', async () => {
    const seen: unknown[] = [];
    let path: string | null = `${API}/proposte.json?limit=1`;
    while (path !== null) {
      const page: z.output<typeof list> = await rows(path);
      seen.push(...page.items.map(({ title }) => title));
      path = page.next;
    }
    expect(seen).toEqual(['=Farro; "antico"', 'Ceci', 'Patate']);
    const first = await get(`${API}/proposte.csv?limit=1`);
    expect(first.headers.link).toMatch(/proposte\.csv\?limit=1&after=\d+>; rel="next"/);
  });

  test('are not sent again to whoever has them', async () => {
    const { headers } = await get(`${API}/soggetti.json`);
    const again = await get(`${API}/soggetti.json`, { 'if-none-match': String(headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  test('open in a spreadsheet, with no cell that it would reckon', async () => {
    const { body, headers } = await get(`${API}/proposte.csv`);
    expect(headers['content-type']).toContain('text/csv');
    const lines: string[][] = parse(body, { bom: true, delimiter: ';' });
    const column = lines[0]?.indexOf('title') ?? -1;
    expect(lines.slice(1).map((line) => line[column])).toEqual([`'=Farro; "antico"`, 'Ceci', 'Patate']);
  });

  test('stand on a map, at the point of the comune', async () => {
    const { features } = (await get(`${API}/soggetti.geojson`)).json();
    expect(features).toHaveLength(1);
    const [longitude, latitude] = features[0].geometry.coordinates;
    expect(longitude).toBeCloseTo(11.12, 1);
    expect(latitude).toBeCloseTo(43.97, 1);
  });

  test('speak the terms of Valueflows and ESSglobal', async () => {
    const [proposal] = (await get(`${API}/proposte.jsonld`)).json()['@graph'];
    expect(proposal).toMatchObject({
      '@type': 'vf:Proposal',
      'vf:publishes': {
        'vf:action': 'transfer',
        'vf:provider': farm.uri,
        'vf:resourceQuantity': { 'om2:hasNumericalValue': { '@type': 'xsd:decimal', '@value': '5' } },
      },
      'vf:reciprocal': { 'vf:resourceConformsTo': EURO.iri },
    });
    const [agent] = (await get(`${API}/soggetti.jsonld`)).json()['@graph'];
    expect(agent['@type']).toEqual(['vf:Organization', 'ess:SSEInitiative']);
    expect(agent['ess:baseMembershipType']).toMatch(/BMT10$/);
  });

  test('are described in OpenAPI: every path there is one that answers', async () => {
    const { openapi, paths, components } = (await get(`${API}/openapi.json`)).json();
    expect(openapi).toBe('3.1.1');
    expect(Object.keys(paths)).toHaveLength(DATA_SET_NAMES.length * FORMATS.length);
    for (const path of Object.keys(paths)) expect((await get(API + path)).statusCode).toBe(200);
    const { items } = await rows(`${API}/proposte.json`);
    const isProposal = new Ajv2020().compile(components.schemas.proposte);
    expect(items.map((item) => isProposal(item))).toEqual([true, true, true]);
    expect(isProposal({ ...items[0], price: 1.5 })).toBe(false);
    const page = await get('/dati');
    expect(page.statusCode).toBe(200);
    for (const path of Object.keys(paths)) expect(page.body).toContain(`href="${API}${path}"`);
  });

  test.each(['limit=0', 'limit=900', 'limit=x', 'after=%27', 'after=1-2-3'])(
    'refuse %s in JSON',
    async (query) => {
      const { statusCode, headers, body } = await get(`${API}/proposte.json?${query}`);
      expect(statusCode).toBe(400);
      expect(headers['content-type']).toContain('application/json');
      expect(Object.keys(JSON.parse(body))).toContain('error');
    },
  );

  test('answer 404 in JSON for what is none', async () => {
    const { statusCode, headers } = await get(`${API}/segreti.json`);
    expect([statusCode, headers['content-type']]).toEqual([404, expect.stringContaining('application/json')]);
  });

  test('count who asks too often, and say when to come back', async () => {
    const codes = new Set<number>();
    let last: Awaited<ReturnType<typeof get>> | undefined;
    for (let n = 0; n <= 300; n++) {
      last = await get(`${API}/eventi.json`, {}, '192.0.2.99');
      codes.add(last.statusCode);
    }
    expect([...codes]).toEqual([200, 429]);
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await get(`${API}/eventi.json`, {}, '192.0.2.98')).statusCode).toBe(200);
  });
});
