import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorById } from '../../domain/actors/actor-reads.ts';
import { isFollowedHere } from '../../domain/follows/follow-reads.ts';
import { runUnderWay, settleItem } from '../../domain/reconciliations/run.ts';
import type { Handler } from '../../platform/queue/worker.ts';
import type { Federation } from '../federation.ts';
import { readActivity } from '../inbox/activity.ts';
import { apply, embeddedActivity, type Outcome } from '../inbox/receive-activity.ts';
import { FetchError, fetchDocument } from '../remote/fetch-document.ts';
import type { PullActivity } from './jobs.ts';
import { isRefused, oneByOne } from './one-by-one.ts';

/** Fetches what a followed group said and never came, and takes it in as if it had come. */
export function pullActivityHandler(federation: Federation): Handler {
  return oneByOne<PullActivity>(federation, async (payload) => {
    const { domain } = federation;
    const { uri, groupId, runId } = payload;
    const settle = (result: 'mended' | 'kept' | 'same') =>
      domain.db.transaction((tx) => settleItem(tx, domain, payload, uri, result));
    if ((await runUnderWay(domain.db, groupId, runId)) === undefined) return;
    const group = await actorById(domain.db, groupId);
    if (group === undefined || group.deletedAt !== null || !(await isFollowedHere(domain.db, groupId)))
      return;
    try {
      await settle((await pull(federation, uri, group)) === 'taken' ? 'mended' : 'same');
    } catch (error) {
      const isSilent = error instanceof FetchError && error.failure === 'unavailable';
      if (isRefused(error) && !isSilent) await settle('kept');
      throw error;
    }
  });
}

/** @throws {FetchError} `refused` for what is not the group's own; {@link Refusal} */
async function pull(federation: Federation, uri: string, group: Actor): Promise<Outcome> {
  const document = await fetchDocument(federation, uri);
  const activity = await readActivity(federation, document);
  if (activity.id !== uri || activity.actor !== group.uri) {
    throw new FetchError('refused', `${uri} is not what ${group.uri} said`);
  }
  return apply(federation, activity, group, await embeddedActivity(federation, document, activity));
}
