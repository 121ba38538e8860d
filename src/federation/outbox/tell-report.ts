import { actorById } from '../../domain/actors/actor-reads.ts';
import type { Id } from '../../platform/ids.ts';
import { flagActivity } from '../json/activities.ts';
import { type Draft, privateDraft, type Telling } from './draft.ts';

/** A Flag: the node says it, so that nobody learns who complained. */
export async function tellReport(telling: Telling): Promise<Draft[]> {
  const { federation, db, event, actor } = telling;
  const { targetId, posts, comment } = event.data as { targetId: Id; posts: string[]; comment: string };
  const target = await actorById(db, targetId);
  if (target === undefined) return [];
  const id = federation.domain.ids();
  return privateDraft(telling, { id, actor, to: target, subjectId: target.id }, (envelope) =>
    flagActivity(envelope, [target.uri, ...posts], comment),
  );
}
