import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliNode, createCliNode } from '../support/cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** Each command is a process, which takes its time where other tests run beside it. */
const MANY_PROCESSES_MS = 180_000;

let database: TestDatabase;
let node: CliNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = createCliNode(database.url, 3997);
  await node.run(['member', 'add', 'podere', '--name', 'Podere', '--kind', 'enterprise']);
  await node.run(['member', 'add', 'gas', '--name', 'GAS di Quartiere', '--kind', 'buying-group']);
});
afterAll(() => database.drop());

const json = async (...args: string[]) => JSON.parse((await node.run([...args, '--json'])).stdout);

test(
  'an order is opened, joined, changed, left and called off by commands',
  async () => {
    const offer = await json(
      'offer',
      'add',
      '--as',
      'podere',
      '--title',
      'Arance',
      '--quantity',
      '1',
      '--price',
      '16',
    );
    const facts = ['--as', 'podere', '--title', 'Arance bio', '--minimum', '40', '--label', 'cassette'];
    const endless = await node.run(['order', 'open', offer.id, ...facts]);
    expect(endless).toMatchObject({ code: 1, stdout: '' });
    expect(endless.stderr).toContain('Indica quando l’ordine chiude.');
    const order = await json(
      'order',
      'open',
      offer.id,
      ...facts,
      '--closes',
      '28/11/2036 20:00',
      '--pickup',
      'Feltre',
    );
    expect(order).toMatchObject({
      state: 'open',
      closesAt: '2036-11-28T19:00:00.000Z',
      missing: '40',
      lines: [{ line: 1 }],
    });
    const pledge = await json(
      'order',
      'pledge',
      order.id,
      '--as',
      'gas',
      '--quantity',
      '20',
      '--pickup',
      'Feltre',
    );
    expect(pledge).toMatchObject({ state: 'counted', pickup: 'Feltre', inReturn: [{ amount: '320' }] });
    const changed = await json('order', 'change-pledge', pledge.id, '--as', 'gas', '--quantity', '31');
    expect(changed).toMatchObject({ quantity: '31', pickup: 'Feltre' });
    const shown = await node.run(['order', 'show', order.id]);
    expect(shown.stdout).toMatch(/Mancano: +9\u00a0cassette/);
    expect((await node.run(['order', 'deliveries', order.id])).stdout).toContain('@gas');
    await node.run(['order', 'change', order.id, '--minimum', '', '--maximum', '50']);
    expect(await json('order', 'withdraw-pledge', changed.id, '--as', 'gas')).toMatchObject({
      state: 'withdrawn',
    });
    expect(await json('order', 'cancel', order.id, '--reason', 'Gelata')).toMatchObject({
      state: 'cancelled',
    });
    expect((await json('order', 'list', '--ended')).items).toMatchObject([
      { id: order.id, maximum: '50', minimum: null },
    ]);
    expect((await json('order', 'pledges', '--as', 'gas')).items).toMatchObject([{ id: changed.id }]);
  },
  MANY_PROCESSES_MS,
);
