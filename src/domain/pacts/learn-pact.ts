import { and, count, eq, lt, notExists, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Actor } from '../actors/actor.table.ts';
import { actorByUri } from '../actors/actor-reads.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { type Pact, pactFacts, pactParties, pacts } from './pact.table.ts';
import { type PactFactKind, type PactText, pactState } from './pact.ts';

/** No party does as much with one pact. */
const MAX_FACTS = 50;
/** Longer than any sender keeps trying. */
const KEPT_DAYS = 60;

/** What is told of one pact is taken in one after the other, the pact itself known or not. */
export async function lockPact(tx: Transaction, uri: string): Promise<Pact | undefined> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${uri}, 0))`);
  return (await tx.select().from(pacts).where(eq(pacts.uri, uri)))[0];
}

export interface Deed {
  readonly actor: Actor;
  readonly fact: PactFactKind;
  readonly digest: string;
  readonly note: string;
  /** The activity that told it, where that came from elsewhere. */
  readonly activity?: unknown;
}

/** Adds what a party did to what is known of a pact that is locked; what is known already changes nothing. */
export async function learnPactFact(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  pact: Pact,
  deed: Deed,
): Promise<void> {
  if (!(await keepPactFact(tx, domain, pact.uri, deed))) return;
  const { actor, fact, note } = deed;
  await recordEvent(tx, domain, caller, {
    type: `pact-${fact}`,
    actorId: actor.id,
    subjectId: pact.id,
    data: { digest: deed.digest, ...(note === '' ? {} : { note }) },
  });
  await settlePact(tx, domain, caller, pact);
}

/** Keeps a fact, also of a pact that is not known yet; false for one that is kept already, or is one too many. */
export async function keepPactFact(
  tx: Transaction,
  domain: Domain,
  pactUri: string,
  { actor, fact, digest, note, activity }: Deed,
): Promise<boolean> {
  const byActor = and(eq(pactFacts.pactUri, pactUri), eq(pactFacts.actorUri, actor.uri));
  const [kept] = await tx.select({ total: count() }).from(pactFacts).where(byActor);
  if ((kept?.total ?? 0) >= MAX_FACTS) return false;
  const added = await tx
    .insert(pactFacts)
    .values({
      pactUri,
      actorUri: actor.uri,
      fact,
      digest: fact === 'left' ? '' : digest,
      note,
      activity,
      learntAt: domain.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ fact: pactFacts.fact });
  return added.length > 0;
}

/** Puts a version in place of the one before it, whose signatures no longer count. */
export async function putVersion(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  known: Pact | undefined,
  version: { readonly text: PactText; readonly digest: string; readonly drafter: Actor },
): Promise<Pact> {
  const { text, digest, drafter } = version;
  const now = domain.clock.now();
  const facts = {
    version: text.version,
    digest,
    text,
    visibility: text.visibility,
    validUntil: text.validUntil,
    state: 'proposed' as const,
    inForceAt: null,
    endedAt: null,
    changedAt: now,
  };
  const [pact] =
    known === undefined
      ? await tx
          .insert(pacts)
          .values({ ...facts, id: idIn(domain, text.uri), uri: text.uri, draftedAt: now })
          .returning()
      : await tx.update(pacts).set(facts).where(eq(pacts.id, known.id)).returning();
  if (pact === undefined) throw new Error(`pact ${text.uri} was not written`);
  await tx.delete(pactParties).where(eq(pactParties.pactId, pact.id));
  await tx.insert(pactParties).values(text.parties.map(({ uri }) => ({ pactId: pact.id, uri })));
  await recordEvent(tx, domain, caller, {
    type: 'pact-proposed',
    actorId: drafter.id,
    subjectId: pact.id,
    data: { version: text.version, digest },
  });
  return pact;
}

/** Our own pacts have the id that stands in their address. */
function idIn(domain: Domain, uri: string): string {
  const id = uri.split('/').at(-1) ?? '';
  return domain.addresses.pact(id) === uri ? id : domain.ids();
}

/** Brings the state of a pact up to what is known of it, and says so when it comes into force or ends. */
export async function settlePact(tx: Transaction, domain: Domain, caller: Caller, pact: Pact): Promise<void> {
  const facts = await tx.select().from(pactFacts).where(eq(pactFacts.pactUri, pact.uri));
  const state = pactState(pact.text, pact.digest, facts);
  const now = domain.clock.now();
  const cameIntoForce = state === 'in-force' || state === 'ended';
  await tx
    .update(pacts)
    .set({
      state,
      inForceAt: cameIntoForce ? (pact.inForceAt ?? now) : null,
      endedAt: state === 'ended' ? (pact.endedAt ?? now) : null,
      changedAt: now,
    })
    .where(eq(pacts.id, pact.id));
  if (state === pact.state || !cameIntoForce) return;
  const drafter = await actorByUri(tx, pact.text.drafter);
  const type = state === 'ended' ? 'pact-ended' : 'pact-in-force';
  await recordEvent(tx, domain, caller, { type, actorId: drafter?.id, subjectId: pact.id });
}

/** Forgets what was told of pacts that never came. */
export async function sweepPactFacts(domain: Domain): Promise<void> {
  const limit = new Date(domain.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  const known = domain.db.select({ id: pacts.id }).from(pacts).where(eq(pacts.uri, pactFacts.pactUri));
  await domain.db.delete(pactFacts).where(and(lt(pactFacts.learntAt, limit), notExists(known)));
}
