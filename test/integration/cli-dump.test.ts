import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type CliNode, createCliNode } from '../support/cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const MANY_PROCESSES_MS = 120_000;
const manifest = z.object({
  licence: z.url().nullable(),
  date: z.iso.datetime(),
  files: z.array(z.object({ file: z.string(), rows: z.number(), sha256: z.string() })),
});

let database: TestDatabase;
let node: CliNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = createCliNode(database.url, 3991);
});
afterAll(() => database.drop());

test(
  'the open data are written whole, with a manifest that fits them',
  async () => {
    await node.run(['member', 'add', 'gas', '--name', 'GAS di Quartiere', '--kind', 'buying-group']);
    await node.run(['member', 'add', 'coop', '--name', 'Coop "Alta"', '--kind', 'enterprise']);
    const folder = join(node.folder, 'dati');
    const { code, stdout } = await node.run(['dump', folder, '--json']);
    expect(code).toBe(0);
    const said = manifest.parse(JSON.parse(stdout));
    expect(manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))).toEqual(said);
    expect(said.files).toHaveLength(24);
    for (const { file, rows, sha256 } of said.files) {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
      if (file.endsWith('.csv')) {
        expect(text.trimEnd().split('\r\n')).toHaveLength(rows + 1);
        expect(text.lastIndexOf('\uFEFF')).toBe(0);
      } else {
        const read = JSON.parse(text);
        expect((read.features ?? read['@graph'] ?? read).length).toBe(rows);
      }
    }
    expect(said.files.find(({ file }) => file === 'soggetti.json')?.rows).toBe(2);
  },
  MANY_PROCESSES_MS,
);

test(
  'a price list comes in and goes out by commands',
  async () => {
    await node.run(['member', 'add', 'miele', '--name', 'Apicoltura', '--kind', 'enterprise']);
    const product = { name: 'Miele', um: 'kg', sku: 'M1', orderInfo: { umPrice: 9.5 } };
    const file = join(node.folder, 'listino.json');
    const blocks = [{ supplier: { name: 'Apicoltura', products: [product] } }];
    writeFileSync(file, JSON.stringify({ protocolVersion: '1.0', blocks }));
    const args = ['gdxp', 'import', file, '--as', 'miele'];
    expect((await node.run(args)).stdout).toContain('1. Miele: nuova');
    const products = async () =>
      JSON.parse((await node.run(['gdxp', 'export', 'miele', '--json'])).stdout).blocks[0].supplier.products;
    expect(await products()).toEqual([]);
    const { published, lines } = JSON.parse((await node.run([...args, '--publish', '--json'])).stdout);
    expect([published, lines[0].result]).toEqual([true, 'added']);
    expect(await products()).toMatchObject([{ name: 'Miele', sku: 'M1', orderInfo: { umPrice: 9.5 } }]);
    expect((await node.run(['gdxp', 'import', `${file}x`, '--as', 'miele'])).code).toBe(1);
  },
  MANY_PROCESSES_MS,
);
