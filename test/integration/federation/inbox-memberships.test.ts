import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actorById } from '../../../src/domain/actors/actor-reads.ts';
import { operator } from '../../../src/domain/caller.ts';
import { askMembership } from '../../../src/domain/memberships/ask-membership.ts';
import { admitMember, admitUnasked } from '../../../src/domain/memberships/decide-membership.ts';
import { memberships } from '../../../src/domain/memberships/membership.table.ts';
import {
  groupTies,
  memberTies,
  unconfirmedClaims,
} from '../../../src/domain/memberships/membership-reads.ts';
import { type JsonObject, MEMBERSHIP_CONTEXT } from '../../../src/federation/json/context.ts';
import { activities } from '../../../src/federation/outbox/activity.table.ts';
import { Relay } from '../../../src/federation/outbox/relay.ts';
import { resolveActor } from '../../../src/federation/remote/resolve-actor.ts';
import { activity } from '../../support/activities.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { type Peer, type PeerActor, startPeer } from '../../support/peer.ts';

let node: InboxNode;
let peer: Peer;
let other: Peer;
let group: string;

beforeAll(async () => {
  node = await startInboxNode();
  const now = () => node.clock.now();
  peer = await startPeer({ actors: ['anna', 'bruno', 'rete', 'dora', 'elio'], now });
  other = await startPeer({ actors: ['carla'], now });
  group = node.actors.group.uri;
  const rete = peer.actor('rete');
  peer.serve(rete.uri, {
    ...rete.document,
    type: 'Group',
    affiliations: `${rete.uri}/affiliations`,
    charter: `${rete.uri}/carta`,
  });
});
afterAll(async () => {
  await peer.close();
  await other.close();
  await node.close();
});

let second = 0;
/** Each said a second after the one before. */
const said = (actor: PeerActor, type: string, object: unknown, more: JsonObject = {}) =>
  activity(actor, type, object, {
    '@context': MEMBERSHIP_CONTEXT,
    published: new Date(node.clock.now().getTime() - 3_600_000 + ++second * 1000).toISOString(),
    ...more,
  });
const send = async (as: PeerActor, json: JsonObject) =>
  (await (as === other.actor('carla') ? other : peer).post(`${node.origin}/inbox`, json, { as })).status;
const known = async (actor: PeerActor) => {
  const found = await resolveActor(node.federation, actor.uri);
  if (found === undefined) throw new Error(`${actor.uri} is unknown`);
  return found;
};
const statesOf = async (actor: PeerActor) => {
  const { id } = await known(actor);
  const rows = await node.database.db.select().from(memberships).where(eq(memberships.memberId, id));
  return rows.toSorted((a, b) => a.askedAt.getTime() - b.askedAt.getTime()).map(({ state }) => state);
};
const byJoin = async (uri: unknown) => {
  const rows = await node.database.db
    .select()
    .from(memberships)
    .where(eq(memberships.joinUri, String(uri)));
  return rows[0];
};
const admit = async (join: JsonObject) =>
  admitMember(node.federation.domain, operator, (await byJoin(join.id))?.id ?? '');

