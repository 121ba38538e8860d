import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import type { Agreement } from './agreement.table.ts';
import { type Remark, remark } from './agreement.ts';
import { learnFact, lockForStep } from './learn-fact.ts';

/**
 * Takes back a response that has no answer yet, or calls off an agreement that this side has not fulfilled: the stock is
 * given back.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `conflict`
 */
export async function cancelAgreement(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
  input: Remark,
): Promise<Agreement> {
  const { note } = parseInput(remark, input);
  return domain.db.transaction(async (tx) => {
    const { agreement, side } = await lockForStep(tx, caller, actorId, id, 'cancel');
    const fact = side === 'owner' ? 'cancelled' : 'withdrawn';
    return learnFact(tx, domain, caller, agreement, fact, { actorId, note });
  });
}
