import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { type DatabaseHandle, openDatabase } from '../../src/platform/database/database.ts';
import { ensurePostgres } from '../../src/platform/database/embedded.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import {
  type NodeProcess,
  type Setting,
  startMain,
  startPublisher,
  writeSetting,
} from '../support/processes.ts';
import { seededRandom } from '../support/random.ts';

const OFFERS = 200;
const KILLS = 4;

let setting: Setting;
let district: NodeProcess;
let hearers: TestNode[];

beforeAll(async () => {
  setting = await writeSetting({ name: 'DES che cade' });
  [district, ...hearers] = await Promise.all([
    startMain(setting, 'start'),
    startNode({ name: 'DES Monte' }),
    startNode({ name: 'RES di prova', role: 'network' }),
  ]);
});
afterAll(async () => {
  await Promise.all(hearers.map((node) => node.stop()));
  await district.end('SIGTERM');
});

test('a district killed while it publishes: all others hold exactly what it holds', async () => {
  const random = seededRandom('publisher');
  for (const { services } of hearers) {
    const followed = await resolveHandle(services.federation, `@distretto@${setting.host}`);
    await requestFollow(services.domain, operator, services.actors.group.id, followed.id);
    await eventually(
      () => tieCount(services.domain.db, 'following', services.actors.group.id),
      (count) => count > 0,
    );
  }
  await district.end('SIGKILL');
  for (let kill = 0; kill < KILLS; kill++) {
    district = await startPublisher(setting, OFFERS, Math.floor(random() * 2 ** 32));
    const until = district.lines.length + 10 + random() * 30;
    await eventually(
      async () => district.lines.length,
      (lines) => lines >= until,
    );
    await district.end('SIGKILL');
  }
  district = await startPublisher(setting, OFFERS, Math.floor(random() * 2 ** 32));
  await eventually(
    async () => district.lines.at(-1),
    (line) => line === 'done',
    60_000,
  );
  await district.end('SIGKILL');
  district = await startMain(setting, 'start');
  const restarted = Date.now();
  const own = await ensurePostgres(setting.dataDir);
  const database = openDatabase(own.url, 1);
  try {
    const expected = digest(await held(database));
    for (const { services } of hearers)
      await eventually(
        async () => digest(await held(services.database)),
        (found) => found === expected,
        60_000,
      );
    const offers = await held(database);
    process.stdout.write(
      `killed publisher: ${JSON.stringify({ kills: KILLS + 1, offers: offers.length, seconds: (Date.now() - restarted) / 1000 })}\n`,
    );
    expect(offers.length).toBeGreaterThan(OFFERS / 4);
    expect(offers.length).toBeLessThan(OFFERS);
  } finally {
    await database.close();
    await own.stopIfUnused();
  }
}, 240_000);

/** The offers of the district as a node holds them. */
function held({ sql }: DatabaseHandle): Promise<object[]> {
  return sql`
    SELECT posts.uri, title, state, quantity::text, available::text
    FROM posts JOIN proposals ON post_id = posts.id
    WHERE deleted_at IS NULL AND posts.uri LIKE ${`${setting.origin}/%`}
    ORDER BY posts.uri`;
}

function digest(rows: readonly object[]): string {
  return `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('base64url')}`;
}
