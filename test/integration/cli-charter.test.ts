import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type CliNode, createCliNode } from '../support/cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** Each command is a process, which takes its time where other tests run beside it. */
const MANY_PROCESSES_MS = 120_000;

let database: TestDatabase;
let node: CliNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = createCliNode(database.url, 3996);
  await node.run(['member', 'add', 'gas', '--name', 'GAS di Quartiere', '--kind', 'buying-group']);
});
afterAll(() => database.drop());

const json = async (...args: string[]) => JSON.parse((await node.run([...args, '--json'])).stdout);

test(
  'the charter is published, read and accepted by commands',
  async () => {
    const file = join(mkdtempSync(join(inject('runFolder'), 'charter-')), 'carta.txt');
    writeFileSync(file, 'Prima la terra.\r\n\r\nPoi il lavoro.\n');
    const missing = await node.run(['charter', 'show']);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('non ha (ancora) una carta')]);
    expect(await json('charter', 'publish', '--file', file, '--note', 'Fondativa')).toMatchObject({
      version: 1,
      text: 'Prima la terra.\n\nPoi il lavoro.',
      note: 'Fondativa',
    });
    expect((await node.run(['charter', 'publish', '--file', `${file}x`])).code).toBe(1);
    expect((await node.run(['charter', 'publish', '--text', 'Solo il pane.'])).stdout).toContain(
      'versione 2',
    );
    const { items, next } = await json('charter', 'versions', '--limit', '1');
    expect([items[0].version, next]).toEqual([2, '2']);
    expect((await json('charter', 'versions', '--after', next)).items[0].version).toBe(1);
    expect((await node.run(['charter', 'show', '1'])).stdout).toContain('Poi il lavoro.');
    expect(await json('charter', 'accept', '--as', 'gas')).toEqual({ member: 'gas', version: 2 });
    const [membership] = (await json('membership', 'list', '--as', 'gas')).items;
    expect(membership.charter).toMatch(/\/carta\/2$/);
  },
  MANY_PROCESSES_MS,
);
