import type { Services } from '../app/services.ts';
import { actorById, requireLocalActor } from '../domain/actors/actor-reads.ts';
import { operator } from '../domain/caller.ts';
import { publishCharter } from '../domain/charter/publish-charter.ts';
import { acceptCharter } from '../domain/memberships/accept-charter.ts';
import { apply } from '../domain/memberships/apply.ts';
import { askMembership } from '../domain/memberships/ask-membership.ts';
import { admitMember } from '../domain/memberships/decide-membership.ts';
import { membershipsOf, memberTies } from '../domain/memberships/membership-reads.ts';
import { resolveHandle } from '../federation/remote/webfinger-client.ts';

/** Waits for something to have come from another district. */
type Until = (arrived: () => Promise<boolean>) => Promise<void>;

const FOUNDING = `Mettiamo al centro le persone, il lavoro giusto e la terra, non il profitto.

Chi aderisce racconta da dove viene ciò che offre, come è fatto e come si forma il prezzo.

Si decide insieme, in assemblea: ogni realtà ha una voce.`;

const REVISED = `Mettiamo al centro le persone, il lavoro giusto e pagato, la terra e l’acqua, non il profitto.

Chi aderisce racconta da dove viene ciò che offre, come è fatto e come si forma il prezzo. Accetta le visite di garanzia partecipata.

Si decide insieme, in assemblea: ogni realtà ha una voce.`;

/** The first charter of a district: whoever signs up accepts it. */
export async function seedCharter({ domain }: Services): Promise<void> {
  await publishCharter(domain, operator, { text: FOUNDING, note: 'Assemblea fondativa' });
}

/** The assembly has changed the charter; not everyone has accepted the new version yet. */
export async function seedNewCharter(
  { domain, actors }: Services,
  handles: readonly string[],
): Promise<void> {
  const note = 'Aggiunti l’acqua, la paga e le visite';
  const { version } = await publishCharter(domain, operator, { text: REVISED, note });
  const charter = domain.addresses.charterPage(version);
  for (const handle of handles) {
    await acceptCharter(domain, operator, (await requireLocalActor(domain.db, handle)).id, charter);
  }
  await apply(domain, undefined, {
    name: 'Caseificio Malga Alta',
    kind: 'enterprise',
    handle: 'malga_alta',
    email: 'malga@posta.example',
    summary: 'Formaggi di malga da latte crudo.',
    message: 'Ci conosce il GAS, che ci compra già il burro. Vorremmo offrire a tutti.',
    charter: (await actorById(domain.db, actors.group.id))?.charter ?? charter,
  });
}

/** An association of members: those who are in it, and one who has asked. */
export async function seedAssociation(
  { domain }: Services,
  handle: string,
  members: readonly string[],
  waiting: string,
): Promise<void> {
  const association = await requireLocalActor(domain.db, handle);
  const ask = async (member: string, message: string) => {
    const { id } = await requireLocalActor(domain.db, member);
    return askMembership(domain, operator, id, association.id, { message });
  };
  for (const member of members) await admitMember(domain, operator, (await ask(member, '')).id);
  await ask(waiting, 'Vorremmo scambiare ore di manutenzione.');
}

/** The districts ask the network to join it, which admits them. */
export async function seedNetwork(
  districts: readonly Services[],
  network: Services,
  until: Until,
): Promise<void> {
  const { group } = network.actors;
  const handle = `@${group.handle}@${network.domain.addresses.host}`;
  for (const { domain, federation, actors } of districts) {
    const { id } = await resolveHandle(federation, handle);
    const message = 'L’assemblea ha deciso di entrare nella rete.';
    await askMembership(domain, operator, actors.group.id, id, { message });
  }
  const { db } = network.domain;
  const asked = { actorIds: [group.id], side: 'group', states: ['asked'] } as const;
  let admitted = 0;
  await until(async () => {
    for (const { membership } of await membershipsOf(db, asked, districts.length)) {
      await admitMember(network.domain, operator, membership.id);
      admitted++;
    }
    return admitted === districts.length;
  });
  await until(async () => {
    const ties = await memberTies(db, group, districts.length);
    return ties.filter(({ confirmation }) => confirmation === 'both').length === districts.length;
  });
}
