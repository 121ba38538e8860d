import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { operator } from '../../src/domain/caller.ts';
import { askMembership } from '../../src/domain/memberships/ask-membership.ts';
import { admitMember } from '../../src/domain/memberships/decide-membership.ts';
import { membershipsOf } from '../../src/domain/memberships/membership-reads.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { eventually, type TestNode } from './node.ts';

/** The group of one node joins that of another, which admits it; answers the membership there. */
export async function joinNetwork(member: TestNode, network: TestNode): Promise<string> {
  const { domain, federation, actors } = member.services;
  const { group } = network.services.actors;
  const there: Actor = await resolveHandle(federation, `@${group.handle}@${network.host}`);
  const { joinUri } = await askMembership(domain, operator, actors.group.id, there.id, {});
  const asked = await eventually(
    async () => {
      const found = await membershipsOf(
        network.services.domain.db,
        { actorIds: [group.id], side: 'group' },
        50,
      );
      return found.find(({ membership }) => membership.joinUri === joinUri)?.membership.id;
    },
    (id) => id !== undefined,
  );
  await admitMember(network.services.domain, operator, asked ?? '');
  return asked ?? '';
}
