import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { respond } from '../../src/domain/agreements/respond.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { askMembership } from '../../src/domain/memberships/ask-membership.ts';
import { admitMember, leaveGroup } from '../../src/domain/memberships/decide-membership.ts';
import type { MembershipState } from '../../src/domain/memberships/membership.ts';
import { membershipsOf } from '../../src/domain/memberships/membership-reads.ts';
import { boostPost } from '../../src/domain/posts/boost.ts';
import type { Post } from '../../src/domain/posts/post.table.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { catalogue, proposalById } from '../../src/domain/proposals/catalogue.ts';
import { settleScopes } from '../../src/domain/proposals/change-scope.ts';
import { withdrawProposal } from '../../src/domain/proposals/end-proposal.ts';
import { groupsWithin } from '../../src/domain/proposals/hearers.ts';
import { changeProposal, publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import type { Scope } from '../../src/domain/proposals/scope.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { activity } from '../support/activities.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { agreementIn, untold } from '../support/pair.ts';
import { type Peer, signedGetHeaders, startPeer } from '../support/peer.ts';

const WORD = 'zafferano';
const ACTIVITY = 'application/activity+json';

describe('the scope of an offer, from node to node', () => {
  /** Where it is published; beside it in the network, but in another region; the network; in the region, and followed. */
  let valle: TestNode;
  let monte: TestNode;
  let rete: TestNode;
  let collina: TestNode;
  /** A microblog whose people follow the farm and the district. */
  let peer: Peer;
  let farm: Actor;
  let gas: Actor;
  let offer: Post;

  const groupOf = (node: TestNode) => node.services.actors.group;
  const seen = (node: TestNode, handle: string, of: TestNode) =>
    resolveHandle(node.services.federation, `@${handle}@${of.host}`);
  const state = async (node: TestNode, joinUri: string, is: MembershipState) => {
    const { db } = node.services.domain;
    const find = async () =>
      (await membershipsOf(db, { actorIds: [groupOf(node).id] }, 20)).find(
        ({ membership }) => membership.joinUri === joinUri,
      );
    return (await eventually(find, (view) => view?.membership.state === is))?.membership.id ?? '';
  };
  const join = async (node: TestNode) => {
    const there = await seen(node, 'rete', rete);
    const { joinUri } = await askMembership(node.services.domain, operator, groupOf(node).id, there.id, {});
    await admitMember(rete.services.domain, operator, await state(rete, joinUri, 'asked'));
    return state(node, joinUri, 'admitted');
  };
  let monteJoined: string;

  /** What a node has of the offer: how far it reaches there, `null` where it has forgotten it or never knew. */
  const held = async (node: TestNode) => {
    const { db } = node.services.domain;
    const post = await postByUri(db, offer.uri);
    if (post === undefined || post.deletedAt !== null) return null;
    return (await proposalById(db, post.id))?.proposal.scope ?? null;
  };
  const become = async (expected: Record<'monte' | 'rete' | 'collina', Scope | null>) => {
    const now = async () => ({
      monte: await held(monte),
      rete: await held(rete),
      collina: await held(collina),
    });
    expect(await eventually(now, (is) => JSON.stringify(is) === JSON.stringify(expected))).toEqual(expected);
    await eventually(
      () => untold(valle),
      (left) => left === 0,
    );
  };
  const change = (scope: Scope) => changeProposal(valle.services.domain, operator, offer.id, { scope });
  const toldToPeer = () =>
    peer.requests.filter(({ method, body }) => method === 'POST' && body.includes(offer.uri));
  /** What anyone reads of a node who has no account there. */
  const inPublic = async (node: TestNode, post: Pick<Post, 'id'>) => {
    const { group } = node.services.actors;
    const own = node === valle ? [farm.uri, offer.uri] : [];
    const paths = [
      '/offerte',
      `/offerte?text=${WORD}`,
      '/offerte?scoped=1',
      '/offerte.atom',
      `/offerte/${post.id}`,
      '/mappa?show=proposals',
      '/sitemap.xml',
      '/embed/offerte',
      '/api/v1/proposals',
      '/api/v1/timelines/public',
      `/api/v1/statuses/${post.id}`,
      `/api/v1/accounts/${node === valle ? farm.id : group.id}/statuses`,
    ].map((path) => `${node.origin}${path}`);
    const ends = ['/outbox?page=first', '/offers?page=first', '/featured?page=first'];
    const collections = [group.uri, ...own.slice(0, 1)].flatMap((uri) => ends.map((end) => `${uri}${end}`));
    const leaks = [];
    for (const address of [...paths, ...collections, ...own]) {
      const response = await fetch(address, {
        headers: {
          accept: address.includes('/actors/') || address === offer.uri ? ACTIVITY : 'text/html, */*',
        },
      });
      // A page says back what was searched for.
      const text = (await response.text()).replaceAll(`text=${WORD}`, '').replaceAll(`value="${WORD}"`, '');
      const isNamed = !address.endsWith(post.id) && text.includes(`/${post.id}`);
      if (text.includes(`${WORD} in`) || isNamed) leaks.push(address.slice(node.origin.length));
    }
    return leaks;
  };
  const objectFor = (headers: Record<string, string>) =>
    fetch(offer.uri, { headers: { accept: ACTIVITY, ...headers } });

  beforeAll(async () => {
    [valle, monte, rete, collina] = await Promise.all([
      startNode({ name: 'DES Valle' }),
      startNode({ name: 'DES Monte', place: { comune: 'Bergamo', province: 'BG' } }),
      startNode({ name: 'RES Monti', role: 'network', place: { comune: 'Milano', province: 'MI' } }),
      startNode({ name: 'DES Collina', place: { comune: 'Siena', province: 'SI' } }),
    ]);
    peer = await startPeer({ actors: ['fulvia'] });
    const { domain, actors } = valle.services;
    farm = await addMember(domain, operator, {
      handle: 'podere',
      name: 'Podere',
      kind: 'enterprise',
      listed: true,
    });
    gas = await addMember(monte.services.domain, operator, {
      handle: 'gas',
      name: 'GAS',
      kind: 'buying-group',
    });
    const fulvia = peer.actor('fulvia');
    for (const followed of [farm.uri, actors.group.uri]) {
      const said = activity(fulvia, 'Follow', followed);
      expect((await peer.post(`${valle.origin}/inbox`, said, { as: fulvia })).status).toBe(202);
    }
    await join(valle);
    monteJoined = await join(monte);
    const neighbour = await seen(valle, 'distretto', collina);
    await requestFollow(domain, operator, actors.group.id, neighbour.id);
    const within = async () => [
      (await groupsWithin(domain.db, 'network')).length,
      (await groupsWithin(domain.db, 'region')).length,
    ];
    await eventually(within, ([network, region]) => network === 2 && region === 1);
    offer = await publishProposal(domain, operator, farm.id, {
      purpose: 'offer',
      title: `${WORD} in stimmi`,
      available: '20',
      scope: 'network',
      comune: 'Prato',
    });
  }, 60_000);
  afterAll(async () => {
    await peer?.close();
    await Promise.all([valle, monte, rete, collina].map((node) => node?.stop()));
  });

  test('what is for the network reaches its nodes, and is for their members alone', async () => {
    await become({ monte: 'network', rete: 'network', collina: null });
    expect(toldToPeer()).toEqual([]);
    for (const node of [valle, monte, rete]) {
      const { db } = node.services.domain;
      const post = await postByUri(db, offer.uri);
      expect(post?.visibility).toBe('scoped');
      expect(await inPublic(node, post ?? offer)).toEqual([]);
      expect(await catalogue(db, { text: WORD }, 5)).toEqual([]);
      expect((await catalogue(db, { text: WORD, scoped: true }, 5)).map((view) => view.post.uri)).toEqual([
        offer.uri,
      ]);
    }
    const missing = await fetch(`${valle.origin}/objects/999999999999999999`, {
      headers: { accept: ACTIVITY },
    });
    const stranger = await objectFor(signedGetHeaders(offer.uri, peer.actor('fulvia')));
    for (const answer of [await objectFor({}), stranger]) {
      expect(answer.status).toBe(404);
      expect(await answer.text()).toBe(await missing.clone().text());
    }
  });

  test('who has it answers it, and passes it on to nobody', async () => {
    const { domain } = monte.services;
    const there = await postByUri(domain.db, offer.uri);
    await expect(boostPost(domain, operator, gas.id, there?.id ?? '')).rejects.toMatchObject({
      code: 'boost_private',
    });
    const asked = await respond(domain, operator, gas.id, there?.id ?? '', { quantity: '1' });
    const arrived = await eventually(
      () => agreementIn(valle, asked.offerUri),
      (agreement) => agreement !== undefined,
    );
    expect(arrived).toMatchObject({ state: 'proposed', quantity: '1' });
  });

  test('narrowed to the region, the network forgets it within moments', async () => {
    await change('region');
    await become({ monte: null, rete: null, collina: 'region' });
    expect(toldToPeer()).toEqual([]);
  });

  test('opened to all, it is told to everyone; kept to the district, everyone forgets it', async () => {
    await change('fediverse');
    await become({ monte: null, rete: 'fediverse', collina: 'fediverse' });
    await eventually(
      async () => toldToPeer().map(({ body }) => JSON.parse(body).type as string),
      (types) => types.includes('Create') && types.includes('Announce'),
    );
    expect((await inPublic(valle, offer)).length).toBeGreaterThan(10);
    await change('district');
    await become({ monte: null, rete: null, collina: null });
    await eventually(
      async () => toldToPeer().map(({ body }) => JSON.parse(body).type as string),
      (types) => types.includes('Delete'),
    );
    expect(await inPublic(valle, offer)).toEqual([]);
    expect((await objectFor({})).status).toBe(404);
  });

  test('who had to forget it gets it again; who leaves the network forgets it, and its end reaches the rest', async () => {
    await change('network');
    await become({ monte: 'network', rete: 'network', collina: null });
    await leaveGroup(monte.services.domain, operator, monteJoined, { note: '' });
    const { domain } = valle.services;
    await eventually(
      async () => (await groupsWithin(domain.db, 'network')).length,
      (count) => count === 1,
    );
    expect(await settleScopes(domain)).toBe(1);
    expect(await settleScopes(domain)).toBe(0);
    await become({ monte: null, rete: 'network', collina: null });
    await withdrawProposal(domain, operator, offer.id);
    await become({ monte: null, rete: null, collina: null });
  });
});
