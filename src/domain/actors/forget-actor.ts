import type { Transaction } from '../../platform/database/database.ts';
import { endAversionsOf } from '../aversions/receive-block.ts';
import { remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { leaveAllEvents } from '../events/leave-all.ts';
import { endFollowsOf } from '../follows/receive-follow.ts';
import { endTiesOf } from '../memberships/end-ties.ts';
import { withdrawPledgesOf } from '../orders/withdraw-pledges.ts';
import { buryPostsOf } from '../posts/withdraw-post.ts';
import type { Actor } from './actor.table.ts';
import { forgetRemoteActor } from './remote-actor.ts';

/** An actor of another node is gone: so is all that it wrote, and its ties. */
export async function forgetActor(tx: Transaction, domain: Domain, actor: Actor): Promise<void> {
  await forgetRemoteActor(tx, domain, actor);
  await leaveAllEvents(tx, domain, actor.id);
  await withdrawPledgesOf(tx, domain, remote, actor.id);
  await endFollowsOf(tx, actor);
  await endAversionsOf(tx, actor.id);
  await endTiesOf(tx, domain, actor);
  await buryPostsOf(tx, domain, actor);
}
