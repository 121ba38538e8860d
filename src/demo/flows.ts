import type { Services } from '../app/services.ts';
import { requireLocalActor } from '../domain/actors/actor-reads.ts';
import { acceptResponse } from '../domain/agreements/accept.ts';
import { agreementsOf } from '../domain/agreements/agreement-reads.ts';
import { markDone } from '../domain/agreements/fulfil.ts';
import { respond } from '../domain/agreements/respond.ts';
import { yearOf } from '../domain/annual-report/annual-report.ts';
import type { Score } from '../domain/annual-report/principle.ts';
import { writeSelfAssessment } from '../domain/annual-report/write-self-assessment.ts';
import { operator } from '../domain/caller.ts';
import { FEWEST } from '../domain/flows/flow.ts';
import { flowYears } from '../domain/flows/flow-reads.ts';
import { countFlows, publishFlows } from '../domain/flows/publish-flows.ts';
import { catalogue } from '../domain/proposals/catalogue.ts';

/** Waits for something to have come from another district. */
type Until = (arrived: () => Promise<boolean>) => Promise<void>;

interface Side {
  readonly services: Services;
  readonly handle: string;
}

/** As many agreements between two districts as may be told of, all fulfilled; both let it be known. */
export async function seedFlows(
  { giver, receiver, title }: { readonly giver: Side; readonly receiver: Side; readonly title: string },
  network: Services,
  until: Until,
): Promise<void> {
  const there = receiver.services.domain;
  const here = giver.services.domain;
  const owner = await requireLocalActor(here.db, giver.handle);
  const buyer = await requireLocalActor(there.db, receiver.handle);
  const [offer] = await catalogue(there.db, { text: `"${title}"`, from: 'elsewhere' }, 1);
  if (offer === undefined) throw new Error(`no offer "${title}" in the demonstration`);
  const message = 'Lo ritiriamo noi, come sempre.';
  const quantity = offer.proposal.quantity ?? '1';
  for (let n = 0; n < FEWEST; n++)
    await respond(there, operator, buyer.id, offer.post.id, { quantity, message });
  const ofPair = async (services: Services, id: string, state: 'proposed' | 'accepted' | 'fulfilled') =>
    (await agreementsOf(services.domain.db, [id], { states: [state] }, 50)).filter(
      ({ agreement }) => agreement.message === message,
    );
  const allAre = (services: Services, id: string, state: 'proposed' | 'accepted' | 'fulfilled') =>
    until(async () => (await ofPair(services, id, state)).length === FEWEST);
  await allAre(giver.services, owner.id, 'proposed');
  for (const { agreement } of await ofPair(giver.services, owner.id, 'proposed'))
    await acceptResponse(here, operator, owner.id, agreement.id);
  await allAre(receiver.services, buyer.id, 'accepted');
  for (const [services, id] of [
    [giver.services, owner.id],
    [receiver.services, buyer.id],
  ] as const) {
    for (const { agreement } of await ofPair(services, id, 'accepted'))
      await markDone(services.domain, operator, id, agreement.id, {});
  }
  await allAre(giver.services, owner.id, 'fulfilled');
  await allAre(receiver.services, buyer.id, 'fulfilled');
  for (const { services } of [giver, receiver]) await publishFlows(services.domain, operator, true);
  // The second one to be counted knows of the first one's consent by then.
  await until(async () => {
    for (const { services } of [giver, receiver]) await countFlows(services.domain);
    return (await flowYears(network.domain.db)).length > 0;
  });
}

/** A few members judge themselves by the principles. */
export async function seedAssessments({ domain }: Services, handles: readonly string[]): Promise<void> {
  const year = yearOf(domain.clock.now());
  const scores: readonly Score[] = [3, 2, 4, 3, 1];
  for (const [index, handle] of handles.entries()) {
    const { id } = await requireLocalActor(domain.db, handle);
    const score = (step: number): Score => scores[(index + step) % scores.length] ?? 2;
    await writeSelfAssessment(domain, operator, id, {
      year,
      answers: {
        cooperation: { score: score(0), note: 'Compriamo e trasportiamo insieme ad altri.' },
        reciprocity: { score: score(1) },
        territory: { score: score(2) },
        social: { score: score(3) },
        ecological: { score: score(4) },
      },
      shown: index === 0,
    });
  }
}
