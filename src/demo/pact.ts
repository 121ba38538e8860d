import type { Services } from '../app/services.ts';
import { requireLocalActor } from '../domain/actors/actor-reads.ts';
import { issueAttestation } from '../domain/attestations/issue-attestation.ts';
import { operator } from '../domain/caller.ts';
import { draftPact } from '../domain/pacts/draft-pact.ts';
import type { Pact } from '../domain/pacts/pact.table.ts';
import { pactsOf } from '../domain/pacts/pact-reads.ts';
import { signPact } from '../domain/pacts/take-part.ts';
import { catalogue } from '../domain/proposals/catalogue.ts';
import { resolveHandle } from '../federation/remote/webfinger-client.ts';
import { dayOf } from '../platform/day.ts';

const DAY_MS = 86_400_000;

/** Waits for something to have come from another district. */
type Until = (arrived: () => Promise<boolean>) => Promise<void>;

/** One party of the demonstration's pact: which member of which district. */
interface Party {
  readonly services: Services;
  readonly handle: string;
}

/** Buying groups of two districts make a pact with a supplier of a third, each on its own node. */
export async function seedPact(
  [drafter, ...others]: readonly [Party, ...Party[]],
  supplier: Party,
  until: Until,
): Promise<void> {
  const { domain, federation } = drafter.services;
  const known = ({ services, handle }: Party) =>
    resolveHandle(federation, `@${handle}@${services.domain.addresses.host}`);
  const { id: supplierId } = await known(supplier);
  const groupIds = await Promise.all(others.map(async (party) => (await known(party)).id));
  const offers = await catalogue(domain.db, { ownerId: supplierId, text: 'pasta' }, 1);
  const now = domain.clock.now().getTime();
  const actor = await requireLocalActor(domain.db, drafter.handle);
  const pact = await draftPact(domain, operator, actor.id, {
    supplierId,
    groupIds,
    title: 'Pasta bio, prezzo trasparente (patto)',
    terms:
      'Il prezzo copre grano, macina, pastificazione e viaggio, voce per voce, e si rivede insieme a giugno.\n\nOrdini ogni due mesi; un terzo si paga all’ordine, il resto alla consegna.',
    offers: offers.map(({ post }) => post.id),
    validFrom: dayOf(new Date(now)),
    validUntil: dayOf(new Date(now + 365 * DAY_MS)),
    minimum: '40 confezioni per viaggio',
    leadDays: 20,
    visibility: 'public',
  });
  for (const party of [...others, supplier]) await sign(party, pact, until);
  await until(async () => (await pactIn(drafter, pact))?.state === 'in-force');
}

async function sign(party: Party, { uri, digest }: Pact, until: Until): Promise<void> {
  const { domain } = party.services;
  await until(async () => (await pactIn(party, { uri })) !== undefined);
  const pact = await pactIn(party, { uri });
  const actor = await requireLocalActor(domain.db, party.handle);
  await signPact(domain, operator, actor.id, pact?.id ?? '', digest);
}

async function pactIn({ services, handle }: Party, { uri }: Pick<Pact, 'uri'>): Promise<Pact | undefined> {
  const { db } = services.domain;
  const actor = await requireLocalActor(db, handle);
  return (await pactsOf(db, [actor.uri], 10)).find((pact) => pact.uri === uri);
}

/** A district attests what people of three territories saw at one of its farms. */
export async function seedVisit({ domain }: Services, handle: string): Promise<void> {
  const farm = await requireLocalActor(domain.db, handle);
  const now = domain.clock.now().getTime();
  await issueAttestation(domain, operator, farm.id, {
    scope: 'Orti in pieno campo e meleto, metodo biologico',
    text: 'Rotazioni curate, niente diserbo, compost fatto in azienda.\n\nDa migliorare: la siepe verso la strada, che rifaremo insieme in inverno.',
    visitedOn: dayOf(new Date(now - 12 * DAY_MS)),
    validUntil: dayOf(new Date(now + 353 * DAY_MS)),
    visitors: [
      { name: 'Gino Palazzin, orticoltore', role: 'producer', territory: 'Val Belluna' },
      { name: 'Ines Calafiore, agronoma', role: 'technician', territory: 'Monti Iblei' },
      { name: 'Agnese Cassettari, GAS Barga Vecchia', role: 'consumer', territory: 'Valle del Serchio' },
    ],
  });
}
