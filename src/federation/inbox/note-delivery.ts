import type { Actor } from '../../domain/actors/actor.table.ts';
import { recordDelivery } from '../../domain/reconciliations/reachability.ts';
import { wakeLanes } from '../../platform/queue/wake.ts';
import type { Federation } from '../federation.ts';
import { fetchLanesOf } from '../jobs/jobs.ts';
import { date } from '../json/read.ts';
import { DELIVERY } from '../outbox/deliver.ts';
import { remoteMemory } from '../remote/remote-memory.ts';
import type { Activity } from './activity.ts';

/** So often it is written down that a group was heard, */
const NOTED_EVERY_MS = 10_000;
/** and sooner where what it sends has been on its way for a time that is so much longer or shorter. */
const NOTED_LAG_MS = 60_000;

/**
 * A group was heard: for how it stands with us. What waits for its server waits no longer, for that is back. Written
 * down now and then, for most activities are one of many.
 */
export async function noteDelivery(federation: Federation, actor: Actor, { json }: Activity): Promise<void> {
  if (actor.type !== 'Group' || actor.host === null) return;
  const { domain } = federation;
  const { heard } = remoteMemory(federation);
  const saidAt = date(json.published);
  const now = domain.clock.now().getTime();
  const lag = saidAt === undefined ? 0 : now - saidAt.getTime();
  const last = heard.get(actor.id);
  const isNews =
    last === undefined || now - last.at >= NOTED_EVERY_MS || Math.abs(lag - last.lag) >= NOTED_LAG_MS;
  if (!isNews) return;
  heard.set(actor.id, { at: now, lag });
  await recordDelivery(domain, actor, saidAt);
  await wakeLanes(domain.db, domain.clock, [{ type: DELIVERY, lane: actor.host }, ...fetchLanesOf(actor)]);
}
