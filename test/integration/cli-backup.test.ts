import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter } from 'age-encryption';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openServices } from '../../src/app/services.ts';
import { createBackup } from '../../src/cli/backup/create-backup.ts';
import { restoreBackup } from '../../src/cli/backup/restore-backup.ts';
import { operator } from '../../src/domain/caller.ts';
import { changeSettings } from '../../src/domain/node/change-settings.ts';
import { nodeActors } from '../../src/domain/node/node-reads.ts';
import { signingKeyOf } from '../../src/federation/keys/own-keys.ts';
import type { Config } from '../../src/platform/config/config.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startNode, type TestNode, testConfig } from '../support/node.ts';

const PASSPHRASE = 'quattro zucche sul davanzale';
let node: TestNode;
let yesterday: string;
let folder: string;
const targets: TestDatabase[] = [];

beforeAll(async () => {
  node = await startNode({ background: false });
  folder = mkdtempSync(join(inject('runFolder'), 'backup-'));
  yesterday = join(folder, 'ieri.tar.gz.age');
  const logo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#b46a2c' } })
    .png()
    .toBuffer();
  await changeSettings(node.services.domain, operator, { name: 'DES di ieri', logo });
});
afterAll(async () => {
  await node.stop();
  for (const target of targets) await target.drop();
});

async function emptyNode(): Promise<Config> {
  const database = await createTestDatabase();
  targets.push(database);
  return { ...(await testConfig(database.url)), origin: node.origin };
}

test('yesterday’s backup, encrypted, is today’s node in an empty place: data, pictures and keys', async () => {
  const { config, domain, federation } = node.services;
  const { group } = await nodeActors(domain.db);
  const key = (await signingKeyOf(federation, group.id)).uri;
  const made = await createBackup(config, yesterday, PASSPHRASE);
  expect([made.secretKey, statSync(yesterday).mode & 0o777]).toEqual([true, 0o600]);
  const { settings } = await nodeActors(domain.db);
  expect(Date.now() - (settings.backedUpAt?.getTime() ?? 0)).toBeLessThan(60_000);
  await changeSettings(domain, operator, { name: 'DES di oggi' });

  const target = await emptyNode();
  await restoreBackup(target, yesterday, PASSPHRASE);
  const restored = await openServices(target, federation.logger);
  try {
    const there = await nodeActors(restored.domain.db);
    expect(there.group).toMatchObject({ id: group.id, name: 'DES di ieri', avatarUrl: group.avatarUrl });
    const media = new URL(group.avatarUrl ?? '').pathname.split('/').at(-1) ?? '';
    expect(existsSync(restored.domain.media.path(media))).toBe(true);
    // Sealed with the node's secret key: it could not be opened with another.
    expect((await signingKeyOf(restored.federation, group.id)).uri).toBe(key);
  } finally {
    await restored.close();
  }
});

test('it is a file of age, which its own tools open; nothing in it can be read without the passphrase', async () => {
  const sealed = readFileSync(yesterday);
  expect(sealed.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  expect(sealed.includes('DES di ieri')).toBe(false);
  const decrypter = new Decrypter();
  decrypter.addPassphrase(PASSPHRASE);
  const opened = join(folder, 'aperto.tar.gz');
  writeFileSync(opened, await decrypter.decrypt(sealed));
  const names = execFileSync('tar', ['-tzf', opened]).toString().split('\n');
  expect(names).toEqual(expect.arrayContaining(['manifest.json', 'database/node.copy', 'secret.key']));
});

test('without the passphrase, with another, or damaged, nothing is restored and it is said why', async () => {
  const target = await emptyNode();
  await expect(restoreBackup(target, yesterday)).rejects.toThrow('backup_passphrase_missing');
  await expect(restoreBackup(target, yesterday, 'un’altra frase lunga')).rejects.toThrow(
    'backup_passphrase_wrong',
  );
  const damaged = join(folder, 'rovinato.age');
  const bytes = readFileSync(yesterday);
  bytes[bytes.length - 100] = (bytes.at(-100) ?? 0) ^ 1;
  writeFileSync(damaged, bytes);
  await expect(restoreBackup(target, damaged, PASSPHRASE)).rejects.toThrow('backup_unreadable');
});

test('a key from the environment goes along only where it is encrypted', async () => {
  const secretKey = Buffer.from(
    readFileSync(join(node.services.config.dataDir, 'secret.key'), 'utf8'),
    'base64',
  );
  const config = { ...node.services.config, secretKey };
  const plain = await createBackup(config, join(folder, 'aperto-senza-chiave.tar.gz'));
  expect(plain.secretKey).toBe(false);
  const sealed = join(folder, 'con-chiave.age');
  expect((await createBackup(config, sealed, PASSPHRASE)).secretKey).toBe(true);
  const target = await emptyNode();
  await restoreBackup(target, sealed, PASSPHRASE);
  const key = readFileSync(join(target.dataDir, 'secret.key'), 'utf8');
  expect(Buffer.from(key, 'base64')).toEqual(secretKey);
});
