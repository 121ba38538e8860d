import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliNode, createCliNode } from '../support/cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** Each command is a process, which takes its time where other tests run beside it. */
const MANY_PROCESSES_MS = 120_000;

let database: TestDatabase;
let node: CliNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = createCliNode(database.url, 3993);
});
afterAll(() => database.drop());

test(
  'questions and alerts are read and ended by commands',
  async () => {
    const facts = ['--handle', 'ada', '--name', 'Ada', '--email', 'ada@valle.example'];
    await node.run(['account', 'add', ...facts, '--password-stdin'], 'una frase lunga\n');
    const nothing = await node.run(['enquiry', 'list', '--as', 'ada', '--json']);
    expect(JSON.parse(nothing.stdout)).toEqual({ items: [], next: null });
    const unknown = await node.run(['enquiry', 'forget', '7', '--as', 'ada']);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('messaggio')]);
    await node.run(['alert', 'digest', 'ada@valle.example']);
    const list = await node.run(['alert', 'list', 'ada@valle.example', '--json']);
    expect(JSON.parse(list.stdout)).toEqual({ digest: true, searches: [] });
    expect((await node.run(['alert', 'stop', 'ada@valle.example'])).stdout).toContain('Niente più avvisi');
  },
  MANY_PROCESSES_MS,
);
