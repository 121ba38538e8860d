import { statfs } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { type Finding, findings } from '../../messages/finding.ts';
import type { Config } from '../../platform/config/config.ts';
import { isLoopback } from '../../platform/config/schema.ts';
import { queueDepth, troubledLanes } from '../../platform/queue/queue.ts';
import type { Services } from '../services.ts';

const MIB = 1024 * 1024;
const NO_SPACE_MIB = 256;
const LITTLE_SPACE_MIB = 2048;
const MAX_QUEUE_SECONDS = 15 * 60;
const MAX_SKEW_MS = 5_000;
const BACKUP_DAYS = 7;
const SHOWN = 5;

export function examineConfig({ source, origin }: Config): Finding {
  const { ok, attention } = findings('config');
  if (source === undefined) return attention('config_defaults');
  return isLoopback(origin) ? attention('config_local', { source, origin }) : ok('config_read', { source });
}

export async function examineDisk({ dataDir }: Config): Promise<Finding> {
  const { ok, attention, fault } = findings('disk');
  const { bavail, bsize } = await statfs(dataDir);
  const free = Math.floor((bavail * bsize) / MIB);
  const facts = { free, folder: dataDir };
  if (free < NO_SPACE_MIB) return fault('disk_full', facts);
  return free < LITTLE_SPACE_MIB ? attention('disk_low', facts) : ok('disk_enough', facts);
}

export async function examineDatabase({ database, domain }: Services): Promise<Finding> {
  const { ok, attention } = findings('database');
  const [row] = await database.db.execute<{ now: string; version: string }>(
    sql`SELECT clock_timestamp()::text AS now, current_setting('server_version') AS version`,
  );
  const skew = Math.abs(new Date(row?.now ?? 0).getTime() - domain.clock.now().getTime());
  if (skew > MAX_SKEW_MS) return attention('database_clock', { seconds: Math.round(skew / 1000) });
  return ok('database_there', { version: row?.version ?? '' });
}

export async function examineQueue({ database, domain }: Services): Promise<Finding[]> {
  const { ok, attention, fault } = findings('queue');
  const [depth, troubled] = await Promise.all([
    queueDepth(database.db, domain.clock),
    troubledLanes(database.db, SHOWN),
  ]);
  const { oldestPendingSeconds, pending, dead } = depth;
  const found: Finding[] = [];
  if (oldestPendingSeconds > MAX_QUEUE_SECONDS) {
    found.push(fault('queue_stuck', { pending, minutes: Math.round(oldestPendingSeconds / 60) }));
  }
  if (dead > 0) found.push(attention('queue_dead', { dead }));
  for (const { lane, lastError, failures } of troubled) {
    found.push(attention('queue_failing', { lane, failures, reason: lastError ?? '' }));
  }
  return found.length === 0 ? [ok('queue_flows', { pending })] : found;
}

export async function examineBackup({ database, domain }: Services): Promise<Finding> {
  const { ok, attention } = findings('backup');
  const { settings } = await nodeActors(database.db);
  if (settings.backedUpAt === null) return attention('backup_never');
  const days = Math.floor((domain.clock.now().getTime() - settings.backedUpAt.getTime()) / 86_400_000);
  return days >= BACKUP_DAYS ? attention('backup_old', { days }) : ok('backup_recent', { days });
}
