import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { actorById } from '../actors/actor-reads.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordFulfilment } from '../flows/record-fulfilment.ts';
import { type DomainEventType, recordEvent } from '../history/record-event.ts';
import { giveBackStock } from '../proposals/stock.ts';
import { type Agreement, agreements } from './agreement.table.ts';
import { type Fact, type Side, type Step, sideOf, stateOf, stepsFor } from './agreement.ts';
import { noticeAgreement } from './notice-agreement.ts';

/** What comes with a fact: who did it, and what they wrote. */
export interface Told {
  readonly actorId: Id;
  readonly note?: string;
  /** Why the node itself turned it down: an error's code and params. */
  readonly refusal?: Pick<UserError, 'code' | 'params'>;
  readonly change?: Partial<Pick<Agreement, 'uri' | 'stockTaken'>>;
}

/**
 * Adds a fact to what is known of a locked agreement and records what came of it; one that is known already changes
 * nothing. Stock that was taken is given back when the agreement is cancelled.
 */
export async function learnFact(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  agreement: Agreement,
  fact: Fact,
  { actorId, note = '', refusal, change = {} }: Told,
): Promise<Agreement> {
  if (agreement[`${fact}At`] !== null) return agreement;
  const now = domain.clock.now();
  const known: Agreement = { ...agreement, ...change, [`${fact}At`]: now, changedAt: now };
  const state = stateOf(known);
  const returned = state === 'cancelled' && known.stockTaken;
  const next: Agreement = { ...known, state, stockTaken: known.stockTaken && !returned };
  if (returned && next.stockPostId !== null) {
    await giveBackStock(tx, domain, caller, next.stockPostId, next);
  }
  await tx.update(agreements).set(next).where(eq(agreements.id, next.id));
  const data = refusal === undefined ? (note === '' ? {} : { note }) : { refusal };
  const record = (type: DomainEventType) =>
    recordEvent(tx, domain, caller, { type, actorId, subjectId: next.id, data });
  if (fact === 'ownerDone' || fact === 'responderDone') {
    await record('agreement-done');
    if (state !== 'fulfilled') await noticeAgreement(tx, domain, next, actorId, 'agreement-done');
  }
  if (state !== agreement.state) {
    if (state === 'fulfilled') await recordFulfilment(tx, domain, next);
    await record(`agreement-${state}`);
    await noticeAgreement(tx, domain, next, actorId, `agreement-${state}`);
  }
  return next;
}

/**
 * One agreement, locked, where this actor may take this step.
 * @throws {UserError} `forbidden`, `not-found`, or `conflict` where the step is not open (any more)
 */
export async function lockForStep(
  tx: Transaction,
  caller: Caller,
  actorId: Id,
  id: Id,
  step: Step,
): Promise<{ agreement: Agreement; side: Side }> {
  requireActingFor(caller, actorId);
  const actor = await actorById(tx, actorId);
  const [agreement] = await tx.select().from(agreements).where(eq(agreements.id, id)).for('update');
  const side = agreement && sideOf(agreement, actorId);
  // Whoever takes no part in it learns nothing of it.
  if (agreement === undefined || side === undefined || actor?.host !== null) {
    throw new UserError('not-found', 'agreement_unknown');
  }
  if (!stepsFor(agreement, side).includes(step)) {
    throw new UserError('conflict', 'agreement_step_closed', { state: agreement.state });
  }
  return { agreement, side };
}

/** The agreement that an Offer began, locked. */
export async function lockByOffer(tx: Transaction, offerUri: string): Promise<Agreement | undefined> {
  const [agreement] = await tx
    .select()
    .from(agreements)
    .where(eq(agreements.offerUri, offerUri))
    .for('update');
  return agreement;
}
