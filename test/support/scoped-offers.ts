import { operator } from '../../src/domain/caller.ts';
import { askMembership } from '../../src/domain/memberships/ask-membership.ts';
import type { Post } from '../../src/domain/posts/post.table.ts';
import { groupsWithin } from '../../src/domain/proposals/hearers.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import type { Scope } from '../../src/domain/proposals/scope.ts';
import { ACTOR_CONTEXT } from '../../src/federation/json/context.ts';
import { resolveActor } from '../../src/federation/remote/resolve-actor.ts';
import { activity } from './activities.ts';
import { eventually, type TestNode } from './node.ts';
import type { Peer, PeerActor } from './peer.ts';

/** A group of a peer as a network in Prato, before anybody has asked for it. */
export function serveNetwork(peer: Peer, network: PeerActor): void {
  peer.serve(network.uri, {
    ...network.document,
    '@context': ACTOR_CONTEXT,
    type: 'Group',
    classifiedAs: ['https://w3id.org/des/ns#Network'],
    affiliations: `${network.uri}/affiliations`,
    location: { type: 'Place', name: 'Prato', address: { type: 'PostalAddress', addressRegion: 'PO' } },
  });
}

/** The node's district asks to belong to the network, which admits it. */
export async function joinNetwork(node: TestNode, peer: Peer, network: PeerActor): Promise<void> {
  const { domain, federation, actors } = node.services;
  const there = await resolveActor(federation, network.uri);
  const { joinUri } = await askMembership(domain, operator, actors.group.id, there?.id ?? '', {});
  const accept = activity(network, 'Accept', { type: 'Join', id: joinUri });
  await peer.post(`${node.origin}/inbox`, accept, { as: network });
  await eventually(
    () => groupsWithin(domain.db, 'region'),
    (within) => within.length === 1,
  );
}

/** An offer for each scope that has a title. */
export async function publishScoped(
  { services: { domain } }: TestNode,
  ownerId: string,
  titles: Partial<Record<Scope, string>>,
): Promise<Post[]> {
  const published = [];
  for (const scope of ['district', 'region', 'network'] as const) {
    const title = titles[scope] ?? scope;
    published.push(
      await publishProposal(domain, operator, ownerId, { purpose: 'offer', title, scope, text: '#erba' }),
    );
  }
  return published;
}
