import { findComune } from '../../src/domain/places/places.ts';
import { type CatalogueFilter, catalogue } from '../../src/domain/proposals/catalogue.ts';
import { countFacets, type Order, searchProposals } from '../../src/domain/proposals/search.ts';
import { learnWords, respell } from '../../src/domain/proposals/search-words.ts';
import { categoryBySlug } from '../../src/domain/taxonomy/categories.ts';
import { getPage, repeat } from './catalogue.ts';
import { seedCatalogue } from './catalogue-seed.ts';
import type { Measurement } from './measure.ts';
import type { Rig } from './rig.ts';
import { printSizes } from './sizes.ts';
import { cpuSeconds } from './usage.ts';

const OFFERS = 1_000_000;
const PAGE = 24;

interface Question {
  readonly name: string;
  readonly filter: CatalogueFilter;
  readonly query: Record<string, string>;
  readonly order?: Order;
}

/** What a network is asked: a million offers of a thousand districts, each page with its counts. */
export async function benchSearch(rig: Rig): Promise<Measurement[]> {
  const database = await rig.createDatabase('bench_search');
  const node = await rig.startNode(database);
  await seedCatalogue(node.domain, { count: OFFERS, elsewhere: 5_000, districts: 1_000 });
  while ((await learnWords(node.domain)) > 0);
  await database.sql`VACUUM ANALYZE`;
  await printSizes(database);
  const here = { cpu: () => cpuSeconds(process.pid) };
  const measurements: Measurement[] = [];
  for (const { name, filter, query, order } of questions()) {
    const { db } = database;
    const page = () =>
      order === undefined ? catalogue(db, filter, PAGE + 1) : searchProposals(db, filter, order, PAGE + 1);
    measurements.push(await repeat(rig, here, `${name}: page`, page));
    measurements.push(await repeat(rig, here, `${name}: counts`, () => countFacets(db, filter, new Date())));
    const url = `${node.origin}/offerte?${new URLSearchParams(query)}`;
    measurements.push(await repeat(rig, node, `${name}: over HTTP`, () => getPage(url)));
  }
  measurements.push(await repeat(rig, here, 'respelling', () => respell(database.db, 'mielle castagno')));
  await node.stop();
  return measurements;
}

function questions(): Question[] {
  const { latitude = 0, longitude = 0 } = findComune({ name: 'Prato' }) ?? {};
  const near = (km: number) => ({ place: { latitude, longitude }, km });
  const category = categoryBySlug('miele');
  return [
    { name: 'newest', filter: {}, query: {} },
    { name: 'rare word', filter: { text: 'bacorzo' }, query: { text: 'bacorzo' }, order: 'relevance' },
    { name: 'frequent word', filter: { text: 'bio' }, query: { text: 'bio' }, order: 'relevance' },
    {
      name: 'words in a comune',
      filter: { text: 'miele di castagno', comune: 'Prato' },
      query: { text: 'miele di castagno', comune: 'Prato' },
      order: 'relevance',
    },
    {
      name: 'words within 20 km',
      filter: { text: 'miele', near: near(20) },
      query: { text: 'miele', comune: 'Prato', within: '20' },
      order: 'distance',
    },
    {
      name: 'all within 50 km',
      filter: { near: near(50) },
      query: { comune: 'Prato', within: '50' },
      order: 'distance',
    },
    {
      name: 'category, request, euro',
      filter: { conformsTo: category.iri, purpose: 'request', inReturn: 'euro' },
      query: { category: 'miele', purpose: 'request', inReturn: 'euro' },
    },
    {
      name: 'sector, newest',
      filter: { sector: 'consumo-critico' },
      query: { sector: 'consumo-critico' },
    },
  ];
}
