import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { keepAllowListOnly } from '../node/keep-node.ts';
import { allowedHosts } from './allowed-host.table.ts';
import { hostName } from './blocked-hosts.ts';

const allow = z.strictObject({ host: hostName, reason: z.string().trim().max(500) });

/** Puts a host, and all below it, in the list of those that are heard where only listed ones are. */
export async function allowHost(domain: Domain, caller: Caller, input: z.input<typeof allow>): Promise<void> {
  requireCoordinator(caller);
  const { host, reason } = parseInput(allow, input);
  await domain.db.transaction(async (tx) => {
    await tx
      .insert(allowedHosts)
      .values({ host, reason, createdAt: domain.clock.now() })
      .onConflictDoUpdate({ target: allowedHosts.host, set: { reason } });
    await recordEvent(tx, domain, caller, { type: 'host-allowed', data: { host, reason } });
  });
}

/** Takes a host out of the list. False where it was not in it. */
export async function disallowHost(domain: Domain, caller: Caller, host: string): Promise<boolean> {
  requireCoordinator(caller);
  return domain.db.transaction(async (tx) => {
    const gone = await tx.delete(allowedHosts).where(eq(allowedHosts.host, host.toLowerCase())).returning();
    if (gone.length === 0) return false;
    await recordEvent(tx, domain, caller, { type: 'host-disallowed', data: { host } });
    return true;
  });
}

/** Whether only listed hosts are heard and told, from now on. */
export async function hearOnlyListed(domain: Domain, caller: Caller, only: boolean): Promise<void> {
  requireCoordinator(caller);
  await domain.db.transaction(async (tx) => {
    if (!(await keepAllowListOnly(tx, only))) return;
    await recordEvent(tx, domain, caller, { type: 'allow-list-changed', data: { only } });
  });
}

export async function listAllowedHosts(db: Queryable) {
  return db.select().from(allowedHosts).orderBy(desc(allowedHosts.createdAt)).limit(1000);
}
