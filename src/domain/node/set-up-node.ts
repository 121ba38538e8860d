import { eq, isNull, sql } from 'drizzle-orm';
import { textToHtml } from '../../platform/html/text.ts';
import { actors } from '../actors/actor.table.ts';
import { clockCaller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { placeFacts } from '../places/place-columns.ts';
import { findComune } from '../places/places.ts';
import { KINDS } from '../taxonomy/kinds.ts';
import { node } from './node.table.ts';
import { type NodeActors, nodeActors } from './node-reads.ts';

/** What the configuration says of the district or network: at the first start all, later only role and handle. */
export interface NodeProfile {
  readonly role: 'district' | 'network';
  readonly handle: string;
  readonly locale?: 'it' | 'en';
  readonly name: string;
  readonly summary: string;
  readonly place: { readonly comune?: string | undefined; readonly province?: string | undefined };
}

/**
 * Makes the node's actors at the first start, from the configuration. At later ones only what they are changes by it:
 * how the district introduces itself is then decided in the pages (`changeSettings`).
 */
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
    const { comune, province } = profile.place;
    const facts = {
      handle: profile.handle,
      kind: KINDS[profile.role].iri,
      affiliations: `${uri}/affiliations`,
      attestations: `${uri}/attestations`,
    };
    const [before] = await tx.select().from(actors).where(eq(actors.id, groupId));
    if (before === undefined) {
      await tx.insert(actors).values({
        ...common,
        ...facts,
        ...placeFacts(comune ? findComune({ name: comune, province }) : undefined),
        id: groupId,
        uri,
        type: 'Group',
        name: profile.name,
        summary: textToHtml(profile.summary),
        url: `${addresses.origin}/`,
        inbox: `${uri}/inbox`,
        outbox: `${uri}/outbox`,
        followers: `${uri}/followers`,
        offers: `${uri}/offers`,
        discoverable: true,
        indexable: true,
      });
      await tx.insert(node).values({ applicationId, groupId, locale: profile.locale });
      await recordEvent(tx, domain, clockCaller, { type: 'node-set-up', actorId: groupId });
    } else if (Object.entries(facts).some(([key, value]) => before[key as keyof typeof facts] !== value)) {
      await tx
        .update(actors)
        .set({ ...facts, updatedAt: now })
        .where(eq(actors.id, groupId));
      await recordEvent(tx, domain, clockCaller, { type: 'actor-changed', actorId: groupId });
    }
    await tx
      .update(node)
      .set({ locale: profile.locale ?? 'it' })
      .where(isNull(node.locale));
    return nodeActors(tx);
  });
}
