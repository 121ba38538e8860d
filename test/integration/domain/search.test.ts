import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { findComune } from '../../../src/domain/places/places.ts';
import { type CatalogueFilter, catalogue } from '../../../src/domain/proposals/catalogue.ts';
import type { NewProposal } from '../../../src/domain/proposals/proposal.ts';
import { changeProposal, publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { countFacets, searchProposals } from '../../../src/domain/proposals/search.ts';
import { learnWords, respell } from '../../../src/domain/proposals/search-words.ts';
import { categoryBySlug } from '../../../src/domain/taxonomy/categories.ts';
import { KINDS } from '../../../src/domain/taxonomy/kinds.ts';
import { EURO, TIME_BANK_HOUR } from '../../../src/domain/taxonomy/resources.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';

let district: TestDomain;
let farm: Actor;

const euro = { conformsTo: EURO.iri, amount: '4' };

beforeAll(async () => {
  district = await createTestDomain();
  const { domain } = district;
  farm = await addMember(domain, operator, {
    handle: 'cascina',
    name: 'Cascina Aurora',
    kind: 'enterprise',
    shows: ['kind'],
  });
  const gas = await addMember(domain, operator, {
    handle: 'gas',
    name: 'GAS del Borgo',
    kind: 'buying-group',
    shows: ['kind'],
  });
  const soon = new Date(domain.clock.now().getTime() + 3 * 86_400_000);
  const published: [Actor, NewProposal][] = [
    [
      farm,
      {
        purpose: 'offer',
        title: 'Zucche mantovane',
        category: 'verdura',
        unit: 'kg',
        quantity: '1',
        comune: 'Prato',
        reciprocals: [euro],
      },
    ],
    [
      farm,
      {
        purpose: 'offer',
        title: 'Miele di castagno',
        text: 'Anche con le zucche',
        category: 'miele',
        comune: 'Firenze',
        reciprocals: [euro],
        expiresAt: soon,
      },
    ],
    [
      farm,
      {
        purpose: 'offer',
        title: 'Potatura',
        action: 'deliverService',
        comune: 'Roma',
        reciprocals: [{ conformsTo: TIME_BANK_HOUR, unit: 'hour', amount: '2' }],
      },
    ],
    [gas, { purpose: 'request', title: 'Cassette di legno', comune: 'Siena' }],
    [gas, { purpose: 'request', title: 'Furgone condiviso', negotiable: true }],
  ];
  for (const [actor, facts] of published) await publishProposal(domain, operator, actor.id, facts);
  while ((await learnWords(domain)) > 0);
});
afterAll(() => district.database.drop());

const titles = async (filter: CatalogueFilter) =>
  (await catalogue(district.domain.db, filter, 10)).map(({ post }) => post.title).sort();
const at = (name: string) => {
  const { latitude = 0, longitude = 0 } = findComune({ name }) ?? {};
  return { latitude, longitude };
};

describe('filters', () => {
  test.each<[CatalogueFilter, string[]]>([
    [{ conformsTo: categoryBySlug('miele').iri }, ['Miele di castagno']],
    [{ unit: 'kilogram' }, ['Zucche mantovane']],
    [{ inReturn: 'euro' }, ['Miele di castagno', 'Zucche mantovane']],
    [{ inReturn: 'hours' }, ['Potatura']],
    [{ inReturn: 'gift' }, ['Cassette di legno']],
    [{ inReturn: 'negotiable' }, ['Furgone condiviso']],
    [{ expiresBefore: new Date(Date.now() + 7 * 86_400_000) }, ['Miele di castagno']],
    [{ near: { place: at('Prato'), km: 10 } }, ['Zucche mantovane']],
    [{ near: { place: at('Prato'), km: 30 } }, ['Miele di castagno', 'Zucche mantovane']],
    [{ near: { place: at('Prato'), km: 30 }, text: 'miele' }, ['Miele di castagno']],
  ])('%j', async (filter, expected) => {
    expect(await titles(filter)).toEqual(expected);
  });

  test('follow a change of the terms', async () => {
    const { domain } = district;
    const offer: NewProposal = { purpose: 'offer', title: 'Semi', reciprocals: [euro], comune: 'Lucca' };
    const { id } = await publishProposal(domain, operator, farm.id, offer);
    await changeProposal(domain, operator, id, { reciprocals: [], comune: 'Bari' });
    expect(await titles({ text: 'semi', inReturn: 'gift', near: { place: at('Bari'), km: 1 } })).toEqual([
      'Semi',
    ]);
    expect(await titles({ text: 'semi', inReturn: 'euro' })).toEqual([]);
  });
});

test('by relevance a word in the title comes before one in the text', async () => {
  const found = await searchProposals(district.domain.db, { text: 'zucca' }, 'relevance', 10);
  expect(found.map(({ post }) => post.title)).toEqual(['Zucche mantovane', 'Miele di castagno']);
});

test('by distance the nearest comes first, and pages follow each other', async () => {
  const near = { place: at('Siena'), km: 300 };
  const { db } = district.domain;
  const all = await searchProposals(db, { near }, 'distance', 4);
  expect(all.map(({ proposal }) => proposal.comune)).toEqual(['Siena', 'Firenze', 'Prato', 'Roma']);
  const second = await searchProposals(db, { near }, 'distance', 2, 2);
  expect(second.map(({ post }) => post.id)).toEqual(all.slice(2).map(({ post }) => post.id));
});

test('counts what was found by each thing that it can be filtered by', async () => {
  const { domain, actors } = district;
  const counts = await countFacets(domain.db, { purpose: 'request' }, domain.clock.now());
  expect(counts.total).toBe(2);
  expect(counts.of('inReturn', 'gift')).toBe(1);
  expect(counts.of('kind', KINDS['buying-group'].iri)).toBe(2);
  expect(counts.of('kind', KINDS.enterprise.iri)).toBe(0);
  expect(counts.groupIds).toEqual([actors.group.id]);
  const offers = await countFacets(domain.db, { text: 'miele castagno' }, domain.clock.now());
  expect([offers.of('expires', '1'), offers.of('expires', '7')]).toEqual([0, 1]);
});

describe('respelling', () => {
  test.each([
    ['zuche', 'zucche'],
    ['mielle castagno', 'miele castagno'],
    ['furgonne', 'furgone'],
  ])('%s', async (typed, meant) => {
    expect(await respell(district.domain.db, typed)).toBe(meant);
  });

  test.each(['zucca', 'cascina', 'Prato', 'della', 'xyzzyx', '"zuche"', 'miele -castagno', 'di'])(
    'leaves %s as it is',
    async (typed) => {
      expect(await respell(district.domain.db, typed)).toBeUndefined();
    },
  );
});
