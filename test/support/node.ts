import { mkdtempSync } from 'node:fs';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';
import { inject } from 'vitest';
import { type Background, startBackground } from '../../src/app/background.ts';
import { createServer } from '../../src/app/server.ts';
import { openServices, type Services } from '../../src/app/services.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Config } from '../../src/platform/config/config.ts';
import { createTestDatabase } from './database.ts';
import type { Gate } from './gate.ts';

/** A whole node on loopback, with a database of its own. */
export interface TestNode {
  readonly origin: string;
  readonly host: string;
  readonly services: Services;
  readonly server: FastifyInstance;
  /** Stops the node and starts it again over the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestNodeOptions {
  readonly role?: 'district' | 'network';
  readonly name?: string;
  readonly clock?: Clock;
  /** Where it is; Prato, if it is not said. */
  readonly place?: Config['place'];
  /** Whether it tells, delivers and fetches by itself; default true. */
  readonly background?: boolean;
  readonly mail?: Config['mail'];
  readonly logger?: Logger;
  /** What stands between it and the others. */
  readonly gate?: Gate;
}

export async function startNode(options: TestNodeOptions = {}): Promise<TestNode> {
  const database = await createTestDatabase();
  const config = await testConfig(database.url, options);
  const logger = options.logger ?? pino({ level: process.env.TEST_LOG ?? 'silent' });
  let running = await run(config, logger, options);
  return {
    origin: config.origin,
    host: new URL(config.origin).host,
    get services() {
      return running.services;
    },
    get server() {
      return running.server;
    },
    restart: async () => {
      await running.stop();
      running = await run(config, logger, options);
    },
    stop: async () => {
      await running.stop();
      await database.drop();
    },
  };
}

async function run(config: Config, logger: Logger, options: TestNodeOptions) {
  const services = await openServices(config, logger, options.clock);
  const server = await createServer(services);
  await server.listen({ host: config.listen.host, port: config.listen.port });
  const background: Background | undefined =
    options.background === false ? undefined : startBackground(services);
  return {
    services,
    server,
    stop: async () => {
      await background?.stop();
      await server.close();
      await services.close();
    },
  };
}

export async function testConfig(databaseUrl: string, options: TestNodeOptions = {}): Promise<Config> {
  const port = await freePort();
  options.gate?.leadTo(port);
  const role = options.role ?? 'district';
  return {
    source: undefined,
    role,
    origin: `http://localhost:${options.gate?.port ?? port}`,
    handle: role === 'district' ? 'distretto' : 'rete',
    name: options.name ?? (role === 'district' ? 'DES di prova' : 'RES di prova'),
    summary: 'Per le prove',
    locale: 'it',
    dataDir: mkdtempSync(join(inject('runFolder'), 'node-')),
    place: options.place ?? { comune: 'Prato', province: 'PO' },
    listen: { host: '127.0.0.1', port, trustedProxies: [] },
    database: { url: databaseUrl, replicaUrl: undefined, pool: 6 },
    mail: options.mail,
    federation: { allowPrivateAddresses: true },
    log: { level: 'error', format: 'json' },
    secretKey: undefined,
    backupPassphrase: undefined,
  };
}

export async function freePort(): Promise<number> {
  const server = createNetServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until something is true, and fails with what was seen last when it does not come about. */
export async function eventually<T>(
  what: () => Promise<T>,
  satisfied: (value: T) => boolean,
  timeoutMs = 20_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await what();
    if (satisfied(value)) return value;
    if (Date.now() > end) throw new Error(`it did not come about; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
