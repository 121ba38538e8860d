import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliNode, createCliNode } from '../support/cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let node: CliNode;
let port: number;

beforeAll(async () => {
  database = await createTestDatabase();
  port = await freePort();
  node = createCliNode(database.url, port);
});

afterAll(() => database.drop());

describe('commands', () => {
  test('a member is added, listed, changed and shown', async () => {
    const added = await node.run([
      ...['member', 'add', 'forno', '--name', 'Forno La Madia', '--kind', 'enterprise'],
      ...[
        '--sector',
        'filiera-corta',
        '--sector',
        'commercio-equo',
        '--comune',
        'Barga',
        '--show',
        'kind,place',
      ],
    ]);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toContain('Benvenuto a @forno.');
    expect(added.stdout).toContain('Barga (LU)');

    const changed = await node.run([
      'member',
      'change',
      'forno',
      '--site',
      'https://forno.example/',
      '--json',
    ]);
    expect(JSON.parse(changed.stdout)).toMatchObject({ site: 'https://forno.example/', comune: 'Barga' });

    const list = await node.run(['member', 'list', '--json']);
    expect(JSON.parse(list.stdout)).toMatchObject({
      items: [
        {
          handle: 'forno',
          name: 'Forno La Madia',
          kind: 'enterprise',
          sectors: ['filiera-corta', 'commercio-equo'],
          comune: 'Barga',
          province: 'LU',
          shows: ['kind', 'place'],
          listed: true,
        },
      ],
      next: null,
    });
  });

  test('an offer with a picture is published, changed and withdrawn', async () => {
    const picture = join(node.folder, 'pane.png');
    writeFileSync(
      picture,
      await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c8843f' } })
        .png()
        .toBuffer(),
    );
    const added = await node.run([
      ...['offer', 'add', '--as', 'forno', '--title', 'Pane, pagnotta da 1 kg', '--category', 'pane'],
      ...['--unit', 'kg', '--quantity', '1', '--available', '80', '--price', '5,50', '--return', '1 SCEC'],
      ...[
        '--until',
        '31/12/2099',
        '--comune',
        'Barga',
        '--image',
        picture,
        '--alt',
        'Una pagnotta',
        '--json',
      ],
    ]);
    const offer = JSON.parse(added.stdout);
    expect(offer).toMatchObject({
      purpose: 'offer',
      state: 'open',
      unit: 'kilogram',
      quantity: '1',
      available: '80',
      category: 'pane',
      expiresAt: '2099-12-31T22:59:59.000Z',
      owner: { handle: '@forno' },
      reciprocals: [{ amount: '5.50' }, { amount: '1', label: 'SCEC' }],
      images: [{ alt: 'Una pagnotta' }],
    });

    const changed = await node.run(['offer', 'change', offer.id, '--price', '6', '--available', '']);
    expect(changed.stdout).toContain('6,00');
    expect(changed.stdout).not.toContain('Disponibili');
    expect((await node.run(['offer', 'withdraw', offer.id])).code).toBe(0);
    expect(JSON.parse((await node.run(['offer', 'list', '--json'])).stdout).items).toEqual([]);
  });

  test('an account signs up with a password from standard input, and represents a member', async () => {
    const facts = [
      '--handle',
      'lucia',
      '--name',
      'Lucia',
      '--email',
      'lucia@valle.example',
      '--role',
      'coordinator',
    ];
    const added = await node.run(
      ['account', 'add', ...facts, '--password-stdin', '--json'],
      'una frase lunga\n',
    );
    expect(JSON.parse(added.stdout)).toMatchObject({ handle: 'lucia', role: 'coordinator' });
    expect((await node.run(['account', 'represent', 'LUCIA@valle.example', 'forno'])).code).toBe(0);
  });
});

