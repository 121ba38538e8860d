import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliNode, createCliNode } from '../support/cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** Each command is a process, which takes its time where other tests run beside it. */
const MANY_PROCESSES_MS = 180_000;

let database: TestDatabase;
let node: CliNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = createCliNode(database.url, 3999);
  await node.run(['member', 'add', 'forno', '--name', 'Forno La Madia', '--kind', 'enterprise']);
  await node.run(['member', 'add', 'gas', '--name', 'GAS di Quartiere', '--kind', 'buying-group']);
});
afterAll(() => database.drop());

const json = async (...args: string[]) => JSON.parse((await node.run([...args, '--json'])).stdout);

test(
  'an agreement is made and carried out by commands',
  async () => {
    const offer = await json(
      ...['offer', 'add', '--as', 'forno', '--title', 'Pane', '--unit', 'kg', '--quantity', '1'],
      ...['--available', '80', '--price', '5,50'],
    );
    const tooMuch = await node.run(['respond', offer.id, '--as', 'gas', '--quantity', '81']);
    expect(tooMuch).toMatchObject({ code: 1, stdout: '' });
    expect(tooMuch.stderr).toContain('ne restano 80');
    const first = await json(
      'respond',
      offer.id,
      '--as',
      'gas',
      '--quantity',
      '8000',
      '--unit',
      'g',
      '--message',
      'Buono?',
    );
    expect(first).toMatchObject({
      state: 'proposed',
      quantity: '8',
      unit: 'kilogram',
      inReturn: [{ amount: '44' }],
    });
    const countered = await json(
      ...[
        'agreement',
        'counter',
        first.id,
        '--as',
        'forno',
        '--quantity',
        '6',
        '--amount',
        '30,00',
        '--message',
        'Meno',
      ],
    );
    expect(countered).toMatchObject({ state: 'rejected', counterOffer: expect.stringMatching(/^\d+$/) });
    const settled = await json('respond', countered.counterOffer, '--as', 'gas', '--quantity', '6');
    expect(settled).toMatchObject({ state: 'accepted', inReturn: [{ amount: '30' }] });
    expect(await json('offer', 'show', offer.id)).toMatchObject({ available: '74' });
    await json('agreement', 'fulfil', settled.id, '--as', 'forno');
    const shown = await node.run(['agreement', 'fulfil', settled.id, '--as', 'gas', '--message', 'Ritirato']);
    expect(shown.stdout).toContain('Portato a termine');
    expect(shown.stdout).toContain('GAS di Quartiere ha fatto la sua parte: Ritirato');
    const list = await json('agreement', 'list', '--as', 'gas');
    expect(list.items.map((item: { state: string }) => item.state)).toEqual(['fulfilled', 'rejected']);
  },
  MANY_PROCESSES_MS,
);

test(
  'a response is accepted, called off, rejected, and read by its sides alone',
  async () => {
    const offer = await json(
      ...[
        'offer',
        'add',
        '--as',
        'forno',
        '--title',
        'Focaccia',
        '--available',
        '10',
        '--negotiable',
        '--return',
        'noci',
      ],
    );
    const one = await json('respond', offer.id, '--as', 'gas', '--quantity', '3', '--amount', '2');
    expect(await json('agreement', 'accept', one.id, '--as', 'forno')).toMatchObject({ state: 'accepted' });
    expect(await json('agreement', 'cancel', one.id, '--as', 'gas')).toMatchObject({ state: 'cancelled' });
    const two = await json('respond', offer.id, '--as', 'gas', '--quantity', '3', '--amount', '2');
    expect(await json('agreement', 'reject', two.id, '--as', 'forno')).toMatchObject({ state: 'rejected' });
    const late = await node.run(['agreement', 'accept', two.id, '--as', 'forno']);
    expect([late.code, late.stderr.includes('l’accordo è andato avanti')]).toEqual([1, true]);
    expect((await node.run(['agreement', 'show', two.id])).code).toBe(1);
  },
  MANY_PROCESSES_MS,
);
