import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { pino } from 'pino';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { createAddresses } from '../../src/domain/addresses.ts';
import { operator } from '../../src/domain/caller.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import type { NodeActors } from '../../src/domain/node/node-reads.ts';
import { setUpNode } from '../../src/domain/node/set-up-node.ts';
import type { Federation } from '../../src/federation/federation.ts';
import { fetchHandlers } from '../../src/federation/jobs/handlers.ts';
import { createContextLoader } from '../../src/federation/remote/context-loader.ts';
import { inboxRoutes } from '../../src/federation/routes/inbox-routes.ts';
import { createIdGenerator } from '../../src/platform/ids.ts';
import { createMediaStore } from '../../src/platform/media/media-store.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { createOutbound } from '../../src/platform/outbound/outbound.ts';
import { QueueWorker } from '../../src/platform/queue/worker.ts';
import { createVault } from '../../src/platform/vault.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { MovedClock } from './moved-clock.ts';

/** A district that listens on loopback: its inboxes, its database, and its fetching when it is told to. */
export interface InboxNode {
  readonly origin: string;
  readonly clock: MovedClock;
  readonly database: TestDatabase;
  readonly federation: Federation;
  readonly actors: NodeActors;
  readonly member: Actor;
  /** Does what waits in the queue. */
  work(): Promise<void>;
  close(): Promise<void>;
}

export async function startInboxNode(): Promise<InboxNode> {
  const folder = mkdtempSync(join(tmpdir(), 'distretto-inbox-'));
  const database = await createTestDatabase();
  const clock = new MovedClock();
  const origin = `http://127.0.0.1:${await freePort()}`;
  const logger = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const domain = {
    db: database.db,
    ids: await createIdGenerator(database.sql, clock),
    clock,
    addresses: createAddresses(origin),
    media: createMediaStore(folder),
    vault: createVault(Buffer.alloc(32, 1)),
  };
  const actors = await setUpNode(domain, {
    role: 'district',
    handle: 'distretto',
    name: 'DES di prova',
    summary: '',
    place: {},
  });
  const member = await addMember(domain, operator, { handle: 'forno', name: 'Forno', kind: 'enterprise' });
  const outbound = createOutbound({ allowPrivateAddresses: true, userAgent: 'test', logger });
  const federation: Federation = {
    domain,
    outbound,
    secretKey: Buffer.alloc(32, 7),
    contextLoader: createContextLoader(outbound, database.sql),
    allowPrivateAddresses: true,
    locale: 'it',
    logger,
    metrics: createMetrics(),
  };
  const app = Fastify();
  await app.register(inboxRoutes, { federation });
  await app.listen({ host: '127.0.0.1', port: Number(new URL(origin).port) });
  const worker = new QueueWorker({
    handle: database,
    clock,
    logger,
    handlers: fetchHandlers(federation),
  });
  return {
    origin,
    clock,
    database,
    federation,
    actors,
    member,
    work: () => worker.drain(),
    close: async () => {
      await app.close();
      await outbound.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The port has to be known before the server is made: it is part of every address of the node. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
