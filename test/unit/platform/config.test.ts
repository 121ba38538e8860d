import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/platform/config/config.ts';
import { ConfigError } from '../../../src/platform/config/config-error.ts';
import { loadSecretKey } from '../../../src/platform/config/secret-key.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'distretto-config-'));
  file = join(folder, 'node.toml');
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(toml: string, environment: NodeJS.ProcessEnv = {}) {
  writeFileSync(file, toml);
  return loadConfig(file, environment);
}

function complaint(toml: string, environment: NodeJS.ProcessEnv = {}): string[] {
  try {
    load(toml, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  throw new Error('The configuration was accepted');
}

describe('what a configuration comes to', () => {
  test('without a file every value has a default', () => {
    const config = loadConfig(undefined, {});
    expect(config).toMatchObject({
      source: undefined,
      role: 'district',
      origin: 'http://localhost:3000',
      handle: 'distretto',
      locale: 'it',
      dataDir: join(process.cwd(), 'data'),
      place: { comune: undefined, province: undefined },
      listen: { host: '127.0.0.1', port: 3000, trustedProxies: [] },
      database: { url: undefined, replicaUrl: undefined, pool: 10 },
      federation: { allowPrivateAddresses: true },
      log: { level: 'info' },
    });
  });

  test('the environment names the file, an argument overrules it', () => {
    writeFileSync(file, 'name = "A"');
    const other = join(folder, 'other.toml');
    writeFileSync(other, 'name = "B"');
    expect(loadConfig(undefined, { DISTRETTO_CONFIG: file })).toMatchObject({ source: file, name: 'A' });
    expect(loadConfig(other, { DISTRETTO_CONFIG: file })).toMatchObject({ source: other, name: 'B' });
  });

  test.each(['district', 'network'])('the example of a %s is complete and valid', (role) => {
    const text = readFileSync(join(import.meta.dirname, `../../../config/${role}.example.toml`), 'utf8');
    expect(load(text)).toMatchObject({
      role,
      listen: { port: 3000 },
      federation: { allowPrivateAddresses: false },
    });
    const uncommented = text.replaceAll(/^# (?=\[|[a-z_]+ = )/gm, '');
    expect(load(uncommented)).toMatchObject({ role, database: { pool: 10 }, log: { format: 'json' } });
    expect(load(uncommented).mail).toMatchObject({ host: 'smtp.example', port: 587, secure: false });
  });

  test.each([
    ['http://localhost:4001', 4001, true],
    ['http://nord.localhost:4002', 4002, true],
    ['http://127.0.0.1', 80, true],
    ['http://[::1]:4003', 4003, true],
    ['https://distretto.example', 3000, false],
    ['https://distretto.example:8443/', 3000, false],
  ])('%s listens on %i, private addresses allowed: %s', (origin, port, allowPrivateAddresses) => {
    const config = load(`origin = "${origin}"`);
    expect(config).toMatchObject({ listen: { port }, federation: { allowPrivateAddresses } });
    expect(config.origin).toBe(new URL(origin).origin);
  });

  test('a variable set to nothing is not set', () => {
    expect(load('', { DATABASE_URL: '', DISTRETTO_SECRET_KEY: '' })).toMatchObject({
      database: { url: undefined },
      secretKey: undefined,
    });
  });
});

describe('what a bad configuration is told, in Italian and then in English', () => {
  test.each([
    'http://distretto.example',
    'https://distretto.example/percorso',
    'https://distretto.example?a=1',
    'https://utente:segreto@distretto.example',
    'ftp://distretto.example',
    'http://localhost.distretto.example',
    'distretto.example',
  ])('the origin %s', (origin) => {
    const [it, en, ...more] = complaint(`origin = "${origin}"`);
    expect(it).toContain(`"origin" vale "${origin}", ma deve essere l'indirizzo del nodo`);
    expect(en).toContain(`"origin" is "${origin}", but must be the address of the node`);
    expect(more).toEqual([]);
  });

  test.each([
    ['role = "des"', '"role" is "des"'],
    ['handle = "Distretto Nord"', '"handle" is "Distretto Nord"'],
    ['name = ""', '"name" is ""'],
    ['locale = "de"', '"locale" is "de"'],
    ['place = "Belluno"', '"place" is "Belluno"'],
    ['[place]\ncomune = 5', '"place.comune" is 5'],
    ['[listen]\nport = 99999', '"listen.port" is 99999'],
    ['[listen]\nport = "80"', '"listen.port" is "80"'],
    [
      '[listen]\ntrusted_proxies = ["10.0.0.0/8", "10.0.0.0/40"]',
      '"listen.trusted_proxies" is ["10.0.0.0/8"',
    ],
    ['[listen]\ntrusted_proxies = ["proxy"]', '"listen.trusted_proxies" is ["proxy"]'],
    ['[database]\npool = 0', '"database.pool" is 0'],
    ['[federation]\nallow_private_addresses = "no"', '"federation.allow_private_addresses" is "no"'],
    ['[mail]\nhost = "smtp.example"\nfrom = "distretto"', '"mail.from" is "distretto"'],
    ['[log]\nlevel = "loud"', '"log.level" is "loud"'],
    ['[log]\nformat = "xml"', '"log.format" is "xml"'],
  ])('%j', (toml, expected) => {
    const [it, en] = complaint(toml);
    expect(it).toMatch(/ vale .+, ma deve essere .+\.$/);
    expect(en).toContain(expected);
    expect(en).toMatch(/, but must be .+\.$/);
  });

  test('a key that does not exist, with those that do', () => {
    const [it, en] = complaint('[listen]\nprot = 80');
    expect(it).toContain('la chiave "listen.prot" non esiste');
    expect(en).toContain('no key "listen.prot"');
    expect(en).toMatch(/the keys are: host, port, trusted_proxies\.$/);
    expect(complaint('nome = "X"')[1]).toContain('role, origin, handle, name');
  });

  test('TOML that is broken, by its place', () => {
    const [it, en] = complaint('role = "district"\nname = "x');
    expect(it).toContain('riga 2');
    expect(en).toContain('line 2');
  });

  test('a file that is not there, if it was named', () => {
    expect(() => loadConfig(join(folder, 'none.toml'), {})).toThrow(ConfigError);
    expect(() => loadConfig(undefined, { DISTRETTO_CONFIG: join(folder, 'none.toml') })).toThrow('none.toml');
  });

  test.each([
    ['DATABASE_URL', 'mysql://u:hunter2@localhost/d'],
    ['DATABASE_REPLICA_URL', 'replica.example:5432?password=hunter2'],
    ['DISTRETTO_SECRET_KEY', 'hunter2'],
  ])('a bad %s, without its value', (name, value) => {
    const lines = complaint('', { [name]: value });
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toContain(name);
    expect(lines.join()).not.toContain('hunter2');
  });
});

describe('the secret key', () => {
  test('comes from the environment', () => {
    const key = Buffer.alloc(32, 7);
    const config = load('', { DISTRETTO_SECRET_KEY: key.toString('base64') });
    expect(loadSecretKey(config)).toEqual(key);
  });

  test('else is made once, for its owner only, and kept', () => {
    const config = { secretKey: undefined, dataDir: join(folder, 'new', 'data') };
    const key = loadSecretKey(config);
    expect(key).toHaveLength(32);
    expect(loadSecretKey(config)).toEqual(key);
    const path = join(config.dataDir, 'secret.key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(path, 'short');
    expect(() => loadSecretKey(config)).toThrow('secret_key_damaged');
  });
});
