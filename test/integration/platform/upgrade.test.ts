import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import pino from 'pino';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openServices, type Services } from '../../../src/app/services.ts';
import { affiliationsOf } from '../../../src/domain/memberships/membership-reads.ts';
import { findComune } from '../../../src/domain/places/places.ts';
import { catalogue } from '../../../src/domain/proposals/catalogue.ts';
import { type DatabaseHandle, openDatabase } from '../../../src/platform/database/database.ts';
import { databaseUrl } from '../../support/global-setup.ts';
import { testConfig } from '../../support/node.ts';

/** What 0.1.0 had. */
const FIRST_MIGRATIONS = 2;
const NAME = 'upgraded';

let url: string;
let services: Services;

beforeAll(async () => {
  const server = openDatabase(inject('postgresUrl'), 1);
  await server.sql`CREATE DATABASE ${server.sql(NAME)}`;
  await server.close();
  url = databaseUrl(inject('postgresUrl'), NAME);
  const old = openDatabase(url, 1);
  await runMigrations(old.db, { migrationsFolder: firstMigrations() });
  await fill(old);
  await old.close();
  services = await openServices(await testConfig(url), pino({ level: 'silent' }));
});
afterAll(() => services.close());

/** The migrations as they were then, in a folder of their own. */
function firstMigrations(): string {
  const folder = join(mkdtempSync(join(inject('runFolder'), 'migrations-')), 'drizzle');
  cpSync(join(import.meta.dirname, '../../../drizzle'), folder, { recursive: true });
  const path = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: unknown[] };
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, FIRST_MIGRATIONS) }));
  return folder;
}

/** A district with a member, its offer for euro and its gift, as 0.1.0 wrote them. */
async function fill({ db }: DatabaseHandle): Promise<void> {
  const { latitude, longitude } = findComune({ name: 'Prato' }) ?? {};
  const actor = (
    id: number,
    type: string,
    handle: string,
  ) => sql`(${id}, ${`http://localhost:1/actors/${id}`}, ${type},
    ${handle}, ${handle}, ${`http://localhost:1/@${handle}`}, ${`http://localhost:1/actors/${id}/inbox`}, now(), now())`;
  await db.execute(sql`INSERT INTO actors (id, uri, type, handle, name, url, inbox, created_at, updated_at) VALUES
    ${actor(1, 'Application', 'nodo')}, ${actor(2, 'Group', 'distretto')}, ${actor(3, 'Organization', 'forno')}`);
  await db.execute(sql`INSERT INTO node (application_id, group_id) VALUES (1, 2)`);
  await db.execute(
    sql`INSERT INTO members (id, kind, sectors, shows, joined_at) VALUES (3, 'enterprise', '{}', '{}', now())`,
  );
  for (const [id, title] of [
    [4, 'Pane'],
    [5, 'Cassette'],
  ] as const) {
    await db.execute(sql`INSERT INTO posts (id, uri, url, actor_id, kind, visibility, title, content, published_at)
      VALUES (${id}, ${`http://localhost:1/objects/${id}`}, '', 3, 'proposal', 'public', ${title}, '', now())`);
    await db.execute(sql`INSERT INTO proposals (post_id, owner_id, own, public, purpose, state, action, unit_based, negotiable,
        comune, latitude, longitude, published_at, search)
      VALUES (${id}, 3, true, true, 'offer', 'open', 'transfer', false, false, 'Prato', ${latitude}, ${longitude}, now(), '')`);
  }
  await db.execute(sql`INSERT INTO reciprocals (post_id, position, action, conforms_to, unit, amount)
    VALUES (4, 0, 'transfer', 'https://www.wikidata.org/wiki/Q4916', 'one', 4)`);
}

test('what an earlier version published is found by what came since', async () => {
  const { latitude = 0, longitude = 0 } = findComune({ name: 'Prato' }) ?? {};
  const near = { place: { latitude, longitude }, km: 5 };
  const { db } = services.domain;
  const titles = async (inReturn: 'euro' | 'gift') =>
    (await catalogue(db, { near, inReturn }, 10)).map(({ post }) => post.title);
  expect(await titles('euro')).toEqual(['Pane']);
  expect(await titles('gift')).toEqual(['Cassette']);
});

test('members of an earlier version belong to their district', async () => {
  const { domain, actors } = services;
  expect(actors.group.affiliations).toMatch(/\/actors\/2\/affiliations$/);
  const [view, ...more] = await affiliationsOf(domain.db, actors.group.id, 10);
  expect(more).toEqual([]);
  expect(view).toMatchObject({ member: { handle: 'forno' } });
});
