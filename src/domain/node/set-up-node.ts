import { eq, sql } from 'drizzle-orm';
import { textToHtml } from '../../platform/html/text.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { clockCaller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { findComune } from '../places/places.ts';
import { KINDS } from '../taxonomy/kinds.ts';
import { node } from './node.table.ts';

/** What the configuration says of the district or network. */
export interface NodeProfile {
  readonly role: 'district' | 'network';
  readonly handle: string;
  readonly name: string;
  readonly summary: string;
  readonly place: { readonly comune?: string | undefined; readonly province?: string | undefined };
}

/** The node's own two actors: the Application whose key signs its fetches (FEP-2677), and the district or network. */
export interface NodeActors {
  readonly application: Actor;
  readonly group: Actor;
}

/** Makes the node's actors at the first start, and brings them up to date with the configuration at each later one. */
export async function setUpNode(domain: Domain, profile: NodeProfile): Promise<NodeActors> {
  return domain.db.transaction(async (tx) => {
    // Several processes may start for the first time at once.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('distretto node'))`);
    const [existing] = await tx.select().from(node);
    const applicationId = existing?.applicationId ?? domain.ids();
    const groupId = existing?.groupId ?? domain.ids();
    const { addresses } = domain;
    const now = domain.clock.now();
    const common = { sharedInbox: addresses.sharedInbox, createdAt: now, updatedAt: now };
    const nodeUri = addresses.nodeActor;
    await tx
      .insert(actors)
      .values({
        ...common,
        id: applicationId,
        uri: nodeUri,
        type: 'Application',
        handle: `nodo.${addresses.host.replace(/[^a-z0-9.]/gi, '.')}`,
        name: profile.name,
        url: `${addresses.origin}/`,
        inbox: `${nodeUri}/inbox`,
        outbox: `${nodeUri}/outbox`,
      })
      .onConflictDoNothing();
    const uri = addresses.actor(groupId);
    const comune = profile.place.comune
      ? findComune({ name: profile.place.comune, province: profile.place.province })
      : undefined;
    const facts = {
      handle: profile.handle,
      name: profile.name,
      summary: textToHtml(profile.summary),
      kind: KINDS[profile.role].iri,
      comune: comune?.name ?? null,
      province: comune?.province ?? null,
      region: comune?.region ?? null,
      latitude: comune?.latitude ?? null,
      longitude: comune?.longitude ?? null,
      affiliations: `${uri}/affiliations`,
      attestations: `${uri}/attestations`,
    };
    const [before] = await tx.select().from(actors).where(eq(actors.id, groupId));
    if (before === undefined) {
      await tx.insert(actors).values({
        ...common,
        ...facts,
        id: groupId,
        uri,
        type: 'Group',
        url: `${addresses.origin}/`,
        inbox: `${uri}/inbox`,
        outbox: `${uri}/outbox`,
        followers: `${uri}/followers`,
        offers: `${uri}/offers`,
        discoverable: true,
        indexable: true,
      });
      await tx.insert(node).values({ applicationId, groupId });
      await recordEvent(tx, domain, clockCaller, { type: 'node-set-up', actorId: groupId });
    } else if (Object.entries(facts).some(([key, value]) => before[key as keyof typeof facts] !== value)) {
      await tx
        .update(actors)
        .set({ ...facts, updatedAt: now })
        .where(eq(actors.id, groupId));
      await recordEvent(tx, domain, clockCaller, { type: 'actor-changed', actorId: groupId });
    }
    return nodeActorsFrom(tx, applicationId, groupId);
  });
}

async function nodeActorsFrom(
  tx: Parameters<Parameters<Domain['db']['transaction']>[0]>[0],
  applicationId: string,
  groupId: string,
): Promise<NodeActors> {
  const [application] = await tx.select().from(actors).where(eq(actors.id, applicationId));
  const [group] = await tx.select().from(actors).where(eq(actors.id, groupId));
  if (application === undefined || group === undefined) throw new Error('the node has lost its own actors');
  return { application, group };
}
