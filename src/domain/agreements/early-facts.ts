import { and, asc, eq, isNull, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Actor } from '../actors/actor.table.ts';
import { remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { awaitsAgreementFrom } from '../orders/pledge-reads.ts';
import { type Agreement, agreements, earlyAgreementFacts } from './agreement.table.ts';
import { sideOf } from './agreement.ts';
import { learnFact } from './learn-fact.ts';

/** Longer than any sender keeps trying. */
const KEPT_DAYS = 60;

/**
 * Something is said of an agreement that is named by its own IRI: one side is done, or the owner calls it off. What comes
 * before the acceptance that gives the agreement its IRI is kept for then, from those whose acceptance is awaited.
 */
export async function receiveAgreementFact(
  tx: Transaction,
  domain: Domain,
  actor: Actor,
  said: { readonly uri: string; readonly fact: 'cancelled' | 'done'; readonly note: string },
): Promise<'taken' | 'ignored'> {
  const [agreement] = await tx.select().from(agreements).where(eq(agreements.uri, said.uri)).for('update');
  if (agreement !== undefined) return apply(tx, domain, agreement, actor.id, said);
  const [awaited] = await tx
    .select({ id: agreements.id })
    .from(agreements)
    .where(and(eq(agreements.ownerId, actor.id), isNull(agreements.acceptedAt)))
    .limit(1);
  if (awaited === undefined && !(await awaitsAgreementFrom(tx, actor.id))) return 'ignored';
  await tx
    .insert(earlyAgreementFacts)
    .values({ ...said, actorId: actor.id, receivedAt: domain.clock.now() })
    .onConflictDoNothing();
  return 'taken';
}

/** Adds what was told of an agreement before it was known to be accepted. */
export async function applyEarlyFacts(
  tx: Transaction,
  domain: Domain,
  accepted: Agreement,
  uri: string,
): Promise<void> {
  const early = await tx
    .select()
    .from(earlyAgreementFacts)
    .where(eq(earlyAgreementFacts.uri, uri))
    .orderBy(asc(earlyAgreementFacts.receivedAt));
  for (const said of early) {
    const [agreement = accepted] = await tx.select().from(agreements).where(eq(agreements.id, accepted.id));
    await apply(tx, domain, agreement, said.actorId, said);
  }
  await tx.delete(earlyAgreementFacts).where(eq(earlyAgreementFacts.uri, uri));
}

export async function sweepEarlyFacts(domain: Domain): Promise<void> {
  const limit = new Date(domain.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await domain.db.delete(earlyAgreementFacts).where(lt(earlyAgreementFacts.receivedAt, limit));
}

async function apply(
  tx: Transaction,
  domain: Domain,
  agreement: Agreement,
  actorId: string,
  { fact, note }: { readonly fact: 'cancelled' | 'done'; readonly note: string },
): Promise<'taken' | 'ignored'> {
  const side = sideOf(agreement, actorId);
  // Only the owner's word ends it under its own IRI: the responder takes back its Offer.
  if (side === undefined || (fact === 'cancelled' && side !== 'owner')) return 'ignored';
  await learnFact(tx, domain, remote, agreement, fact === 'done' ? `${side}Done` : fact, { actorId, note });
  return 'taken';
}
