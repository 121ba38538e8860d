import pino from 'pino';
import { openServices, type Services } from '../../src/app/services.ts';
import { loadConfig } from '../../src/platform/config/config.ts';
import { createTestDatabase } from './database.ts';
import { startMain, writeSetting } from './processes.ts';

/** A whole node in a process of its own that is killed, and seen from here over the same database meanwhile. */
export interface KilledNode {
  readonly host: string;
  readonly services: Services;
  /** Kills it in whatever it does, and starts it again. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startKilledNode(name: string): Promise<KilledNode> {
  const database = await createTestDatabase();
  const setting = await writeSetting({ name, databaseUrl: database.url });
  let running = await startMain(setting, 'start');
  const services = await openServices(loadConfig(undefined, setting.environment), pino({ level: 'silent' }));
  return {
    host: setting.host,
    services,
    kill: async () => {
      await running.end('SIGKILL');
      running = await startMain(setting, 'start');
    },
    stop: async () => {
      await running.end('SIGKILL');
      await services.close();
      await database.drop();
    },
  };
}
