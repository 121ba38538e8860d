import { localActorsByUri } from '../../domain/actors/actor-reads.ts';
import { receiveBlock } from '../../domain/aversions/receive-block.ts';
import { idOf } from '../json/read.ts';
import type { Listener } from './listener.ts';

/** Somebody wants to have nothing to do with one of ours. */
export const block: Listener = async ({ federation, tx, activity, actor }) => {
  const target = idOf(activity.json.object);
  const [blocked] = await localActorsByUri(tx, target === undefined ? [] : [target]);
  if (blocked === undefined || blocked.type === 'Application') return 'ignored';
  await receiveBlock(tx, federation.domain, activity.id, actor, blocked);
  return 'taken';
};
