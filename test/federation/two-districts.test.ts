import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { announcements } from '../../src/domain/announcements/announcement-reads.ts';
import {
  changeAnnouncement,
  publishAnnouncement,
} from '../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow, undoFollow } from '../../src/domain/follows/follow.ts';
import { tieCount, ties } from '../../src/domain/follows/follow-reads.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { blockHost, unblockHost } from '../../src/domain/moderation/blocked-hosts.ts';
import { withdrawPost } from '../../src/domain/posts/withdraw-post.ts';
import { catalogue } from '../../src/domain/proposals/catalogue.ts';
import { closeProposal, withdrawProposal } from '../../src/domain/proposals/end-proposal.ts';
import { changeProposal, publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';

let valle: TestNode;
let monte: TestNode;
let rete: TestNode;
let farm: Actor;

beforeAll(async () => {
  valle = await startNode({ name: 'DES Valle' });
  monte = await startNode({ name: 'DES Monte' });
  rete = await startNode({ name: 'RES di prova', role: 'network' });
  farm = await addMember(valle.services.domain, operator, {
    handle: 'podere',
    name: 'Podere La Fonte',
    kind: 'enterprise',
    shows: ['kind', 'place'],
    comune: 'Prato',
  });
});
afterAll(async () => {
  await Promise.all([valle, monte, rete].map((node) => node?.stop()));
});

async function follow(follower: TestNode, followed: TestNode): Promise<Actor> {
  const { services } = follower;
  const handle = followed.services.actors.group.handle;
  const actor = await resolveHandle(services.federation, `@${handle}@${followed.host}`);
  await requestFollow(services.domain, operator, services.actors.group.id, actor.id);
  await eventually(
    () => tieCount(services.domain.db, 'following', services.actors.group.id),
    (count) => count > 0,
  );
  return actor;
}

const titles = (node: TestNode) => async () =>
  (await catalogue(node.services.domain.db, { from: 'elsewhere' }, 50)).map((view) => view.post.title);
const everywhere = async (expected: (titles: (string | null)[]) => boolean) => {
  await eventually(titles(monte), expected);
  await eventually(titles(rete), expected);
};

const offer = {
  purpose: 'offer',
  title: 'Cassetta di arance bio, 5 kg',
  text: 'Raccolte a mano.',
  quantity: '5',
  unit: 'kg',
  available: '200',
  reciprocals: [{ amount: '14.50', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
  comune: 'Prato',
} as const;

describe('two districts and a network', () => {
  it('bring over what was published before they met', async () => {
    await publishProposal(valle.services.domain, operator, farm.id, {
      ...offer,
      reciprocals: [...offer.reciprocals],
      title: 'Da prima',
    });
    await follow(monte, valle);
    await follow(rete, valle);
    expect(await tieCount(valle.services.domain.db, 'followers', valle.services.actors.group.id)).toBe(2);
    await everywhere((found) => found.includes('Da prima'));
  });

  it('pass on an offer, its changes, its end and its withdrawal', async () => {
    const { domain } = valle.services;
    const post = await publishProposal(domain, operator, farm.id, {
      ...offer,
      reciprocals: [...offer.reciprocals],
    });
    await everywhere((found) => found.includes(offer.title));
    const [view] = await catalogue(monte.services.domain.db, { text: 'arance' }, 5);
    expect(view).toMatchObject({
      owner: { handle: 'podere', host: valle.host, kind: 'https://w3id.org/des/ns#Enterprise' },
      group: { handle: 'distretto', host: valle.host },
      post: { uri: post.uri, url: `${valle.origin}/offerte/${post.id}` },
      proposal: { quantity: '5', available: '200', unit: 'kilogram', unitBased: true, comune: 'Prato' },
      reciprocals: [{ amount: '14.50', unit: 'one', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
    });
    await changeProposal(domain, operator, post.id, { title: 'Arance navel', available: '150' });
    await everywhere((found) => found.includes('Arance navel') && !found.includes(offer.title));
    await closeProposal(domain, operator, post.id);
    await everywhere((found) => !found.includes('Arance navel'));
    await withdrawProposal(domain, operator, post.id);
    const gone = await fetch(post.uri, { headers: { accept: 'application/activity+json' } });
    expect(gone.status).toBe(410);
    expect(await gone.json()).toMatchObject({ type: 'Tombstone', id: post.uri });
  });

  it('pass on announcements', async () => {
    const { domain } = valle.services;
    const post = await publishAnnouncement(domain, operator, farm.id, {
      title: 'Assemblea dei soci',
      text: 'Sabato alle 10',
    });
    const heard = async () =>
      (await announcements(monte.services.domain.db, { from: 'elsewhere' }, 10)).map(
        (view) => view.post.content,
      );
    await eventually(heard, (found) => found.some((content) => content.includes('Sabato')));
    await changeAnnouncement(domain, operator, post.id, { text: 'Domenica alle 10' });
    await eventually(heard, (found) => found.some((content) => content.includes('Domenica')));
    await withdrawPost(domain, operator, post.id, 'announcement');
    await eventually(heard, (found) => found.length === 0);
  });

  it('hear nothing of a blocked host, and again when it is unblocked', async () => {
    await blockHost(monte.services.domain, operator, { host: valle.host, reason: 'prova' });
    const { domain } = valle.services;
    await publishProposal(domain, operator, farm.id, { ...offer, reciprocals: [], title: 'Non per Monte' });
    await eventually(titles(rete), (found) => found.includes('Non per Monte'));
    expect(await titles(monte)()).not.toContain('Non per Monte');
    await unblockHost(monte.services.domain, operator, valle.host);
  });

  it('part again', async () => {
    const { domain, actors } = rete.services;
    const [tie] = await ties(domain.db, 'following', actors.group.id, { limit: 1 });
    await undoFollow(domain, operator, actors.group.id, tie?.actor.id ?? '');
    await eventually(
      () => tieCount(valle.services.domain.db, 'followers', valle.services.actors.group.id),
      (count) => count === 1,
    );
  });
});
