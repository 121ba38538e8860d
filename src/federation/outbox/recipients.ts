import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Queryable } from '../../domain/domain.ts';
import { followerInboxes } from '../../domain/follows/follow-reads.ts';
import { tiedInboxes } from '../../domain/memberships/membership-reads.ts';
import { blockedAmong } from '../../domain/moderation/blocked-hosts.ts';
import type { Id } from '../../platform/ids.ts';
import { DELIVERY, type Delivery } from './deliver.ts';

/** One lane for each host: what goes to one host keeps its order, and a host that is down holds up no other. */
export function deliveryMessages(activityId: Id, inboxes: readonly string[]) {
  return inboxes.map((inbox) => ({
    type: DELIVERY,
    lane: new URL(inbox).host,
    payload: { activityId, inbox } satisfies Delivery,
  }));
}

/** The inboxes of everyone elsewhere who follows one of these actors, except on blocked hosts. */
export async function inboxesOfFollowers(db: Queryable, actorIds: readonly Id[]): Promise<string[]> {
  return withoutBlocked(db, await followerInboxes(db, actorIds));
}

/** The same of an actor of ours and of its district, with the groups and members elsewhere that it is tied to. */
export async function inboxesOfTies(db: Queryable, actor: Actor, group: Actor): Promise<string[]> {
  const followers = await inboxesOfFollowers(db, [actor.id, group.id]);
  return [...new Set([...followers, ...(await withoutBlocked(db, await tiedInboxes(db, actor.id)))])];
}

export async function withoutBlocked(db: Queryable, inboxes: readonly string[]): Promise<string[]> {
  const blocked = await blockedAmong(db, [...new Set(inboxes.map((inbox) => new URL(inbox).host))]);
  return inboxes.filter((inbox) => !blocked.has(new URL(inbox).host));
}
