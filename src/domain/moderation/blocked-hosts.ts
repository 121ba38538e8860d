import { desc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { preparedOnce } from '../../platform/database/database.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { node } from '../node/node.table.ts';
import { allowedHosts } from './allowed-host.table.ts';
import { blockedHosts } from './blocked-host.table.ts';

export const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9.-]{1,253}(:\d{1,5})?$/, 'host_invalid');

const block = z.strictObject({
  host: hostName,
  reason: z.string().trim().max(500),
});

/** Stops hearing and telling a host and all below it, from now on. */
export async function blockHost(domain: Domain, caller: Caller, input: z.input<typeof block>): Promise<void> {
  requireCoordinator(caller);
  const { host, reason } = parseInput(block, input);
  await domain.db.transaction(async (tx) => {
    await tx
      .insert(blockedHosts)
      .values({ host, reason, createdAt: domain.clock.now() })
      .onConflictDoUpdate({ target: blockedHosts.host, set: { reason } });
    await recordEvent(tx, domain, caller, { type: 'host-blocked', data: { host, reason } });
  });
}

export async function unblockHost(domain: Domain, caller: Caller, host: string): Promise<boolean> {
  requireCoordinator(caller);
  return domain.db.transaction(async (tx) => {
    const gone = await tx.delete(blockedHosts).where(eq(blockedHosts.host, host.toLowerCase())).returning();
    if (gone.length === 0) return false;
    await recordEvent(tx, domain, caller, { type: 'host-unblocked', data: { host } });
    return true;
  });
}

export async function listBlockedHosts(db: Queryable) {
  return db.select().from(blockedHosts).orderBy(desc(blockedHosts.createdAt)).limit(1000);
}

/** An entry that stands for the district's decision to hear only hosts of its list. */
const LIST_ONLY = '*';

// The hosts as JSON: one statement, however many labels they have.
const listedOf = preparedOnce((db: Queryable) => {
  const asked = sql`(SELECT jsonb_array_elements_text(${sql.placeholder('asked')}::jsonb))`;
  return db
    .select({
      host: sql<string>`${blockedHosts.host}`.as('host'),
      allowed: sql<boolean>`false`.as('allowed'),
    })
    .from(blockedHosts)
    .where(inArray(blockedHosts.host, asked))
    .unionAll(
      db
        .select({
          host: sql<string>`${allowedHosts.host}`.as('host'),
          allowed: sql<boolean>`true`.as('allowed'),
        })
        .from(allowedHosts)
        .where(inArray(allowedHosts.host, asked)),
    )
    .unionAll(
      db
        .select({ host: sql<string>`${LIST_ONLY}`.as('host'), allowed: sql<boolean>`true`.as('allowed') })
        .from(node)
        .where(eq(node.allowListOnly, true)),
    )
    .prepare('hosts_listed');
});

/**
 * Which of these hosts (`name` or `name:port`) the district has nothing to do with: blocked, by themselves or by one
 * above them, or not in its list where it hears only those.
 */
export async function blockedAmong(db: Queryable, hosts: readonly string[]): Promise<Set<string>> {
  if (hosts.length === 0) return new Set();
  const asked = JSON.stringify([...new Set(hosts.flatMap(hostAndParents))]);
  const rows = await listedOf(db).execute({ asked });
  const blocked = new Set(rows.filter(({ allowed }) => !allowed).map(({ host }) => host));
  const allowed = new Set(rows.filter((row) => row.allowed).map(({ host }) => host));
  const onlyListed = allowed.has(LIST_ONLY);
  return new Set(
    hosts.filter((host) => {
      const names = hostAndParents(host);
      return names.some((one) => blocked.has(one)) || (onlyListed && !names.some((one) => allowed.has(one)));
    }),
  );
}

export async function isBlocked(db: Queryable, host: string): Promise<boolean> {
  return (await blockedAmong(db, [host])).size > 0;
}

/** `a.b.example:81` → itself, `a.b.example`, `b.example`, `example`. */
export function hostAndParents(host: string): string[] {
  const lower = host.toLowerCase();
  const labels = lower.replace(/:\d+$/, '').replace(/\.$/, '').split('.');
  return [lower, ...labels.map((_, index) => labels.slice(index).join('.'))];
}
