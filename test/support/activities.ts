import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import type { JsonObject } from '../../src/federation/json/context.ts';
import { resolveActor } from '../../src/federation/remote/resolve-actor.ts';
import type { InboxNode } from './inbox-node.ts';
import type { Answer, Peer, PeerActor } from './peer.ts';

const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';
let count = 0;

/** An activity of a peer's actor, with an id of its own. */
export function activity(actor: PeerActor, type: string, object: unknown, more: JsonObject = {}): JsonObject {
  return {
    '@context': 'https://www.w3.org/ns/activitystreams',
    id: `${actor.uri}/activities/${++count}`,
    type,
    actor: actor.uri,
    object: object as JsonObject,
    ...more,
  };
}

/** A public note of a peer's actor, without a context of its own. */
export function note(author: PeerActor, published: Date, more: JsonObject = {}): JsonObject {
  return {
    id: `${author.uri}/notes/${++count}`,
    type: 'Note',
    attributedTo: author.uri,
    to: [PUBLIC],
    cc: [`${author.uri}/followers`],
    content: '<p>Pane fresco</p>',
    published: published.toISOString(),
    ...more,
  };
}

/** The node's member follows somebody at a peer, who accepts. */
export async function followAndAccept(node: InboxNode, peer: Peer, followed: PeerActor): Promise<Answer> {
  const actor = await resolveActor(node.federation, followed.uri);
  const follow = await requestFollow(node.federation.domain, operator, node.member.id, actor?.id ?? '');
  return peer.post(`${node.origin}/inbox`, activity(followed, 'Accept', follow.uri), { as: followed });
}
