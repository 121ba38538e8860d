import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliNode, createCliNode } from '../support/cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** Each command is a process, which takes its time where other tests run beside it. */
const MANY_PROCESSES_MS = 180_000;

let database: TestDatabase;
let node: CliNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = createCliNode(database.url, 3998);
  await node.run(['member', 'add', 'gas', '--name', 'GAS di Quartiere', '--kind', 'buying-group']);
});
afterAll(() => database.drop());

const json = async (...args: string[]) => JSON.parse((await node.run([...args, '--json'])).stdout);

test(
  'an event is called, said yes to, changed and cancelled by commands',
  async () => {
    const facts = ['--title', 'Assemblea', '--start', '12/12/2036 18:00', '--end', '12/12/2036 20:00'];
    const nowhere = await node.run(['event', 'add', ...facts]);
    expect(nowhere).toMatchObject({ code: 1, stdout: '' });
    expect(nowhere.stderr).toContain('Indica il comune');
    const made = await json('event', 'add', ...facts, '--comune', 'Prato', '--seats', '3');
    expect(made).toMatchObject({
      startsAt: '2036-12-12T17:00:00.000Z',
      timeZone: 'Europe/Rome',
      capacity: 3,
      attending: 0,
      attendees: [],
    });
    expect(await json('event', 'attend', made.id, '--as', 'gas')).toEqual({ id: made.id, state: 'coming' });
    const changed = await node.run(['event', 'change', made.id, '--zone', 'America/New_York', '--seats', '']);
    expect(changed.stdout).toContain('venerdì 12 dicembre 2036, 18:00–20:00 (GMT-5)');
    expect(changed.stdout).toContain('una partecipazione: @gas');
    const cancelled = await json('event', 'cancel', made.id, '--reason', 'Neve');
    expect(cancelled).toMatchObject({ state: 'cancelled', reason: 'Neve', capacity: null });
    const { items } = await json('event', 'attending', '--as', 'gas');
    expect(items).toMatchObject([{ state: 'coming', changes: ['when'], event: { state: 'cancelled' } }]);
    expect((await json('event', 'list')).items).toHaveLength(1);
    await node.run(['event', 'withdraw', made.id]);
    expect((await node.run(['event', 'show', made.id])).stderr).toContain('ritirato');
  },
  MANY_PROCESSES_MS,
);
