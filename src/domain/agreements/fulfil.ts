import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import type { Agreement } from './agreement.table.ts';
import { type Remark, remark } from './agreement.ts';
import { learnFact, lockForStep } from './learn-fact.ts';

/**
 * One side has done its part; when both have, the agreement is fulfilled.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `conflict`
 */
export async function markDone(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
  input: Remark,
): Promise<Agreement> {
  const { note } = parseInput(remark, input);
  return domain.db.transaction(async (tx) => {
    const { agreement, side } = await lockForStep(tx, caller, actorId, id, 'done');
    return learnFact(tx, domain, caller, agreement, `${side}Done`, { actorId, note });
  });
}
