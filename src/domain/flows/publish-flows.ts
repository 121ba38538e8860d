import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Actor } from '../actors/actor.table.ts';
import { sayFlows } from '../actors/group-flows.ts';
import { type Caller, clockCaller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { nodeActors } from '../node/node-reads.ts';
import { KINDS } from '../taxonomy/kinds.ts';
import { publishedFlows } from './flow.table.ts';
import type { Flow } from './flow.ts';
import { flowsToPublish } from './flow-reads.ts';

/**
 * The district lets everyone know how many agreements its members fulfilled with those of other districts that let it
 * be known too; or no longer. Its actor says so.
 * @throws {UserError} `forbidden`, also for a network, which has no agreements of its own
 */
export async function publishFlows(domain: Domain, caller: Caller, publish: boolean): Promise<void> {
  requireCoordinator(caller);
  await domain.db.transaction(async (tx) => {
    const { group } = await lockedGroup(tx);
    if (group.kind !== KINDS.district.iri) throw new UserError('forbidden', 'flows_of_districts_only');
    if ((group.flows !== null) === publish) return;
    const flows = publish ? `${group.uri}/flows` : null;
    await sayFlows(tx, domain, group, flows);
    await replaceOwn(tx, { ...group, flows });
    const type = publish ? 'flows-published' : 'flows-hidden';
    await recordEvent(tx, domain, caller, { type, actorId: group.id, subjectId: group.id });
  });
}

/** Counts the district's own flows anew, and tells that there are others. Once a day: more often would tell when. */
export async function countFlows(domain: Domain): Promise<void> {
  await domain.db.transaction(async (tx) => {
    const { group } = await lockedGroup(tx);
    if (!(await replaceOwn(tx, group))) return;
    await recordEvent(tx, domain, clockCaller, {
      type: 'flows-counted',
      actorId: group.id,
      subjectId: group.id,
    });
  });
}

async function lockedGroup(tx: Transaction) {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('distretto flows'))`);
  return nodeActors(tx);
}

/** Whether anything changed. */
async function replaceOwn(tx: Transaction, group: Actor): Promise<boolean> {
  const before = await tx
    .select({
      provider: publishedFlows.provider,
      receiver: publishedFlows.receiver,
      year: publishedFlows.year,
      kind: publishedFlows.kind,
      agreements: publishedFlows.agreements,
      hours: publishedFlows.hours,
    })
    .from(publishedFlows)
    .where(eq(publishedFlows.groupId, group.id));
  const now = group.flows === null ? [] : await flowsToPublish(tx, group);
  const known = new Set(before.map(lineOf));
  if (before.length === now.length && now.every((flow) => known.has(lineOf(flow)))) return false;
  await replaceFlows(tx, group, now);
  return true;
}

/** All that a district says of its flows, in the place of what it said before. */
export async function replaceFlows(tx: Transaction, group: Actor, flows: readonly Flow[]): Promise<void> {
  await tx.delete(publishedFlows).where(eq(publishedFlows.groupId, group.id));
  const rows = new Map(
    flows
      .filter(({ provider, receiver }) => (provider === group.uri) !== (receiver === group.uri))
      .map((flow) => [keyOf(flow), { ...flow, groupId: group.id }]),
  );
  if (rows.size > 0) await tx.insert(publishedFlows).values([...rows.values()]);
}

function keyOf({ provider, receiver, year, kind }: Flow): string {
  return [provider, receiver, year, kind].join(' ');
}

function lineOf(flow: Flow): string {
  return [keyOf(flow), flow.agreements, flow.hours].join(' ');
}
