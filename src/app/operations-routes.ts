import { statfs } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { Gauge } from 'prom-client';
import { nodeActors } from '../domain/node/node-reads.ts';
import { queueDepth } from '../platform/queue/queue.ts';
import { failingLaneCount } from '../platform/queue/queue-figures.ts';
import type { Services } from './services.ts';

const MIN_FREE_BYTES = 256 * 1024 * 1024;
const MAX_CLOCK_SKEW_MS = 30_000;
const MAX_QUEUE_AGE_SECONDS = 15 * 60;

/** What operators and their machines ask: `/health` (the process), `/ready` (all it depends on), `/metrics`. */
export async function operationsRoutes(
  app: FastifyInstance,
  { services }: { services: Services },
): Promise<void> {
  const { database, domain, config, federation } = services;

  app.get('/health', async () => ({ status: 'ok' }));

  app.get('/ready', async (_request, reply) => {
    const checks = await readiness();
    const ready = Object.values(checks).every((check) => check.ok);
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, checks });
  });

  async function readiness() {
    const clock = domain.clock.now();
    try {
      const [row] = await database.db.execute<{ now: string }>(sql`SELECT now()::text AS now`);
      const skewMs = Math.abs(new Date(row?.now ?? 0).getTime() - clock.getTime());
      const { oldestPendingSeconds } = await queueDepth(database.db, domain.clock);
      const disk = await statfs(config.dataDir);
      const freeBytes = disk.bavail * disk.bsize;
      return {
        database: { ok: true },
        queue: { ok: oldestPendingSeconds < MAX_QUEUE_AGE_SECONDS, oldestPendingSeconds },
        clock: { ok: skewMs < MAX_CLOCK_SKEW_MS, skewMs },
        disk: { ok: freeBytes > MIN_FREE_BYTES, freeBytes },
      };
    } catch (error) {
      federation.logger.error({ err: error }, 'not ready');
      return { database: { ok: false } };
    }
  }

  const gauge = (name: string, help: string) =>
    new Gauge({ name: `distretto_${name}`, help, registers: [federation.metrics.registry] });
  const gauges = {
    pending: gauge('queue_pending', 'Messages due or at work'),
    delayed: gauge('queue_delayed', 'Messages waiting for their time'),
    dead: gauge('queue_dead_letters', 'Messages given up'),
    oldestPendingSeconds: gauge('queue_oldest_seconds', 'Age of the oldest message that is due'),
    failingLanes: gauge('queue_failing_lanes', 'Hosts and jobs whose last attempt failed'),
    diskFreeBytes: gauge('disk_free_bytes', 'Free space where the data folder is'),
    backupSeconds: gauge('backup_age_seconds', 'Age of the last backup; -1 where there was none'),
  };

  app.get('/metrics', async (request, reply) => {
    if (!isPrivate(request)) return reply.code(404).send({ error: 'not found' });
    const [depth, failingLanes, { settings }, disk] = await Promise.all([
      queueDepth(database.db, domain.clock),
      failingLaneCount(database.db),
      nodeActors(database.db),
      statfs(config.dataDir),
    ]);
    const { backedUpAt } = settings;
    const backupSeconds =
      backedUpAt === null ? -1 : (domain.clock.now().getTime() - backedUpAt.getTime()) / 1000;
    const figures = { ...depth, failingLanes, diskFreeBytes: disk.bavail * disk.bsize, backupSeconds };
    for (const [name, value] of Object.entries(gauges)) value.set(figures[name as keyof typeof gauges]);
    const { registry } = federation.metrics;
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

/** Metrics are for this machine and its own network, never for what came through a proxy from outside. */
function isPrivate(request: FastifyRequest): boolean {
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined)
    return false;
  return ipaddr.process(request.socket.remoteAddress ?? '255.255.255.255').range() !== 'unicast';
}
