import { followBeneath } from '../../domain/memberships/follow-beneath.ts';
import { forgetPostsOfGroup } from '../../domain/posts/withdraw-post.ts';
import type { Id } from '../../platform/ids.ts';
import { enqueue } from '../../platform/queue/queue.ts';
import type { Handler } from '../../platform/queue/worker.ts';
import type { Federation } from '../federation.ts';
import { forgetGroupJob, refreshActorJob } from './jobs.ts';
import { oneByOne } from './one-by-one.ts';

/** Has ours follow whoever belongs to it, here or beneath (docs/adr/0012), and leave whoever does not any more. */
export async function keepUpBeneath(federation: Federation): Promise<void> {
  const { domain } = federation;
  await domain.db.transaction(async (tx) => {
    const { ask, left } = await followBeneath(tx, domain);
    const asked = ask.map((uri) => refreshActorJob(uri, { maxAgeMs: 0 }));
    await enqueue(tx, domain.clock, [...asked, ...left.map(forgetGroupJob)]);
  });
}

/** Forgets what was published in a group that is not followed any more. */
export function forgetGroupHandler(federation: Federation): Handler {
  return oneByOne<{ readonly groupId: Id }>(federation, ({ groupId }) =>
    forgetPostsOfGroup(federation.domain, groupId),
  );
}
