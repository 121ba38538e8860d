import type { Config } from '../platform/config/config.ts';
import { type DatabaseHandle, openDatabase } from '../platform/database/database.ts';
import { ensurePostgres } from '../platform/database/embedded.ts';

/** The node's database as it is, without migrating or setting up anything. */
export async function openOnly(config: Config): Promise<DatabaseHandle> {
  const embedded = config.database.url === undefined ? await ensurePostgres(config.dataDir) : undefined;
  const database = openDatabase(config.database.url ?? embedded?.url ?? '', 2);
  return {
    ...database,
    close: async () => {
      await database.close();
      await embedded?.stopIfUnused();
    },
  };
}
