import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorByHandle, actorById } from '../../domain/actors/actor-reads.ts';
import type { Domain } from '../../domain/domain.ts';
import type { PactRevision } from '../../domain/pacts/pact.ts';
import { catalogue } from '../../domain/proposals/catalogue.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import type { Typed } from '../typed.ts';

/** How many of a supplier's offers the form shows. */
const OFFERS_SHOWN = 100;

/** "@gas", "@gas@altrove.example" or an id, of somebody that this node knows. */
export async function knownActor({ db, addresses }: Domain, typed: string): Promise<Actor | undefined> {
  const written = typed.trim();
  if (isId(written)) return actorById(db, written);
  const [handle = '', host] = written.replace(/^@/, '').split('@');
  const actor = await actorByHandle(db, handle, host === addresses.host ? undefined : host);
  return actor?.deletedAt === null ? actor : undefined;
}

/** What the form for a pact with this supplier has to choose from. */
export async function formFor({ db }: Domain, signedIn: SignedIn, supplier: Actor) {
  const offers = await catalogue(db, { ownerId: supplier.id, purpose: 'offer' }, OFFERS_SHOWN);
  return { supplier, offers, as: [...signedIn.organisations, signedIn.person] };
}

/** The ids of the offers that are ticked: fields `offers.<id>`. */
export function tickedIn(typed: Typed): string[] {
  return Object.keys(typed).flatMap((name) => (name.startsWith('offers.') ? [name.slice(7)] : []));
}

/** What was typed of a pact. @throws {UserError} `not-found` for a party that nobody here knows */
export async function factsIn(
  domain: Domain,
  typed: Typed,
): Promise<{ readonly text: PactRevision; readonly partyIds: Id[] }> {
  const { title = '', terms = '', validFrom = '', validUntil = '', contacts = '', minimum = '' } = typed;
  const partyIds: Id[] = [];
  for (const handle of (typed.parties ?? '').split(/[\s,;]+/).slice(0, 50)) {
    if (handle === '') continue;
    const actor = await knownActor(domain, handle);
    if (actor === undefined) throw new UserError('not-found', 'party_unknown', {}, 'parties');
    partyIds.push(actor.id);
  }
  const leadDays = typed.leadDays?.trim() ?? '';
  return {
    partyIds,
    text: {
      ...{ title, terms, validFrom, validUntil, contacts, minimum, offers: tickedIn(typed) },
      leadDays: leadDays === '' ? null : leadDays,
      visibility: typed.visibility === 'public' ? 'public' : 'parties',
    },
  };
}
