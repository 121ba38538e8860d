import { actorById } from '../../domain/actors/actor-reads.ts';
import type { Id } from '../../platform/ids.ts';
import { blockActivity, undoActivity } from '../json/activities.ts';
import { type Draft, privateDraft, type Telling } from './draft.ts';

/** A Block, or its end: for whom it is about alone, whose server then keeps the two apart. */
export async function tellBlock(telling: Telling): Promise<Draft[]> {
  const { federation, db, event, actor } = telling;
  const { targetId } = event.data as { targetId: Id };
  const target = await actorById(db, targetId);
  if (target === undefined || event.subjectId === null) return [];
  const isUndone = event.type === 'actor-unblocked';
  // The Block has the address of what it came of.
  const uri = federation.domain.addresses.activity(event.subjectId);
  const id = isUndone ? federation.domain.ids() : event.subjectId;
  return privateDraft(telling, { id, actor, to: target, subjectId: target.id }, (envelope) =>
    isUndone
      ? undoActivity(envelope, blockActivity({ ...envelope, uri }, target.uri))
      : blockActivity(envelope, target.uri),
  );
}
