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
  await node.run(['member', 'add', 'pastificio', '--name', 'Pastificio', '--kind', 'enterprise']);
  await node.run(['member', 'add', 'gas', '--name', 'GAS di Quartiere', '--kind', 'buying-group']);
});
afterAll(() => database.drop());

const json = async (...args: string[]) => JSON.parse((await node.run([...args, '--json'])).stdout);

test(
  'a pact is drawn up, signed and left, a visit attested and revoked, by commands',
  async () => {
    const offer = await json(
      ...['offer', 'add', '--as', 'pastificio', '--title', 'Pasta', '--unit', 'kg', '--quantity', '3'],
      ...['--price', '9,00'],
    );
    const pact = await json(
      ...[
        'pact',
        'draft',
        '--as',
        'gas',
        '--supplier',
        '@pastificio',
        '--offer',
        offer.id,
        '--title',
        'Pasta',
      ],
      ...[
        '--terms',
        'Insieme.',
        '--since',
        '1/1/2026',
        '--until',
        '31/12/2199',
        '--lead-days',
        '15',
        '--public',
      ],
    );
    expect(pact).toMatchObject({ state: 'proposed', version: 1, leadDays: 15, visibility: 'public' });
    expect(pact.priceList).toMatchObject([{ title: 'Pasta', quantity: '3', inReturn: [{ amount: '9.00' }] }]);
    const wrong = await node.run(['pact', 'sign', pact.id, 'abc', '--as', 'pastificio']);
    expect([wrong.code, wrong.stderr.includes('rileggilo prima di firmare')]).toEqual([1, true]);
    const signed = await node.run(['pact', 'sign', pact.id, pact.digest, '--as', 'pastificio']);
    expect(signed.stdout).toContain('In vigore, Versione 1');
    expect(signed.stdout).toContain('- Pasta: 9,00');
    expect((await json('pact', 'list')).items).toMatchObject([{ id: pact.id, state: 'in-force' }]);
    const left = await json('pact', 'leave', pact.id, '--as', 'gas', '--reason', 'Chiudiamo');
    expect(left).toMatchObject({ state: 'ended' });

    const attested = await json(
      ...['attestation', 'issue', '@pastificio', '--scope', 'Grano', '--visited', '3/10/2020'],
      ...['--until', '3/10/2199', '--visitor', 'Neri, Ada, producer, Val Belluna'],
    );
    expect(attested).toMatchObject({
      state: 'valid',
      visitors: [{ name: 'Neri, Ada', role: 'producer', territory: 'Val Belluna' }],
      warnings: ['roles_missing'],
    });
    const revoked = await json('attestation', 'revoke', attested.id, '--reason', 'Diserba');
    expect(revoked).toMatchObject({ state: 'revoked', revocationReason: 'Diserba' });
  },
  MANY_PROCESSES_MS,
);
