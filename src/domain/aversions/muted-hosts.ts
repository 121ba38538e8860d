import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type IdWindow, inWindow, newestFirst } from '../../platform/pages.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { mutedHosts } from './muted-host.table.ts';

const hostInput = z
  .string()
  .max(253)
  .transform((host) => host.trim().toLowerCase())
  .refine((host) => /^[a-z0-9.:-]+$/.test(host), 'host_invalid');

/** Does not show one of ours what comes from a whole server. @throws {UserError} `invalid`, `forbidden` */
export async function muteHost(domain: Domain, caller: Caller, ownerId: Id, input: string): Promise<void> {
  requireActingFor(caller, ownerId);
  const host = parseInput(hostInput, input);
  await domain.db.insert(mutedHosts).values({ id: domain.ids(), ownerId, host }).onConflictDoNothing();
}

/** @throws {UserError} `invalid`, `forbidden` */
export async function unmuteHost(domain: Domain, caller: Caller, ownerId: Id, input: string): Promise<void> {
  requireActingFor(caller, ownerId);
  const host = parseInput(hostInput, input);
  await domain.db.delete(mutedHosts).where(and(eq(mutedHosts.ownerId, ownerId), eq(mutedHosts.host, host)));
}

/** The last one first; paged by the id of the mute. */
export async function mutedHostsOf(
  db: Queryable,
  ownerId: Id,
  window: IdWindow,
): Promise<{ id: Id; host: string }[]> {
  const { where, order } = inWindow(mutedHosts.id, window);
  const rows = await db
    .select({ id: mutedHosts.id, host: mutedHosts.host })
    .from(mutedHosts)
    .where(and(eq(mutedHosts.ownerId, ownerId), where))
    .orderBy(order)
    .limit(window.limit);
  return newestFirst(rows, window);
}