describe('what cannot be done is told in a sentence, with exit code 1', () => {
  test.each([
    [['member', 'add', 'Pàn', '--name', 'x', '--kind', 'person'], 'Il nome utente può avere'],
    [['member', 'add', 'mulino', '--name', 'x', '--kind', 'mill'], '--kind: Scegli che tipo'],
    [['offer', 'add', '--title', 'x'], '--price: Indica che cosa c’è in cambio'],
    [['offer', 'show', '12'], 'Questa offerta o richiesta non c’è'],
    [['offer', 'list', '--limit', '9999'], '--limit: Il valore è troppo grande: il massimo è 200.'],
    [['offer', 'add', '--titel', 'x'], 'L’opzione --titel non esiste'],
    [['frobnicate'], 'Il comando «frobnicate» non esiste'],
  ])('%s', async (args, sentence) => {
    const { code, stdout, stderr } = await node.run(args);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  test('as JSON too', async () => {
    const { code, stderr } = await node.run(['member', 'show', 'nessuno', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'member_unknown', field: 'handle' } });
  });

  test('a reader who has seen enough (`| head`)', async () => {
    const child = node.start(['member', 'list']);
    child.stdout?.destroy();
    const [said, [code]] = await Promise.all([text(child.stderr ?? Readable.from([])), once(child, 'close')]);
    expect({ said, code }).toEqual({ said: '', code: 0 });
  });

  test('a broken configuration', async () => {
    const file = join(node.folder, 'broken.toml');
    writeFileSync(file, 'rôle = 1');
    expect((await node.run(['start', '--config', file])).stderr).toContain('broken.toml');
    writeFileSync(file, '[listen]\nport = 99999');
    const { code, stderr } = await node.run(['start', '--config', file]);
    expect(stderr).toContain('"listen.port" vale 99999, ma deve essere un numero intero da 1 a 65535');
    expect(code).toBe(1);
  });

  test('a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    try {
      const { code, stderr } = await node.run(['start']);
      expect(stderr).toContain(`La porta ${port} è già occupata`);
      expect(code).toBe(1);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });
});

describe('start', () => {
  test('says where it is, hands out the first link, refuses a second one, and stops on SIGTERM', async () => {
    const fresh = await createTestDatabase();
    const own = createCliNode(fresh.url, await freePort());
    const child = own.start(['start']);
    try {
      const lines: string[] = [];
      for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
        lines.push(line);
        if (line.includes('Ctrl-C')) break;
      }
      const link = lines.find((line) => line.includes('/iscrizione?token='))?.trim() ?? '';
      expect((await fetch(new URL('/health', link))).status).toBe(200);
      expect((await fetch(link)).status).toBe(200);

      const second = await own.run(['start']);
      expect(second.stderr).toContain(`è già in uso da un altro processo (pid ${child.pid})`);
      expect(second.code).toBe(1);

      // Commands work beside it, and leave it running.
      expect((await own.run(['member', 'list'])).code).toBe(0);
      expect((await fetch(new URL('/health', link))).status).toBe(200);
    } finally {
      const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
      child.kill('SIGTERM');
      expect(await ended).toEqual({ code: 0, signal: null });
      await fresh.drop();
    }
    expect(existsSync(join(own.dataDir, 'server.lock'))).toBe(false);
  });
});

describe('backup', () => {
  test('what is backed up here is there after a restore, once', async () => {
    const file = join(node.folder, 'backup.tar.gz');
    const before = JSON.parse((await node.run(['member', 'show', 'forno', '--json'])).stdout);
    expect(await node.run(['backup', file])).toMatchObject({ code: 0, stderr: '' });
    const again = await node.run(['backup', file]);
    expect(again).toMatchObject({ code: 1 });
    expect(again.stderr).toContain('c’è già');

    const target = await createTestDatabase();
    try {
      const other = createCliNode(target.url, port);
      expect(await other.run(['restore', file])).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse((await other.run(['member', 'show', 'forno', '--json'])).stdout)).toEqual(before);
      const key = (folder: string) => readFileSync(join(folder, 'secret.key'), 'utf8');
      expect(key(other.dataDir)).toBe(key(node.dataDir));
      // Ids go on where they were.
      expect(
        (await other.run(['member', 'add', 'mulino', '--name', 'Mulino', '--kind', 'workers'])).code,
      ).toBe(0);

      const twice = await other.run(['restore', file]);
      expect(twice.stderr).toContain('contiene già dei dati');
      expect(twice.code).toBe(1);
    } finally {
      await target.drop();
    }
  });

  test('what is no backup is refused', async () => {
    const file = join(node.folder, 'not-a-backup');
    writeFileSync(file, 'ciao');
    const { code, stderr } = await node.run(['restore', file]);
    expect(stderr).toContain('non è un backup');
    expect(code).toBe(1);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
