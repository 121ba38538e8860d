import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { actorById } from '../../src/domain/actors/actor-reads.ts';
import { operator } from '../../src/domain/caller.ts';
import { publishCharter } from '../../src/domain/charter/publish-charter.ts';
import { ties } from '../../src/domain/follows/follow-reads.ts';
import { historyOf } from '../../src/domain/history/event-reads.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { endMembership } from '../../src/domain/members/end-membership.ts';
import { askMembership } from '../../src/domain/memberships/ask-membership.ts';
import {
  admitMember,
  leaveGroup,
  refuseMember,
  removeMember,
} from '../../src/domain/memberships/decide-membership.ts';
import type { MembershipState } from '../../src/domain/memberships/membership.ts';
import { groupTies, membershipsOf, memberTies } from '../../src/domain/memberships/membership-reads.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';

describe('a district, a network and a network of networks', () => {
  let valle: TestNode;
  let rete: TestNode;
  let ovest: TestNode;
  let farm: Actor;
  beforeAll(async () => {
    valle = await startNode({ name: 'DES Valle' });
    rete = await startNode({ name: 'RES Monti', role: 'network' });
    ovest = await startNode({ name: 'RES Ovest', role: 'network' });
    farm = await addMember(valle.services.domain, operator, {
      handle: 'podere',
      name: 'Podere',
      kind: 'enterprise',
    });
  });
  afterAll(() => Promise.all([valle?.stop(), rete?.stop(), ovest?.stop()]));

  const groupOf = (node: TestNode) => node.services.actors.group;
  const seen = (node: TestNode, handle: string, of: TestNode) =>
    resolveHandle(node.services.federation, `@${handle}@${of.host}`);
  const ask = async (node: TestNode, member: Actor, group: TestNode, message = '') => {
    const there = await seen(node, groupOf(group).handle, group);
    return askMembership(node.services.domain, operator, member.id, there.id, { message });
  };
  const byJoin = async (node: TestNode, joinUri: string) => {
    const { db } = node.services.domain;
    const actorIds = [groupOf(node).id, farm.id];
    const rows = await membershipsOf(db, { actorIds }, 50);
    return rows.find(({ membership }) => membership.joinUri === joinUri)?.membership;
  };
  const reaches = (node: TestNode, joinUri: string, state: MembershipState) =>
    eventually(
      () => byJoin(node, joinUri),
      (membership) => membership?.state === state,
    );
  const decide = async (
    node: TestNode,
    joinUri: string,
    step: typeof admitMember | typeof refuseMember,
    note = 'Perché no',
  ) => step(node.services.domain, operator, (await reaches(node, joinUri, 'asked'))?.id ?? '', { note });
  const affiliations = async (node: TestNode) => {
    const page = await fetch(`${groupOf(node).uri}/affiliations?page=first`);
    const { items } = (await page.json()) as { items: { subject: string }[] };
    return items.map(({ subject }) => subject);
  };
  const memberOf = async (uri: string): Promise<string[]> => {
    const answer = await fetch(uri, { headers: { accept: 'application/activity+json' } });
    return ((await answer.json()) as { memberOf?: string[] }).memberOf ?? [];
  };

  it('a district joins a network, which follows it; each confirms the other on both nodes', async () => {
    const { joinUri } = await ask(valle, groupOf(valle), rete, 'Siamo <venti> realtà');
    const there = await reaches(rete, joinUri, 'asked');
    expect(there?.message).toBe('Siamo <venti> realtà');
    await decide(rete, joinUri, admitMember);
    await reaches(valle, joinUri, 'admitted');
    expect(await affiliations(rete)).toEqual([groupOf(valle).uri]);
    await eventually(
      () => memberOf(groupOf(valle).uri),
      (groups) => groups.includes(groupOf(rete).uri),
    );
    const { db } = rete.services.domain;
    await eventually(
      () => ties(db, 'following', groupOf(rete).id, { limit: 10 }),
      (followed) => followed.some(({ actor }) => actor.uri === groupOf(valle).uri),
    );
    await eventually(
      () => memberTies(db, groupOf(rete), 10),
      ([tie]) => tie?.confirmation === 'both',
    );
    const [here] = await groupTies(
      valle.services.domain.db,
      (await actorById(valle.services.domain.db, groupOf(valle).id)) ?? groupOf(valle),
      10,
    );
    expect(here).toMatchObject({ confirmation: 'both', other: { uri: groupOf(rete).uri } });
    const page = async (path: string) => (await fetch(`${rete.origin}${path}`)).text();
    expect(await page('/adesioni')).toMatch(/DES Valle<\/bdi><\/a> <span[^>]*>confermato da entrambi/);
    expect(await page(`/@distretto@${valle.host}`)).toMatch(
      /RES Monti<\/bdi><\/a> <span[^>]*>confermato da entrambi/,
    );
    // Following it, the network has read who belongs to the district.
    const [district] = [await seen(rete, 'distretto', valle), await seen(rete, 'podere', valle)];
    await eventually(
      () => memberTies(db, district, 10),
      ([tie]) => tie?.other.uri === farm.uri && tie.confirmation === 'both',
    );
  });

  it('a network joins a network', async () => {
    const { joinUri } = await ask(rete, groupOf(rete), ovest);
    await decide(ovest, joinUri, admitMember);
    await reaches(rete, joinUri, 'admitted');
    expect(await affiliations(ovest)).toEqual([groupOf(rete).uri]);
  });

  it('a member is refused with a reason, asks again, is admitted, and leaves', async () => {
    const first = await ask(valle, farm, ovest);
    await decide(ovest, first.joinUri, refuseMember, 'Prima <parliamone>');
    await reaches(valle, first.joinUri, 'refused');
    const told = await historyOf(valle.services.domain.db, first.id);
    expect(told.at(-1)?.event.data).toEqual({ note: 'Prima <parliamone>' });
    const second = await ask(valle, farm, ovest);
    await decide(ovest, second.joinUri, admitMember);
    await reaches(valle, second.joinUri, 'admitted');
    expect(await affiliations(ovest)).toContain(farm.uri);
    await eventually(
      () => memberOf(farm.uri),
      (groups) => groups.length === 2,
    );
    await leaveGroup(valle.services.domain, operator, second.id, { note: 'Grazie' });
    await reaches(ovest, second.joinUri, 'left');
    expect(await affiliations(ovest)).not.toContain(farm.uri);
    expect(await memberOf(farm.uri)).toEqual([groupOf(valle).uri]);
  });

  it('a request is taken back; a membership is ended with a reason', async () => {
    const first = await ask(valle, farm, rete);
    await reaches(rete, first.joinUri, 'asked');
    await leaveGroup(valle.services.domain, operator, first.id, {});
    await reaches(rete, first.joinUri, 'withdrawn');
    const second = await ask(valle, farm, rete);
    await decide(rete, second.joinUri, admitMember);
    await reaches(valle, second.joinUri, 'admitted');
    const there = await byJoin(rete, second.joinUri);
    await removeMember(rete.services.domain, operator, there?.id ?? '', { note: 'Non si è più visto' });
    await reaches(valle, second.joinUri, 'removed');
    expect(await affiliations(rete)).not.toContain(farm.uri);
    await eventually(
      () => memberOf(farm.uri),
      (groups) => groups.length === 1,
    );
  });

  it('whoever joins accepts the charter of now, which the group keeps with the membership', async () => {
    const { domain } = valle.services;
    const { version } = await publishCharter(ovest.services.domain, operator, { text: 'Insieme.' });
    const charter = ovest.services.domain.addresses.charterPage(version);
    const there = await seen(valle, groupOf(ovest).handle, ovest);
    await eventually(
      () => actorById(domain.db, there.id),
      (known) => known?.charter === charter,
    );
    const without = askMembership(domain, operator, farm.id, there.id, {});
    await expect(without).rejects.toMatchObject({ code: 'charter_not_accepted' });
    const { joinUri, id } = await askMembership(domain, operator, farm.id, there.id, { charter });
    await decide(ovest, joinUri, refuseMember);
    expect(await byJoin(ovest, joinUri)).toMatchObject({ charter, state: 'refused' });
    await reaches(valle, joinUri, 'refused');
    expect((await byJoin(valle, joinUri))?.id).toBe(id);
  });

  it('whoever leaves its district leaves all groups', async () => {
    const there = await seen(valle, groupOf(ovest).handle, ovest);
    const accepted = { charter: there.charter ?? undefined };
    const asked = await askMembership(valle.services.domain, operator, farm.id, there.id, accepted);
    await decide(ovest, asked.joinUri, admitMember);
    await reaches(valle, asked.joinUri, 'admitted');
    await endMembership(valle.services.domain, operator, farm.id, { by: 'member' });
    await reaches(ovest, asked.joinUri, 'left');
    expect(await affiliations(valle)).toEqual([]);
    expect(await affiliations(ovest)).toEqual([groupOf(rete).uri]);
  });
});
