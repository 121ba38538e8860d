import { drizzle } from 'drizzle-orm/postgres-js';
import {
  type CatalogueFilter,
  catalogue,
  openProposalCount,
  proposalCursor,
} from '../../src/domain/proposals/catalogue.ts';
import { KINDS } from '../../src/domain/taxonomy/kinds.ts';
import type { Database, DatabaseHandle } from '../../src/platform/database/database.ts';
import { type Cursor, writeCursor } from '../../src/platform/pages.ts';
import { seedCatalogue } from './catalogue-seed.ts';
import { type Measurement, measure } from './measure.ts';
import { type BenchNode, eventually, type Rig } from './rig.ts';
import { cpuSeconds } from './usage.ts';

const OFFERS = 100_000;
const PAGE = 24;
const WARM_UP = 5;
const RUNS = 100;

/** What is asked: a filter as the domain takes it, and the same as the page's query; `kind` differs. */
interface Question {
  readonly name: string;
  readonly filter: CatalogueFilter;
  readonly query: Record<string, string>;
  readonly after?: Cursor;
}

/** A catalogue of 100,000 offers, read page by page one request after the other. */
export async function benchCatalogue(rig: Rig): Promise<Measurement[]> {
  const database = await rig.createDatabase('bench_catalogue');
  const node = await rig.startNode(database);
  await seedCatalogue(node.domain, { count: OFFERS, elsewhere: 500, districts: 20 });
  await eventually(async () => {
    const [row] = await database.sql`SELECT count(*)::int AS n FROM domain_events WHERE relayed_at IS NULL`;
    return row?.n === 0;
  });
  const here = { cpu: () => cpuSeconds(process.pid) };
  const measurements: Measurement[] = [];
  for (const question of await questions(database.db)) {
    const { name, filter, query, after } = question;
    const read = () => catalogue(database.db, filter, PAGE + 1, after);
    measurements.push(await repeat(rig, here, `catalogue: ${name}, domain`, read));
    if (rig.explained) await explain(database, question);
    const parameters = new URLSearchParams({ ...query, ...(after && { after: writeCursor(after) }) });
    const page = () => getPage(`${node.origin}/offerte?${parameters}`);
    measurements.push(await repeat(rig, node, `catalogue: ${name}, page`, page));
  }
  const count = () => openProposalCount(database.db, { purpose: 'request', from: 'here' }, 1000);
  measurements.push(await repeat(rig, here, 'catalogue: count, domain', count));
  measurements.push(await repeat(rig, node, 'home page', () => getPage(`${node.origin}/`)));
  await node.stop();
  return measurements;
}

async function questions(db: Database): Promise<Question[]> {
  const same = (
    name: string,
    both: Pick<CatalogueFilter, 'text' | 'comune' | 'sector' | 'purpose' | 'from'>,
  ) => ({
    name,
    filter: both,
    query: both as Record<string, string>,
  });
  return [
    same('first page', {}),
    { ...same('page 100', {}), after: await endOfPage(db, 99) },
    same('requests', { purpose: 'request' }),
    same('here', { from: 'here' }),
    same('sector', { sector: 'consumo-critico' }),
    { name: 'kind', filter: { kind: KINDS.association.iri }, query: { kind: 'association' } },
    same('comune', { comune: 'Prato' }),
    same('rare word', { text: 'bacorzo' }),
    same('frequent word', { text: 'bio' }),
    same('text and comune', { text: 'miele di castagno', comune: 'Prato' }),
    same('frequent text and comune', { text: 'bio', comune: 'Prato' }),
    same('text, comune and sector', { text: 'miele', comune: 'Prato', sector: 'agroalimentare-bio' }),
  ];
}

async function endOfPage(db: Database, pages: number): Promise<Cursor> {
  let end: Cursor | undefined;
  for (let page = 0; page < pages; page++) {
    const last = (await catalogue(db, {}, PAGE, end)).at(-1);
    if (last === undefined) throw new Error(`there are only ${page} pages`);
    end = proposalCursor(last);
  }
  if (end === undefined) throw new Error('no page');
  return end;
}

export async function repeat(
  rig: Rig,
  process: Pick<BenchNode, 'cpu'>,
  what: string,
  read: () => Promise<unknown>,
): Promise<Measurement> {
  for (let run = 0; run < WARM_UP; run++) await read();
  const times: number[] = [];
  const { measurement } = await measure(rig, process, what, RUNS, async () => {
    for (let run = 0; run < RUNS; run++) {
      const started = performance.now();
      await read();
      times.push(performance.now() - started);
    }
  });
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(RUNS * share)] ?? 0;
  return { ...measurement, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

export async function getPage(url: string): Promise<void> {
  const response = await fetch(url, { headers: { accept: 'text/html' } });
  const body = await response.text();
  if (!response.ok || !body.includes('</html>')) throw new Error(`${url}: ${response.status}`);
}

/** Prints how PostgreSQL reads one page, in short. */
async function explain(database: DatabaseHandle, { name, filter, after }: Question): Promise<void> {
  const statements: [query: string, parameters: unknown[]][] = [];
  const logged = drizzle(database.sql, {
    logger: { logQuery: (query, parameters) => statements.push([query, parameters]) },
  });
  await catalogue(logged, filter, PAGE + 1, after);
  for (const [query, parameters] of statements) {
    const plan = await database.sql.unsafe(`EXPLAIN (ANALYZE) ${query}`, parameters as string[]);
    const lines = plan.map((row) => String(row['QUERY PLAN']).replace(/\(cost=[^)]*\) /, ''));
    console.log(`\n${name}\n${lines.filter((line) => /Scan|Sort {2}|Limit|Time:/.test(line)).join('\n')}`);
  }
}
