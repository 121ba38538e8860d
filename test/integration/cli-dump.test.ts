import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type CliNode, createCliNode } from '../support/cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const MANY_PROCESSES_MS = 120_000;
const manifest = z.object({
  licence: z.url(),
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
