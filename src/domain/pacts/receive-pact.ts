import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { localActorsByUri } from '../actors/actor-reads.ts';
import { remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { type Deed, keepPactFact, learnPactFact, lockPact, putVersion, settlePact } from './learn-pact.ts';
import { type Pact, pactFacts } from './pact.table.ts';
import { digestOf, type PactText } from './pact.ts';

type Effect = 'taken' | 'ignored';

/**
 * Somebody elsewhere draws up a pact with some of ours, or a newer version of one. An older version that comes late
 * changes nothing.
 */
export async function receivePact(
  tx: Transaction,
  domain: Domain,
  drafter: Actor,
  text: PactText,
): Promise<Effect> {
  const ours = await localActorsByUri(
    tx,
    text.parties.map(({ uri }) => uri),
  );
  const known = await lockPact(tx, text.uri);
  const digest = digestOf(text);
  if (ours.length === 0 || (known !== undefined && !supersedes(text, digest, known))) return 'ignored';
  const pact = await putVersion(tx, domain, remote, known, { text, digest, drafter });
  if (known === undefined) await recordEarlyFacts(tx, domain, pact);
  await settlePact(tx, domain, remote, pact);
  return 'taken';
}

/** What was told before the pact came stands in its history too. */
async function recordEarlyFacts(tx: Transaction, domain: Domain, pact: Pact): Promise<void> {
  const uris = pact.text.parties.map(({ uri }) => uri);
  const early = await tx
    .select({ fact: pactFacts.fact, digest: pactFacts.digest, note: pactFacts.note, actorId: actors.id })
    .from(pactFacts)
    .innerJoin(actors, eq(actors.uri, pactFacts.actorUri))
    .where(and(eq(pactFacts.pactUri, pact.uri), inArray(pactFacts.actorUri, uris)));
  for (const { fact, digest, note, actorId } of early) {
    await recordEvent(tx, domain, remote, {
      type: `pact-${fact}`,
      actorId,
      subjectId: pact.id,
      data: { digest, ...(note === '' ? {} : { note }) },
    });
  }
}

/** Where one drafter gives two texts the same number, all nodes keep the same one. */
function supersedes(text: PactText, digest: string, known: Pact): boolean {
  if (text.drafter !== known.text.drafter) return false;
  return text.version > known.version || (text.version === known.version && digest > known.digest);
}

/** A party elsewhere signs, refuses or leaves, perhaps before we know of what. */
export async function receivePactFact(
  tx: Transaction,
  domain: Domain,
  pactUri: string,
  deed: Deed,
): Promise<Effect> {
  const pact = await lockPact(tx, pactUri);
  if (pact === undefined) {
    await keepPactFact(tx, domain, pactUri, deed);
    return 'taken';
  }
  if (!pact.text.parties.some(({ uri }) => uri === deed.actor.uri)) return 'ignored';
  await learnPactFact(tx, domain, remote, pact, deed);
  return 'taken';
}
