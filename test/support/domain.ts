import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createAddresses } from '../../src/domain/addresses.ts';
import type { Domain } from '../../src/domain/domain.ts';
import type { NodeActors } from '../../src/domain/node/node-reads.ts';
import { setUpNode } from '../../src/domain/node/set-up-node.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { createIdGenerator } from '../../src/platform/ids.ts';
import { createMediaStore } from '../../src/platform/media/media-store.ts';
import { createVault } from '../../src/platform/vault.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export interface TestDomain {
  readonly domain: Domain;
  readonly database: TestDatabase;
  readonly actors: NodeActors;
}

/** A district of its own, on a database of its own; `drop` the database in the end. */
export async function createTestDomain(
  clock: Clock = systemClock,
  origin = 'https://valle.example',
): Promise<TestDomain> {
  const database = await createTestDatabase();
  const domain: Domain = {
    db: database.db,
    ids: await createIdGenerator(database.sql, clock),
    clock,
    addresses: createAddresses(origin),
    media: createMediaStore(join(mkdtempSync(join(inject('runFolder'), 'media-')), 'media')),
    vault: createVault(Buffer.alloc(32, 1)),
  };
  const actors = await setUpNode(domain, {
    role: 'district',
    handle: 'distretto',
    name: 'DES Valle',
    summary: 'Un distretto di prova',
    place: { comune: 'Prato', province: 'PO' },
  });
  return { domain, database, actors };
}
