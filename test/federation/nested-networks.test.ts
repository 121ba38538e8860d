import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { announcements } from '../../src/domain/announcements/announcement-reads.ts';
import { publishAnnouncement } from '../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../src/domain/caller.ts';
import { ties } from '../../src/domain/follows/follow-reads.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { directory } from '../../src/domain/members/member-reads.ts';
import { askMembership } from '../../src/domain/memberships/ask-membership.ts';
import { admitMember, leaveGroup } from '../../src/domain/memberships/decide-membership.ts';
import { membershipsOf } from '../../src/domain/memberships/membership-reads.ts';
import { boostPost } from '../../src/domain/posts/boost.ts';
import { catalogue } from '../../src/domain/proposals/catalogue.ts';
import { withdrawProposal } from '../../src/domain/proposals/end-proposal.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';

describe('a national network over two regional ones over two districts', () => {
  let valle: TestNode;
  let colle: TestNode;
  let nord: TestNode;
  let sud: TestNode;
  let paese: TestNode;
  let all: TestNode[] = [];
  const farms = new Map<TestNode, Actor>();

  beforeAll(async () => {
    all = await Promise.all([
      startNode({ name: 'DES Valle' }),
      startNode({ name: 'DES Colle' }),
      startNode({ name: 'RES Nord', role: 'network' }),
      startNode({ name: 'RES Sud', role: 'network' }),
      startNode({ name: 'RES Paese', role: 'network' }),
    ]);
    [valle, colle, nord, sud, paese] = all as [TestNode, TestNode, TestNode, TestNode, TestNode];
    for (const [node, handle] of [
      [valle, 'podere'],
      [colle, 'mulino'],
    ] as const) {
      const { domain } = node.services;
      farms.set(node, await addMember(domain, operator, { handle, name: handle, kind: 'enterprise' }));
    }
    await offer(valle, 'Arance prima della rete');
    // The district of both regional networks, and the other one; the networks belong to each other and to the national one.
    await join(nord, paese);
    await join(sud, paese);
    await join(valle, nord);
    await join(valle, sud);
    await join(colle, sud);
    await join(paese, nord);
  }, 60_000);
  afterAll(() => Promise.all(all.map((node) => node.stop())));

  const groupOf = (node: TestNode) => node.services.actors.group;
  const seen = (node: TestNode, of: TestNode, handle = groupOf(of).handle) =>
    resolveHandle(node.services.federation, `@${handle}@${of.host}`);
  async function join(member: TestNode, group: TestNode) {
    const { id } = await seen(member, group);
    const { joinUri } = await askMembership(member.services.domain, operator, groupOf(member).id, id, {});
    const asked = await tieOf(group, joinUri, 'asked');
    await admitMember(group.services.domain, operator, asked);
    return { here: await tieOf(member, joinUri, 'admitted'), there: asked };
  }
  async function tieOf(node: TestNode, joinUri: string, state: 'asked' | 'admitted') {
    const { domain } = node.services;
    const rows = () => membershipsOf(domain.db, { actorIds: [groupOf(node).id], states: [state] }, 50);
    const found = await eventually(
      async () => (await rows()).find(({ membership }) => membership.joinUri === joinUri),
      (row) => row !== undefined,
    );
    return found?.membership.id ?? '';
  }
  const offer = (node: TestNode, title: string) =>
    publishProposal(node.services.domain, operator, farms.get(node)?.id ?? '', { purpose: 'offer', title });
  const offersAt = async (node: TestNode) =>
    (await catalogue(node.services.domain.db, {}, 100))
      .map(({ post, group }) => `${post.title} (${group?.name})`)
      .sort();
  const followedBy = async (node: TestNode) =>
    (await ties(node.services.domain.db, 'following', groupOf(node).id, { limit: 50 }))
      .map(({ actor }) => actor.name)
      .sort();
  const membersAt = async (node: TestNode) => {
    const network = groupOf(node).id;
    return (await directory(node.services.domain.db, { network }, 50)).map(({ name }) => name);
  };

  it('the national one follows each district and network beneath, once, and itself never', async () => {
    const everyone = ['DES Colle', 'DES Valle', 'RES Nord', 'RES Sud'];
    await eventually(
      () => followedBy(paese),
      (names) => names.length >= everyone.length,
      40_000,
    );
    expect(await followedBy(paese)).toEqual(everyone);
    // Through the circle the regional one sees all others as well.
    await eventually(
      () => followedBy(nord),
      (names) => names.join() === 'DES Colle,DES Valle,RES Paese,RES Sud',
      40_000,
    );
  });

  it('shows what was offered before and what comes, of a district of two networks once', async () => {
    await offer(colle, 'Farina');
    await publishAnnouncement(colle.services.domain, operator, farms.get(colle)?.id ?? '', {
      title: 'Festa del grano',
      text: 'Domenica',
    });
    await eventually(
      () => offersAt(paese),
      (offers) => offers.length === 2,
    );
    expect(await offersAt(paese)).toEqual(['Arance prima della rete (DES Valle)', 'Farina (DES Colle)']);
    await eventually(
      () => announcements(paese.services.domain.db, {}, 10),
      (news) => news.length === 1,
    );
  });

  it('counts an offer once that both regional networks pass on, as its district’s', async () => {
    const post = await offer(valle, 'Miele');
    for (const node of [nord, sud]) {
      const { domain } = node.services;
      const [known] = await eventually(
        async () => (await catalogue(domain.db, {}, 100)).filter((one) => one.post.uri === post.uri),
        (found) => found.length === 1,
      );
      await boostPost(domain, operator, groupOf(node).id, known?.post.id ?? '');
    }
    await eventually(
      () => offersAt(paese),
      (offers) => offers.length === 3,
    );
    expect(await offersAt(paese)).toContain('Miele (DES Valle)');
    const districts = await (await fetch(`${paese.origin}/offerte?text=Miele`)).text();
    expect(districts.match(/<h2[^>]*>[^<]*<a[^>]*>Miele/g)).toHaveLength(1);
  });

  it('lists the members of all districts, each once, in its pages and in its open data', async () => {
    await eventually(
      () => membersAt(paese),
      (names) => names.length === 2,
    );
    expect(await membersAt(paese)).toEqual(['mulino', 'podere']);
    const answer = await fetch(`${paese.origin}/api/dati/v1/soggetti.json`);
    expect(JSON.stringify(await answer.json())).toContain(farms.get(valle)?.uri);
    const page = await (await fetch(`${paese.origin}/soggetti`)).text();
    expect(page).toContain('mulino');
    const [, district = ''] = /<option value="(\d+)">DES Valle \(1\)/.exec(page) ?? [];
    const ofValle = await (await fetch(`${paese.origin}/soggetti?district=${district}`)).text();
    expect(ofValle).toContain('podere</a>');
    expect(ofValle).not.toContain('mulino</a>');
  });

  it('a withdrawal at the origin reaches the national one', async () => {
    const post = await offer(colle, 'Castagne');
    await eventually(
      () => offersAt(paese),
      (offers) => offers.includes('Castagne (DES Colle)'),
    );
    await withdrawProposal(colle.services.domain, operator, post.id);
    await eventually(
      () => offersAt(paese),
      (offers) => !offers.includes('Castagne (DES Colle)'),
    );
  });

  it('a district that leaves one of two networks stays; that leaves both is left and forgotten; and may come back', async () => {
    const leave = async (network: TestNode) => {
      const { domain } = valle.services;
      const there = await seen(valle, network);
      const filter = { actorIds: [groupOf(valle).id], states: ['admitted'] } as const;
      const rows = await membershipsOf(domain.db, filter, 50);
      const tie = rows.find(({ group }) => group.id === there.id);
      await leaveGroup(domain, operator, tie?.membership.id ?? '', { note: 'Arrivederci' });
    };
    await leave(sud);
    await eventually(
      () => followedBy(sud),
      (names) => !names.includes('DES Valle') || names.includes('RES Nord'),
    );
    expect(await offersAt(paese)).toContain('Miele (DES Valle)');
    await leave(nord);
    for (const node of [paese, nord, sud]) {
      await eventually(
        () => followedBy(node),
        (names) => !names.includes('DES Valle'),
      );
      await eventually(
        () => offersAt(node),
        (offers) => offers.join() === 'Farina (DES Colle)',
      );
    }
    expect(await membersAt(paese)).toEqual(['mulino']);
    await join(valle, sud);
    await eventually(
      () => offersAt(paese),
      (offers) => offers.length === 3,
      40_000,
    );
    expect(await membersAt(paese)).toEqual(['mulino', 'podere']);
  });
});
