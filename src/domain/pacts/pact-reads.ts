import { and, desc, eq, gte, inArray } from 'drizzle-orm';
import type { Day } from '../../platform/day.ts';
import type { Id } from '../../platform/ids.ts';
import { type Cursor, isAfter } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { actorsByIds } from '../actors/actor-reads.ts';
import type { Queryable } from '../domain.ts';
import { type DomainEvent, eventsAbout } from '../history/event-reads.ts';
import { type Pact, pactFacts, pactParties, pacts, type StoredPactFact } from './pact.table.ts';
import type { PactFactKind } from './pact.ts';

/** One party of a pact, with what it did with the newest version. */
export interface PartyView {
  readonly uri: string;
  readonly name: string;
  /** Where we know it. */
  readonly actor: Actor | undefined;
  readonly deeds: readonly StoredPactFact[];
}

export interface PactView {
  readonly pact: Pact;
  readonly parties: readonly PartyView[];
}

export function did({ deeds }: PartyView, fact: PactFactKind): StoredPactFact | undefined {
  return deeds.find((deed) => deed.fact === fact);
}

export async function pactById(db: Queryable, id: Id): Promise<PactView | undefined> {
  const [pact] = await db.select().from(pacts).where(eq(pacts.id, id));
  if (pact === undefined) return undefined;
  const uris = pact.text.parties.map(({ uri }) => uri);
  const known = await db.select().from(actors).where(inArray(actors.uri, uris));
  const facts = await db.select().from(pactFacts).where(eq(pactFacts.pactUri, pact.uri));
  const parties = pact.text.parties.map(({ uri, name }) => ({
    uri,
    name,
    actor: known.find((actor) => actor.uri === uri),
    deeds: facts.filter(
      ({ actorUri, fact, digest }) => actorUri === uri && (fact === 'left' || digest === pact.digest),
    ),
  }));
  return { pact, parties };
}

/** Whether anyone may read it: a public one, once it has come into force. */
export function isPublic({ visibility, inForceAt }: Pact): boolean {
  return visibility === 'public' && inForceAt !== null;
}

/** One pact as these may read it: as a party, or because anyone may. */
export async function pactFor(
  db: Queryable,
  partyUris: readonly string[],
  id: Id,
): Promise<PactView | undefined> {
  const view = await pactById(db, id);
  if (view === undefined) return undefined;
  return isPublic(view.pact) || view.parties.some(({ uri }) => partyUris.includes(uri)) ? view : undefined;
}

/** The pacts of these parties, the one that changed last first. */
export async function pactsOf(
  db: Queryable,
  partyUris: readonly string[],
  limit: number,
  after?: Cursor,
): Promise<Pact[]> {
  if (partyUris.length === 0) return [];
  const theirs = db
    .select({ id: pactParties.pactId })
    .from(pactParties)
    .where(inArray(pactParties.uri, [...partyUris]));
  return db
    .select()
    .from(pacts)
    .where(and(inArray(pacts.id, theirs), after && isAfter(after, pacts.changedAt, pacts.id)))
    .orderBy(desc(pacts.changedAt), desc(pacts.id))
    .limit(limit);
}

/** Public pacts in force on a day, of anyone or of one party, the one that changed last first. */
export async function publicPacts(
  db: Queryable,
  { on, partyUri }: { readonly on: Day; readonly partyUri?: string | undefined },
  limit: number,
  after?: Cursor,
): Promise<Pact[]> {
  const theirs = db
    .select({ id: pactParties.pactId })
    .from(pactParties)
    .where(eq(pactParties.uri, partyUri ?? ''));
  return db
    .select()
    .from(pacts)
    .where(
      and(
        eq(pacts.visibility, 'public'),
        eq(pacts.state, 'in-force'),
        gte(pacts.validUntil, on),
        partyUri === undefined ? undefined : inArray(pacts.id, theirs),
        after && isAfter(after, pacts.changedAt, pacts.id),
      ),
    )
    .orderBy(desc(pacts.changedAt), desc(pacts.id))
    .limit(limit);
}

export function pactCursor(pact: Pact): Cursor {
  return { at: pact.changedAt, id: pact.id };
}

const HISTORY_LIMIT = 100;

/** What happened to a pact, oldest first, with who did it. */
export async function pactHistory(
  db: Queryable,
  id: Id,
): Promise<{ readonly event: DomainEvent; readonly actor: Actor | undefined }[]> {
  const events = await eventsAbout(db, id, HISTORY_LIMIT);
  const ids = [...new Set(events.flatMap((event) => event.actorId ?? []))];
  const byId = new Map((await actorsByIds(db, ids)).map((actor) => [actor.id, actor]));
  return events.map((event) => ({ event, actor: byId.get(event.actorId ?? '') }));
}
