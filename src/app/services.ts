import type { Logger } from 'pino';
import { createAddresses } from '../domain/addresses.ts';
import type { Domain } from '../domain/domain.ts';
import type { NodeActors } from '../domain/node/node-reads.ts';
import { setUpNode } from '../domain/node/set-up-node.ts';
import type { Federation } from '../federation/federation.ts';
import { createContextLoader } from '../federation/remote/context-loader.ts';
import { userAgent } from '../federation/software.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config/config.ts';
import { loadSecretKey } from '../platform/config/secret-key.ts';
import { type DatabaseHandle, openDatabase } from '../platform/database/database.ts';
import { ensurePostgres } from '../platform/database/embedded.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openReplica, type Replica } from '../platform/database/replica.ts';
import { createIdGenerator } from '../platform/ids.ts';
import { createMailer, type Mailer } from '../platform/mail/mailer.ts';
import { createMediaStore } from '../platform/media/media-store.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createOutbound } from '../platform/outbound/outbound.ts';
import { createVault } from '../platform/vault.ts';
import { createWebPush, type WebPush } from '../platform/web-push.ts';

/** Everything that a process of the node works with, wired together; the only place that does so. */
export interface Services {
  readonly config: Config;
  readonly database: DatabaseHandle;
  /** Undefined without `DATABASE_REPLICA_URL`. */
  readonly replica: Replica | undefined;
  readonly domain: Domain;
  readonly federation: Federation;
  readonly actors: NodeActors;
  /** Undefined where the configuration has no [mail]: letters stay here. */
  readonly mailer: Mailer | undefined;
  readonly webPush: WebPush;
  close(): Promise<void>;
}

/**
 * Opens the database (the node's own PostgreSQL, or the one of `DATABASE_URL`), brings it up to date and sets the
 * node up in it. @throws {UserError} in words for the operator
 */
export async function openServices(
  config: Config,
  logger: Logger,
  clock: Clock = systemClock,
): Promise<Services> {
  const embedded = config.database.url === undefined ? await ensurePostgres(config.dataDir) : undefined;
  const database = openDatabase(config.database.url ?? embedded?.url ?? '', config.database.pool);
  const { replicaUrl, pool } = config.database;
  const replica =
    replicaUrl === undefined ? undefined : openReplica(database, replicaUrl, { pool, clock, logger });
  const close = async () => {
    await replica?.close();
    await database.close();
    await embedded?.stopIfUnused();
  };
  try {
    await migrate(database);
    const secretKey = loadSecretKey(config);
    const domain: Domain = {
      db: replica?.db ?? database.db,
      ids: await createIdGenerator(database.sql, clock),
      clock,
      addresses: createAddresses(config.origin),
      media: createMediaStore(`${config.dataDir}/media`),
      vault: createVault(secretKey),
    };
    const actors = await setUpNode(domain, config);
    const { allowPrivateAddresses } = config.federation;
    const outbound = createOutbound({ allowPrivateAddresses, userAgent: userAgent(config.origin), logger });
    const federation: Federation = {
      domain,
      outbound,
      secretKey,
      contextLoader: createContextLoader(outbound, database.sql),
      allowPrivateAddresses,
      locale: actors.settings.locale,
      logger,
      metrics: createMetrics(),
    };
    const webPush = createWebPush(secretKey, config.origin);
    const mailer = config.mail && createMailer(config.mail);
    return {
      config,
      database,
      replica,
      domain,
      federation,
      actors,
      mailer,
      webPush,
      close: async () => {
        mailer?.close();
        await outbound.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
