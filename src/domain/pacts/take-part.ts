import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { dayOf } from '../../platform/day.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import type { Actor } from '../actors/actor.table.ts';
import { actorById } from '../actors/actor-reads.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { learnPactFact, lockPact } from './learn-pact.ts';
import { type Pact, pactFacts, pactParties, pacts } from './pact.table.ts';
import { type PactReason, type PactStep, pactReason, pactSteps, shownState } from './pact.ts';

/**
 * A party signs the version with this digest, and no other.
 * @throws {UserError} `forbidden`, `not-found`, `conflict`, also where the text has changed since it was read
 */
export async function signPact(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
  digest: string,
): Promise<void> {
  await domain.db.transaction(async (tx) => {
    const { pact, actor } = await lockForPactStep(tx, domain, caller, actorId, id, 'sign', digest);
    await learnPactFact(tx, domain, caller, pact, { actor, fact: 'signed', digest, note: '' });
  });
}

/** A party does not sign this version, and says why. @throws {UserError} as {@link signPact}, and `invalid` */
export async function refusePact(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
  input: PactReason,
): Promise<void> {
  const { reason: note } = parseInput(pactReason, input);
  await domain.db.transaction(async (tx) => {
    const { pact, actor } = await lockForPactStep(tx, domain, caller, actorId, id, 'refuse');
    await learnPactFact(tx, domain, caller, pact, { actor, fact: 'refused', digest: pact.digest, note });
  });
}

/** A party leaves, for good: the pact ends for it, and for all where no side is left. @throws {UserError} as {@link refusePact} */
export async function leavePact(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
  input: PactReason,
): Promise<void> {
  const { reason: note } = parseInput(pactReason, input);
  await domain.db.transaction(async (tx) => {
    const { pact, actor } = await lockForPactStep(tx, domain, caller, actorId, id, 'leave');
    await learnPactFact(tx, domain, caller, pact, { actor, fact: 'left', digest: pact.digest, note });
  });
}

/** Whoever leaves the district leaves all pacts that are open to it, in the transaction that ends its membership. */
export async function leavePactsOf(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  actor: Actor,
  note: string,
): Promise<void> {
  const open = await tx
    .select({ uri: pacts.uri })
    .from(pacts)
    .innerJoin(pactParties, eq(pactParties.pactId, pacts.id))
    .where(and(eq(pactParties.uri, actor.uri), inArray(pacts.state, ['proposed', 'refused', 'in-force'])))
    .orderBy(asc(pacts.uri));
  for (const { uri } of open) {
    const pact = await lockPact(tx, uri);
    if (pact === undefined) continue;
    await learnPactFact(tx, domain, caller, pact, { actor, fact: 'left', digest: pact.digest, note });
  }
}

/**
 * One pact, locked, where this actor may take this step; with `digest`, only while that is its text.
 * @throws {UserError} `forbidden`, `not-found`, or `conflict` where the step is not open (any more)
 */
export async function lockForPactStep(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
  step: PactStep,
  digest?: string,
): Promise<{ readonly pact: Pact; readonly actor: Actor }> {
  requireActingFor(caller, actorId);
  const actor = await actorById(tx, actorId);
  const [found] = await tx.select({ uri: pacts.uri }).from(pacts).where(eq(pacts.id, id));
  const pact = found && (await lockPact(tx, found.uri));
  // Whoever is no party to it learns nothing of it.
  if (pact === undefined || actor?.host !== null || !pact.text.parties.some(({ uri }) => uri === actor.uri)) {
    throw new UserError('not-found', 'pact_unknown');
  }
  const done = await tx
    .select()
    .from(pactFacts)
    .where(and(eq(pactFacts.pactUri, pact.uri), eq(pactFacts.actorUri, actor.uri)));
  const did = done.filter((one) => one.fact === 'left' || one.digest === pact.digest).map(({ fact }) => fact);
  const state = shownState(pact, dayOf(domain.clock.now()));
  if (digest !== undefined && digest !== pact.digest) throw new UserError('conflict', 'pact_changed');
  if (!pactSteps(state, pact.text.drafter === actor.uri, did).includes(step)) {
    throw new UserError('conflict', 'pact_step_closed');
  }
  return { pact, actor };
}
