import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { type RemoteActor, saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { operator } from '../../../src/domain/caller.ts';
import { follows } from '../../../src/domain/follows/follow.table.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { affiliations } from '../../../src/domain/memberships/membership.table.ts';
import { nodeActors } from '../../../src/domain/node/node-reads.ts';
import { withdrawProposal } from '../../../src/domain/proposals/end-proposal.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { createTestWeb } from '../../support/web.ts';

let test_: TestDomain;
let app: FastifyInstance;
let farm: Actor;

beforeAll(async () => {
  test_ = await createTestDomain();
  app = await createTestWeb(test_);
  farm = await member('podere', 'Vaiano', ['kind', 'place']);
  await member('gas', 'Torino', ['kind', 'place']);
  await member('segreto', 'Matera', ['kind']);
  await member('nascosto', 'Campobasso', ['kind', 'place'], false);
  await propose('offer', 'Patate', 'Vaiano');
  await propose('offer', 'Fagioli', 'Prato');
  await propose('request', 'Un aratro', 'Siena');
  const gone = await propose('offer', 'Vino', 'Trieste');
  await withdrawProposal(test_.domain, operator, gone.id);
});
afterAll(async () => {
  await app.close();
  await test_.database.drop();
});

function member(handle: string, comune: string, shows: ('kind' | 'place')[], listed = true) {
  const facts = { handle, name: `Podere ${handle}`, kind: 'enterprise' as const, comune, shows, listed };
  return addMember(test_.domain, operator, facts);
}

function propose(purpose: 'offer' | 'request', title: string, comune: string) {
  const facts = { purpose, title, text: 'Della valle.', comune, reciprocals: [] };
  return publishProposal(test_.domain, operator, farm.id, facts);
}

function fromElsewhere(handle: string, facts: Partial<RemoteActor>): Promise<Actor> {
  const uri = `https://monti.example/actors/${handle}`;
  const face = { uri, url: uri, inbox: `${uri}/inbox`, host: 'monti.example', handle, name: handle };
  const actor = { ...face, type: 'Organization' as const, ...facts };
  return test_.domain.db.transaction((tx) => saveRemoteActor(tx, test_.domain, actor));
}

/** What the table says: a place, and its districts, members, offers and requests. */
async function table(path: string): Promise<Record<string, string>> {
  const { statusCode, body } = await app.inject(path);
  expect(statusCode).toBe(200);
  const rows = body.matchAll(
    /<tr><th scope="row">(?:<a [^>]*>)?([^<]*)(?:<\/a>)?<\/th>((?:<td>[^<]*<\/td>)*)/g,
  );
  return Object.fromEntries(
    [...rows].map(([, name = '', cells = '']) => [
      name,
      cells
        .replace(/<[^>]+>/g, ' ')
        .trim()
        .replace(/\s+/g, ' '),
    ]),
  );
}

function marks(body: string, what: string): number {
  return body.split(`class="mark ${what}"`).length - 1 - 1; // one is the legend's
}

describe('the map of Italy', () => {
  test('counts by region, and then closer by', async () => {
    expect(await table('/mappa')).toEqual({ Piemonte: '0 1 0 0', Toscana: '1 1 2 1', 'In tutto': '1 2 2 1' });
    expect(await table('/mappa?region=Toscana')).toEqual({
      Prato: '1 1 2 0',
      Siena: '0 0 0 1',
      'In tutto': '1 1 2 1',
    });
    expect(await table('/mappa?province=PO')).toEqual({
      Prato: '1 0 1 0',
      Vaiano: '0 1 1 0',
      'In tutto': '1 1 2 0',
    });
  });

  test('draws what the table counts, and shows the keyboard only the table', async () => {
    const { body } = await app.inject('/mappa');
    expect(marks(body, 'offers')).toBe(2);
    expect(marks(body, 'requests')).toBe(1);
    expect(marks(body, 'members')).toBe(2);
    const [drawing = ''] = /<svg class="map"[\s\S]*?<\/svg>/.exec(body) ?? [];
    expect(drawing).toContain('aria-hidden="true"');
    expect(drawing.match(/<a /g)).toHaveLength(20);
    expect(drawing.match(/<a [^>]*tabindex="-1"/g)).toHaveLength(20);
    expect(body).toContain('CC BY 4.0');
  });

  test('zooms by the view box, from Italy to a region to a province', async () => {
    const widths = [];
    for (const path of ['/mappa', '/mappa?region=Toscana', '/mappa?province=PO']) {
      const [, width] = /<svg class="map" viewBox="\S+ \S+ (\d+) /.exec((await app.inject(path)).body) ?? [];
      widths.push(Number(width));
    }
    const [italy = 0, region = 0, province = 0] = widths;
    expect(italy).toBeGreaterThan(region);
    expect(region).toBeGreaterThan(province);
    expect(province).toBeGreaterThan(0);
  });

  test('leaves out who hides their place or themselves, and what was withdrawn', async () => {
    const { body } = await app.inject('/mappa');
    for (const region of ['Basilicata', 'Molise', 'Friuli-Venezia Giulia']) {
      expect(body).not.toContain(`>${region}</a>`);
    }
    expect(body).toContain('non è sulla mappa');
  });

  test('filters as the catalogue does, and keeps the filters on the way in', async () => {
    expect(await table('/mappa?show=proposals&purpose=request')).toEqual({
      Toscana: '0 0 0 1',
      'In tutto': '0 0 0 1',
    });
    expect(await table('/mappa?text=fagioli')).toEqual({ Toscana: '0 0 1 0', 'In tutto': '0 0 1 0' });
    const { body } = await app.inject('/mappa?text=fagioli');
    expect(body).toContain('href="/mappa?text=fagioli&amp;region=Toscana"');
    const empty = await app.inject('/mappa?text=inesistente');
    expect(empty.body).toContain('Qui non c’è ancora nulla');
  });

  test('counts whoever lets themselves be found and belongs to a district that the node follows, as both say', async () => {
    const { domain } = test_;
    const { db } = domain;
    const { group } = await nodeActors(db);
    const colle = await fromElsewhere('colle', { type: 'Group', comune: 'Feltre', province: 'BL' });
    await db.insert(follows).values({
      id: domain.ids(),
      uri: `${group.uri}#follow`,
      followerId: group.id,
      followedId: colle.id,
      state: 'accepted',
      createdAt: domain.clock.now(),
    });
    const there = { comune: 'Belluno', province: 'BL', memberOf: [colle.uri], indexable: true };
    const malga = await fromElsewhere('malga', { ...there, discoverable: true });
    const schivo = await fromElsewhere('schivo', { ...there, discoverable: false });
    const estraneo = await fromElsewhere('estraneo', { ...there, memberOf: [], discoverable: true });
    await fromElsewhere('millantatore', { ...there, discoverable: true });
    const said = { groupId: colle.id, listed: true, saidAt: domain.clock.now() };
    await db
      .insert(affiliations)
      .values([malga, schivo, estraneo].map(({ uri }) => ({ ...said, memberUri: uri })));
    const row = { Veneto: '1 1 0 0', 'In tutto': '1 1 0 0' };
    expect(await table('/mappa?from=elsewhere')).toEqual(row);
    expect(await table('/mappa?from=here')).not.toHaveProperty('Veneto');
  });

  test.each(['/mappa?region=Atlantide', '/mappa?province=ZZ', '/mappa?show=tutto'])(
    'refuses %s in words',
    async (path) => {
      const { statusCode, body } = await app.inject({ url: path, headers: { 'accept-language': 'it' } });
      expect(statusCode).toBe(400);
      expect(body).not.toContain('ZodError');
    },
  );

  test('stands in the directory too, with its members alone', async () => {
    const { body } = await app.inject('/soggetti');
    expect(body).toContain('<svg class="map"');
    expect(body.split('class="mark members"').length - 1).toBe(2);
    expect(body).not.toContain('class="mark offers"');
    expect(body).toContain('href="/mappa?show=members&amp;from=here"');
  });
});
