import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { keepWelcomed } from './keep-node.ts';

/** The first-run assistant is finished, or put away: it is not offered any more. @throws {UserError} `forbidden` */
export async function endFirstRun(domain: Domain, caller: Caller): Promise<void> {
  requireCoordinator(caller);
  await domain.db.transaction(async (tx) => {
    if (!(await keepWelcomed(tx, domain.clock.now()))) return;
    await recordEvent(tx, domain, caller, { type: 'first-run-ended' });
  });
}
