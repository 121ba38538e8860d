import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import type { Actor } from '../actors/actor.table.ts';
import { actorById, actorByUri, actorsByIds } from '../actors/actor-reads.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { isForEveryone } from '../posts/visible-to.ts';
import { type ProposalView, proposalById } from '../proposals/catalogue.ts';
import { learnPactFact, lockPact, putVersion } from './learn-pact.ts';
import type { Pact } from './pact.table.ts';
import {
  digestOf,
  type NewPact,
  newPact,
  type PactRevision,
  type PactText,
  type PriceLine,
  pactRevision,
} from './pact.ts';
import { lockForPactStep } from './take-part.ts';

/**
 * A buying group or the supplier draws up a pact and signs it; the others are asked to sign it too.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`
 */
export async function draftPact(
  domain: Domain,
  caller: Caller,
  drafterId: Id,
  input: NewPact,
): Promise<Pact> {
  requireActingFor(caller, drafterId);
  const { supplierId, groupIds, ...facts } = parseInput(newPact, input);
  return domain.db.transaction(async (tx) => {
    const drafter = await actorById(tx, drafterId);
    if (drafter?.host !== null || drafter.deletedAt !== null) {
      throw new UserError('not-found', 'member_unknown', { handle: drafterId });
    }
    const ids = [...new Set([supplierId, drafterId, ...groupIds])].filter(isId);
    const parties = (await actorsByIds(tx, ids)).filter(isParty);
    const supplier = parties.find(({ id }) => id === supplierId);
    if (supplier === undefined) throw new UserError('not-found', 'supplier_unknown', {}, 'supplier');
    if (parties.length < ids.length) throw new UserError('not-found', 'party_unknown', {}, 'parties');
    if (parties.length < 2) throw new UserError('invalid', 'pact_with_itself', {}, 'parties');
    return write(tx, domain, caller, undefined, drafter, {
      ...(await textOf(tx, supplier.id, facts)),
      uri: domain.addresses.pact(domain.ids()),
      version: 1,
      drafter: drafter.uri,
      supplier: supplier.uri,
      parties: parties.map(({ uri, name }) => ({ uri, name })).sort((a, b) => (a.uri < b.uri ? -1 : 1)),
    });
  });
}

/**
 * Another version of a pact that is not in force, between the same parties; all have to sign it anew.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `conflict`
 */
export async function revisePact(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  id: Id,
  input: PactRevision,
): Promise<Pact> {
  const facts = parseInput(pactRevision, input);
  return domain.db.transaction(async (tx) => {
    const { pact, actor } = await lockForPactStep(tx, domain, caller, actorId, id, 'revise');
    const { uri, version, drafter, supplier, parties } = pact.text;
    const supplierId = (await actorByUri(tx, supplier))?.id ?? '';
    return write(tx, domain, caller, pact, actor, {
      ...(await textOf(tx, supplierId, facts)),
      ...{ uri, version: version + 1, drafter, supplier, parties },
    });
  });
}

async function write(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  known: Pact | undefined,
  drafter: Actor,
  text: PactText,
): Promise<Pact> {
  await lockPact(tx, text.uri);
  const digest = digestOf(text);
  const pact = await putVersion(tx, domain, caller, known, { text, digest, drafter });
  await learnPactFact(tx, domain, caller, pact, { actor: drafter, fact: 'signed', digest, note: '' });
  return pact;
}

function isParty({ type, deletedAt, suspendedAt }: Actor): boolean {
  return (type === 'Organization' || type === 'Person') && deletedAt === null && suspendedAt === null;
}

type Facts = Omit<PactText, 'uri' | 'version' | 'drafter' | 'supplier' | 'parties'>;

/** The price list copies the offers: they may change or go, and what was signed stays. */
async function textOf(
  tx: Transaction,
  supplierId: Id,
  { offers, ...facts }: Omit<Facts, 'priceList'> & { readonly offers: readonly string[] },
): Promise<Facts> {
  const priceList: PriceLine[] = [];
  for (const id of new Set(offers)) {
    const view = isId(id) ? await proposalById(tx, id) : undefined;
    if (view === undefined || !isOpenOffer(view, supplierId)) {
      throw new UserError('not-found', 'offer_not_suppliers', {}, 'offers');
    }
    priceList.push({
      title: view.post.title ?? '–',
      offer: view.post.uri,
      quantity: view.proposal.quantity,
      unit: view.proposal.unit,
      inReturn: view.reciprocals.map(({ amount, unit, conformsTo, label }) => ({
        amount,
        unit,
        conformsTo,
        label,
      })),
    });
  }
  return { ...facts, priceList };
}

function isOpenOffer({ post, proposal, owner }: ProposalView, supplierId: Id): boolean {
  const isPublic = isForEveryone(post);
  return owner.id === supplierId && proposal.purpose === 'offer' && proposal.state === 'open' && isPublic;
}
