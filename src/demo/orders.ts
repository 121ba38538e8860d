import type { Services } from '../app/services.ts';
import { requireLocalActor } from '../domain/actors/actor-reads.ts';
import { operator } from '../domain/caller.ts';
import { openOrder } from '../domain/orders/open-order.ts';
import type { NewOrder } from '../domain/orders/order.ts';
import { orderById } from '../domain/orders/order-reads.ts';
import { pledge } from '../domain/orders/pledge.ts';
import { postByUri } from '../domain/posts/post-reads.ts';
import { catalogue } from '../domain/proposals/catalogue.ts';

const DAY_MS = 86_400_000;
/** The orders of the past close while the rest is looked at. */
const CLOSES_SOON_MS = 20_000;

/** Somebody of one of the districts, and how much of what is ordered. */
interface DemoBuyer {
  readonly services: Services;
  readonly handle: string;
  readonly quantity: string;
  readonly pickup: string;
  readonly message?: string;
}

type OrderFacts = Omit<NewOrder, 'offers' | 'closesAt' | 'deliversAt'>;

const ORANGES = {
  by: 'giardini_di_ponente',
  words: 'arance spremuta',
  days: 9,
  facts: {
    title: 'Arance bio',
    text: 'Raccolte il giorno prima, viaggiano insieme. Aperto ai GAS di altri distretti. #arance',
    minimum: '40',
    maximum: '120',
    label: 'cassette',
    pickups: ['Modica, mercato contadino', 'Feltre, cantina del GAS', 'Barga, sede del GAS'],
  },
} as const;

/** Two that have found their end: one above its minimum, one below. */
const PAST = [
  {
    by: 'frantoio_carrubo',
    words: 'olio extravergine',
    facts: {
      title: 'Olio nuovo, prima spremitura',
      text: 'Latte da 5 litri, consegna al mercato. #olio',
      minimum: '50',
      pickups: ['Modica, mercato contadino'],
    },
    pledges: [
      ['gas_modica', '35'],
      ['mercato_contadino', '20'],
    ],
  },
  {
    by: 'giardini_di_ponente',
    words: 'limoni femminello',
    facts: {
      title: 'Limoni per le conserve',
      text: 'Solo se riempiamo mezzo furgone.',
      minimum: '100',
      pickups: ['Modica, mercato contadino'],
    },
    pledges: [['gas_modica', '20']],
  },
] as const;

/** Opens the orders of one district: the oranges, joined by buyers of all, and two that close by themselves. */
export async function seedOrders(
  services: Services,
  buyers: readonly DemoBuyer[],
  until: (arrived: () => Promise<boolean>) => Promise<void>,
): Promise<void> {
  const { db, clock } = services.domain;
  const now = clock.now().getTime();
  for (const { by, words, facts, pledges } of PAST) {
    const closesAt = new Date(now + CLOSES_SOON_MS);
    const { id } = await open(services, by, words, { ...facts, pickups: [...facts.pickups] }, closesAt);
    for (const [handle, quantity] of pledges) {
      const buyer = await requireLocalActor(db, handle);
      await pledge(services.domain, operator, buyer.id, id, { quantity, pickup: facts.pickups[0] });
    }
  }
  const { by, words, days, facts } = ORANGES;
  const closesAt = new Date(now + days * DAY_MS);
  const order = await open(services, by, words, { ...facts, pickups: [...facts.pickups] }, closesAt);
  for (const { services: there, handle, ...terms } of buyers) {
    await until(async () => (await postByUri(there.domain.db, order.uri)) !== undefined);
    const known = await postByUri(there.domain.db, order.uri);
    const buyer = await requireLocalActor(there.domain.db, handle);
    await pledge(there.domain, operator, buyer.id, known?.id ?? '', terms);
  }
  await until(async () => (await orderById(db, order.id))?.order.pledgers === buyers.length);
}

async function open({ domain }: Services, by: string, text: string, facts: OrderFacts, closesAt: Date) {
  const owner = await requireLocalActor(domain.db, by);
  const [offer] = await catalogue(domain.db, { ownerId: owner.id, text }, 1);
  return openOrder(domain, operator, owner.id, {
    ...facts,
    offers: [offer?.post.id ?? ''],
    closesAt,
    deliversAt: new Date(closesAt.getTime() + 14 * DAY_MS),
  });
}
