import { eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { actors } from '../actors/actor.table.ts';
import { actorsByIds } from '../actors/actor-reads.ts';
import { clockCaller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { askToFollow, endFollow } from '../follows/follow.ts';
import { followedByMembership, followedOf } from '../follows/follow-reads.ts';
import { blockedAmong } from '../moderation/blocked-hosts.ts';
import { nodeActors } from '../node/node-reads.ts';
import { allBeneath, unconfirmedBeneath } from './beneath.ts';
import { affiliations } from './membership.table.ts';

/** What following those beneath leaves to be done: whom to ask for their word, and whose words to forget. */
export interface LeftOver {
  readonly ask: readonly string[];
  readonly left: readonly Id[];
}

/**
 * Our district or network follows whoever belongs to it or, if it is a network, to networks beneath it, and no one by
 * reason of a membership that has ended. What somebody asked for by itself stays. Doing it again changes nothing.
 */
export async function followBeneath(tx: Transaction, domain: Domain): Promise<LeftOver> {
  const { group } = await nodeActors(tx);
  // Of two at once the second one sees what the first has done; what only names the group goes on meanwhile.
  await tx.select({ id: actors.id }).from(actors).where(eq(actors.id, group.id)).for('no key update');
  const all = await allBeneath(tx, group.id);
  const blocked = await blockedAmong(
    tx,
    all.map(({ host }) => host),
  );
  const heard = all.filter(({ host }) => !blocked.has(host)).map(({ id }) => id);
  const followed = await followedOf(tx, group.id, heard);
  for (const one of await actorsByIds(
    tx,
    heard.filter((id) => !followed.has(id)),
  )) {
    await askToFollow(tx, domain, clockCaller, group, one, { byMembership: true });
  }
  const belongs = new Set(heard);
  const ended = (await followedByMembership(tx, group.id)).filter(
    ({ followedId }) => !belongs.has(followedId),
  );
  for (const follow of ended) await endFollow(tx, domain, clockCaller, follow);
  const ask = await unconfirmedBeneath(tx, group.id, domain.clock.now());
  if (ask.length > 0) {
    await tx
      .update(affiliations)
      .set({ askedAt: domain.clock.now() })
      .where(inArray(affiliations.memberUri, ask));
  }
  return { ask, left: ended.map(({ followedId }) => followedId) };
}