describe('a Join of another node', () => {
  test('asks, once, and never admits itself', async () => {
    const anna = peer.actor('anna');
    const join = said(anna, 'Join', group, {
      content: '<p>Siamo <script>x</script>in venti</p>',
      charter: `${node.origin}/carta/1`,
    });
    for (let time = 0; time < 3; time++) expect(await send(anna, join)).toBe(202);
    expect(await byJoin(join.id)).toMatchObject({
      state: 'asked',
      message: 'Siamo in venti',
      charter: `${node.origin}/carta/1`,
    });
    const relationship = { type: 'Relationship', subject: anna.uri, object: group, relationship: 'member' };
    await send(anna, said(anna, 'Accept', join));
    await send(anna, said(anna, 'Accept', String(join.id)));
    await send(other.actor('carla'), said(other.actor('carla'), 'Accept', String(join.id)));
    await send(anna, said(anna, 'Add', relationship, { target: `${group}/affiliations` }));
    await send(anna, said(anna, 'Announce', said(anna, 'Accept', String(join.id))));
    expect(await statesOf(anna)).toEqual(['asked']);
    expect(await memberTies(node.database.db, node.actors.group, 10)).toHaveLength(1);
    await admit(join);
    expect(await statesOf(anna)).toEqual(['admitted']);
    await send(anna, join);
    expect(await statesOf(anna)).toEqual(['admitted']);
  });

  test('is ended by its own actor and its own group alone', async () => {
    const bruno = peer.actor('bruno');
    const carla = other.actor('carla');
    const join = said(bruno, 'Join', group);
    await send(bruno, join);
    await admit(join);
    for (const stranger of [peer.actor('anna'), carla]) {
      await send(stranger, said(stranger, 'Leave', group, { context: String(join.id) }));
      await send(stranger, said(stranger, 'Reject', String(join.id)));
      await send(
        stranger,
        said(stranger, 'Undo', { type: 'Join', id: join.id, actor: bruno.uri, object: group }),
      );
      const relationship = {
        type: 'Relationship',
        subject: bruno.uri,
        object: group,
        relationship: 'member',
      };
      await send(stranger, said(stranger, 'Remove', relationship, { target: `${group}/affiliations` }));
    }
    expect(await statesOf(bruno)).toEqual(['admitted']);
    expect(await send(bruno, said(bruno, 'Leave', group))).toBe(202);
    expect(await statesOf(bruno)).toEqual(['left']);
  });

  test('takes no part in what is no group, and nothing odd is taken', async () => {
    const anna = peer.actor('anna');
    const before = await node.database.db.$count(memberships);
    for (const object of [
      node.member.uri,
      node.actors.application.uri,
      `${node.origin}/actors/9`,
      {},
      [],
      null,
    ]) {
      expect(await send(anna, said(anna, 'Join', object))).toBeLessThan(500);
    }
    expect(await node.database.db.$count(memberships)).toBe(before);
  });

  test('comes with its like in any order, each doubled: the last word counts', async () => {
    const dora = peer.actor('dora');
    const first = said(dora, 'Join', group);
    const back = said(dora, 'Leave', group, { context: String(first.id) });
    const again = said(dora, 'Join', group);
    const orders = [
      [first, back, again],
      [back, again, first],
      [again, first, back],
      [back, first, again],
      [again, back, first],
      [first, again, back],
    ];
    for (const order of orders) {
      await node.database.sql`DELETE FROM memberships WHERE member_id = ${(await known(dora)).id}`;
      await node.database.sql`DELETE FROM tombstones`;
      await node.database.sql`DELETE FROM received_activities`;
      for (const one of order) for (let time = 0; time < 2; time++) expect(await send(dora, one)).toBe(202);
      expect((await statesOf(dora)).filter((state) => state === 'asked')).toHaveLength(1);
      expect(await byJoin(again.id)).toMatchObject({ state: 'asked' });
    }
  });
});

describe('what is said of ties', () => {
  test('of a membership elsewhere, each side by itself; older words change nothing', async () => {
    const rete = peer.actor('rete');
    const reteHere = await known(rete);
    const { domain } = node.federation;
    const noCharter = askMembership(domain, operator, node.member.id, reteHere.id, {});
    await expect(noCharter).rejects.toMatchObject({ code: 'charter_not_accepted' });
    const { joinUri, id } = await askMembership(domain, operator, node.member.id, reteHere.id, {
      charter: `${rete.uri}/carta`,
    });
    await new Relay(node.federation, node.database).drain();
    const [sent] = await node.database.db.select().from(activities).where(eq(activities.id, id));
    expect(JSON.parse(sent?.json ?? '{}')).toMatchObject({ type: 'Join', charter: `${rete.uri}/carta` });
    const mine = async () => {
      const [one] = await groupTies(
        node.database.db,
        (await actorById(node.database.db, node.member.id)) ?? node.member,
        10,
      ).then((all) => all.filter(({ other: { host } }) => host !== null));
      return one?.confirmation;
    };
    const stranger = other.actor('carla');
    await send(stranger, said(stranger, 'Accept', joinUri));
    expect((await byJoin(joinUri))?.state).toBe('asked');
    await send(rete, said(rete, 'Accept', { type: 'Join', id: joinUri }));
    expect(await mine()).toBe('both');
    const relationship = {
      type: 'Relationship',
      subject: node.member.uri,
      object: rete.uri,
      relationship: 'member',
    };
    const to = { target: `${rete.uri}/affiliations` };
    const old = said(rete, 'Remove', relationship, to);
    const late = said(rete, 'Add', relationship, to);
    await send(rete, late);
    await send(rete, old);
    expect(await mine()).toBe('both');
    await send(rete, said(rete, 'Remove', relationship, to));
    expect(await mine()).toBe('member');
  });

  test('of one who cannot ask, and of one who only says so', async () => {
    const elio = peer.actor('elio');
    const { domain } = node.federation;
    const here = await known(elio);
    await admitUnasked(domain, operator, node.actors.group.id, here.id);
    await expect(admitUnasked(domain, operator, node.actors.group.id, here.id)).rejects.toMatchObject({
      code: 'already_member',
    });
    const carla = other.actor('carla');
    const claims = { ...carla.document, memberOf: [group] };
    other.serve(carla.uri, claims);
    await resolveActor(node.federation, carla.uri, { maxAgeMs: 0 });
    const claimed = await unconfirmedClaims(node.database.db, node.actors.group, 10);
    expect(claimed.map(({ uri }) => uri)).toEqual([carla.uri]);
    expect((await groupTies(node.database.db, await known(carla), 5))[0]?.confirmation).toBe('member');
    expect((await groupTies(node.database.db, await known(elio), 5))[0]?.confirmation).toBe('group');
  });
});
