import { eq } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { reconciliations } from './reconciliation.table.ts';

/** Has a followed group compared next, and not tonight. @throws {UserError} `forbidden`, `not-found` */
export async function askForComparison(domain: Domain, caller: Caller, groupId: Id): Promise<void> {
  requireCoordinator(caller);
  const asked = await domain.db
    .update(reconciliations)
    .set({ nextAt: domain.clock.now() })
    .where(eq(reconciliations.groupId, groupId))
    .returning({ id: reconciliations.groupId });
  if (asked.length === 0) throw new UserError('not-found', 'group_not_followed', { handle: groupId });
}
