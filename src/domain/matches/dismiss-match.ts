import { and, eq, isNull } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { matches } from './match.table.ts';

/** A match leads nowhere: it is proposed no more. @throws {UserError} `forbidden`, `not-found` */
export async function dismissMatch(domain: Domain, caller: Caller, id: Id): Promise<void> {
  requireCoordinator(caller);
  const dismissedBy = caller.kind === 'account' ? (caller.actsFor[0] ?? null) : null;
  const dismissed = await domain.db
    .update(matches)
    .set({ dismissedAt: domain.clock.now(), dismissedBy })
    .where(and(eq(matches.id, id), isNull(matches.dismissedAt)))
    .returning({ id: matches.id });
  if (dismissed.length === 0) throw new UserError('not-found', 'match_unknown');
}
