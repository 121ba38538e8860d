import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliNode, createCliNode } from '../support/cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** Each command is a process, which takes its time where other tests run beside it. */
const MANY_PROCESSES_MS = 120_000;

let database: TestDatabase;
let node: CliNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = createCliNode(database.url, 3998);
  await node.run(['member', 'add', 'forno', '--name', 'Forno La Madia', '--kind', 'enterprise']);
});
afterAll(() => database.drop());

test(
  'a decision is opened, voted on and closed by commands',
  async () => {
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const wrong = await node.run([
      'decision',
      'open',
      '--question',
      'Sì?',
      '--answer',
      'Sì',
      '--until',
      'mai',
    ]);
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain('Questa data non esiste');
    const opened = await node.run(
      [
        'decision',
        'open',
        '--question',
        'Un mercato?',
        '--answer',
        'Favorevole',
        '--answer',
        'Contrario',
      ].concat(['--voters', 'organisations', '--until', until, '--quorum', '50', '--json']),
    );
    const { id } = JSON.parse(opened.stdout);
    expect(JSON.parse(opened.stdout)).toMatchObject({
      voices: 1,
      cast: 0,
      valid: null,
      answers: [
        { text: 'Favorevole', votes: null },
        { text: 'Contrario', votes: null },
      ],
    });
    const cast = await node.run(['decision', 'vote', id, '--as', 'forno', '--choice', '2']);
    expect(cast.stdout).toContain('Il voto di Forno La Madia è contato.');
    const again = await node.run(['decision', 'vote', id, '--as', 'forno', '--choice', 'favorevole']);
    expect(again.stderr).toContain('ogni voce conta una volta sola');
    const closed = await node.run(['decision', 'close', id]);
    expect(closed.stdout).toMatch(/Contrario: 1 voto[\s\S]*Il quorum è raggiunto/);
    const list = await node.run(['decision', 'list', '--which', 'closed', '--json']);
    expect(JSON.parse(list.stdout).items).toMatchObject([{ id, valid: true, cast: 1 }]);
  },
  MANY_PROCESSES_MS,
);
