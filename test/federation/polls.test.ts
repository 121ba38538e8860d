import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { operator } from '../../src/domain/caller.ts';
import { castVoice } from '../../src/domain/decisions/cast-voice.ts';
import { decisionById, decisionsIn } from '../../src/domain/decisions/decision-reads.ts';
import { openDecision } from '../../src/domain/decisions/open-decision.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { closeDuePolls } from '../../src/domain/polls/close-polls.ts';
import { polls } from '../../src/domain/polls/poll.table.ts';
import { pollOf } from '../../src/domain/polls/poll-reads.ts';
import { vote } from '../../src/domain/polls/vote.ts';
import type { Post } from '../../src/domain/posts/post.table.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { withdrawPost } from '../../src/domain/posts/withdraw-post.ts';
import { resolveActor } from '../../src/federation/remote/resolve-actor.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import type { Id } from '../../src/platform/ids.ts';
import { activity, note } from '../support/activities.ts';
import { DAY, MINUTE, MovedClock } from '../support/moved-clock.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { untold } from '../support/pair.ts';
import { type Peer, type PeerActor, startPeer } from '../support/peer.ts';
import { askPoll } from '../support/poll.ts';

const clock = new MovedClock();
let valle: TestNode;
let monte: TestNode;
let peer: Peer;
let anna: Actor;
let bruno: Actor;

beforeAll(async () => {
  [valle, monte, peer] = await Promise.all([
    startNode({ name: 'DES Valle', clock }),
    startNode({ name: 'DES Monte', clock }),
    startPeer({ actors: ['carla', 'dario'], now: () => clock.now() }),
  ]);
  const person = (node: TestNode, handle: string) =>
    addMember(node.services.domain, operator, { handle, name: handle, kind: 'person' });
  anna = await person(valle, 'anna');
  bruno = await person(monte, 'bruno');
  const { domain, federation, actors } = monte.services;
  const group = await resolveHandle(federation, `@distretto@${valle.host}`);
  await requestFollow(domain, operator, actors.group.id, group.id);
  await eventually(
    () => tieCount(valle.services.domain.db, 'followers', valle.services.actors.group.id),
    (count) => count === 1,
  );
});
afterAll(async () => {
  await Promise.all([valle?.stop(), monte?.stop(), peer?.close()]);
});

const ask = (multiple = false, visibility?: 'followers') =>
  askPoll(
    valle.services.domain,
    anna.id,
    { text: 'Quando ci troviamo? #incontro', options: ['Sabato', 'Domenica', 'Mai'], multiple },
    visibility,
  );
const there = async ({ uri }: Post): Promise<Post> => {
  let looks = 0;
  const found = await eventually(
    () => {
      // What was on its way while the clock jumped is too old when it arrives, and is sent again a minute later.
      if (++looks % 80 === 0) clock.advance(2 * MINUTE);
      return postByUri(monte.services.domain.db, uri);
    },
    (post) => post !== undefined,
  );
  if (found === undefined) throw new Error('it did not arrive');
  return found;
};
const pollIn = (node: TestNode, id: Id, reader?: Id) => pollOf(node.services.domain.db, id, reader);
const fetched = async (uri: string) =>
  (await fetch(uri, { headers: { accept: 'application/activity+json' } })).json();

const everyCount = (id: Id) => valle.services.domain.db.select().from(polls).where(eq(polls.postId, id));

/** A vote as Mastodon sends it. */
const ballot = (as: PeerActor, post: Post, name: string, more: object = {}) => ({
  ...activity(as, 'Create', {
    id: `${as.uri}#votes/${name}`,
    type: 'Note',
    name,
    attributedTo: as.uri,
    to: anna.uri,
    inReplyTo: post.uri,
    ...more,
  }),
  to: anna.uri,
});
const send = (as: PeerActor, json: object) =>
  peer.post(`${valle.origin}/inbox`, json, { as }).then((answer) => answer.status);

describe('a poll of a member', () => {
  it('goes out as a Question, is voted on from another district, and its result comes back by itself', async () => {
    const post = await ask();
    const copy = await there(post);
    expect(copy).toMatchObject({ kind: 'question', url: `${valle.origin}/sondaggi/${post.id}` });
    expect(await fetched(post.uri)).toMatchObject({
      type: 'Question',
      attributedTo: anna.uri,
      endTime: '2026-01-02T00:00:00Z',
      votersCount: 0,
      oneOf: [
        { type: 'Note', name: 'Sabato', replies: { type: 'Collection', totalItems: 0 } },
        { type: 'Note', name: 'Domenica' },
        { type: 'Note', name: 'Mai' },
      ],
    });
    const { domain } = monte.services;
    await vote(domain, operator, bruno.id, copy.id, [1]);
    expect(await pollIn(monte, copy.id, bruno.id)).toMatchObject({
      votes: [0, 1, 0],
      voters: 1,
      chosen: [1],
    });
    await eventually(
      () => pollIn(valle, post.id),
      (poll) => poll?.votes[1] === 1,
    );
    expect(await send(peer.actor('carla'), ballot(peer.actor('carla'), post, 'Sabato'))).toBe(202);
    clock.advance(DAY + MINUTE);
    await Promise.all([1, 2, 3].map(() => closeDuePolls(valle.services.domain)));
    await eventually(
      () => pollIn(monte, copy.id),
      (poll) => poll?.voters === 2 && poll.closedAt !== null,
    );
    expect(await pollIn(monte, copy.id)).toMatchObject({ votes: [1, 1, 0], electorate: 'anyone' });
    expect(await fetched(post.uri)).toMatchObject({ closed: '2026-01-02T00:01:00Z', votersCount: 2 });
    // Who voted without following hears of the result too.
    const told = await eventually(
      async () => peer.requests.find(({ body }) => body.includes('"Update"')),
      (update) => update !== undefined,
    );
    expect(JSON.parse(told?.body ?? '')).toMatchObject({ object: { id: post.uri, votersCount: 2 } });
    expect((await postByUri(domain.db, post.uri))?.updatedAt).toEqual(clock.now());
    await expect(vote(domain, operator, bruno.id, copy.id, [0])).rejects.toMatchObject({ code: 'poll_over' });
  });

  it('counts each actor once, however often and in whatever order its votes come', async () => {
    const post = await ask();
    const carla = peer.actor('carla');
    const first = ballot(carla, post, 'Mai');
    expect(await Promise.all([send(carla, first), send(carla, first)])).toEqual([202, 202]);
    const more = ['Mai', 'Sabato', 'Domenica', 'Altro', ''].map((name) =>
      send(carla, ballot(carla, post, name)),
    );
    expect(new Set(await Promise.all(more))).toEqual(new Set([202]));
    expect(await pollIn(valle, post.id)).toMatchObject({ votes: [0, 0, 1], voters: 1 });
  });

  it('with several answers takes each by itself, and one voter for all', async () => {
    const post = await ask(true);
    const { carla, dario } = { carla: peer.actor('carla'), dario: peer.actor('dario') };
    await Promise.all(
      [carla, dario].flatMap((as) => ['Sabato', 'Domenica'].map((name) => send(as, ballot(as, post, name)))),
    );
    expect(await pollIn(valle, post.id)).toMatchObject({ votes: [2, 2, 0], voters: 2 });
    const copy = await there(post);
    await vote(monte.services.domain, operator, bruno.id, copy.id, [2, 0]);
    await eventually(
      () => pollIn(valle, post.id),
      (poll) => poll?.votes[2] === 1 && poll.votes[0] === 3 && poll.voters === 3,
    );
  });

  it('takes nobody’s vote for somebody else’s, nor one of who may not read it, nor one that is late', async () => {
    const post = await ask();
    const { carla, dario } = { carla: peer.actor('carla'), dario: peer.actor('dario') };
    expect(await send(dario, ballot(dario, post, 'Mai', { attributedTo: carla.uri }))).toBe(403);
    const forFollowers = await ask(false, 'followers');
    expect(await send(carla, ballot(carla, forFollowers, 'Mai'))).toBe(202);
    expect(await pollIn(valle, forFollowers.id)).toMatchObject({ voters: 0 });
    clock.advance(DAY);
    expect(await send(carla, ballot(carla, post, 'Mai'))).toBe(202);
    expect(await pollIn(valle, post.id)).toMatchObject({ votes: [0, 0, 0], voters: 0 });
  });

  it('goes with its post', async () => {
    const post = await ask();
    const copy = await there(post);
    await withdrawPost(valle.services.domain, operator, post.id, 'question');
    await eventually(
      () => pollIn(monte, copy.id),
      (poll) => poll === undefined,
    );
    expect(await pollIn(valle, post.id)).toBeUndefined();
    const carla = peer.actor('carla');
    expect(await send(carla, ballot(carla, post, 'Mai'))).toBe(202);
  });
});

describe('a decision of the district', () => {
  const open = () =>
    openDecision(valle.services.domain, operator, {
      question: 'Un mercato del sabato?',
      text: 'Costa 200 euro.',
      options: ['Favorevole', 'Contrario'],
      electorate: 'people',
      quorum: 50,
      endsAt: new Date(clock.now().getTime() + DAY),
    });

  it('is seen by followers who are no members, and hears none of their votes', async () => {
    const post = await open();
    const copy = await there(post);
    const { db } = monte.services.domain;
    expect(await decisionById(db, copy.id)).toMatchObject({
      decision: null,
      poll: { electorate: 'people', votes: [0, 0] },
      author: { uri: valle.services.actors.group.uri },
    });
    expect((await decisionsIn(db, 'elsewhere', 10)).map((view) => view.post.id)).toContain(copy.id);
    expect(copy.content).toContain('votano le persone che fanno parte del distretto');
    expect(copy.content).toContain(`href="${valle.origin}/decisioni/${post.id}"`);
    const page = await fetch(`${monte.origin}/decisioni/${copy.id}`);
    expect(await page.text()).toContain('da qui si può leggere, ma non votare');
    const before = await everyCount(post.id);
    const carla = peer.actor('carla');
    for (const name of ['Favorevole', 'Contrario']) {
      expect(await send(carla, ballot(carla, post, name))).toBe(202);
    }
    const { domain } = monte.services;
    await expect(vote(domain, operator, bruno.id, copy.id, [0])).rejects.toMatchObject({
      code: 'vote_on_its_page',
    });
    await expect(castVoice(domain, operator, bruno.id, copy.id, [0])).rejects.toMatchObject({
      code: 'no_voice',
    });
    expect(await everyCount(post.id)).toEqual(before);
  });

  it('keeps its counts until it closes, by itself; then both ends know them, and how many voted', async () => {
    const post = await open();
    const copy = await there(post);
    await castVoice(valle.services.domain, operator, anna.id, post.id, [1]);
    expect(await fetched(post.uri)).toMatchObject({
      electorate: 'people',
      votersCount: 1,
      oneOf: [{ replies: { totalItems: 0 } }, { replies: { totalItems: 0 } }],
    });
    clock.advance(DAY);
    await eventually(
      () => untold(valle),
      (count) => count === 0,
    );
    // Nobody says so: a node that was away at the time closes it when it is back.
    await valle.restart();
    await eventually(
      () => pollIn(monte, copy.id),
      (poll) => poll?.voters === 1 && poll.votes[1] === 1 && poll.closedAt !== null,
    );
    const { content } = await there(post);
    expect(content).toContain('Hanno votato 1 voce su 1 (100\u00a0%). Il quorum è raggiunto');
    const elsewhere = await (await fetch(`${monte.origin}/decisioni/${copy.id}`)).text();
    expect(elsewhere).toContain('<strong>1 voto</strong>');
  });
});

describe('a question of somebody elsewhere', () => {
  it('is answered to its author alone, and what its server counts converges in any order', async () => {
    const { domain, federation } = monte.services;
    const carla = peer.actor('carla');
    const author = await resolveActor(federation, carla.uri);
    const { uri } = await requestFollow(domain, operator, bruno.id, author?.id ?? '');
    const say = (json: object) => peer.post(`${monte.origin}/inbox`, json, { as: carla });
    await say(activity(carla, 'Accept', uri));
    const asked = (votes: readonly number[], more: object = {}) => ({
      ...note(carla, clock.now()),
      id: `${carla.uri}/questions/1`,
      type: 'Question',
      endTime: new Date(clock.now().getTime() + DAY).toISOString(),
      votersCount: votes.reduce((sum, one) => sum + one, 0),
      oneOf: ['Pane', 'Olio'].map((name, position) => ({
        type: 'Note',
        name,
        replies: { type: 'Collection', totalItems: votes[position] },
      })),
      ...more,
    });
    expect((await say(activity(carla, 'Create', asked([1, 0])))).status).toBe(202);
    const post = await postByUri(domain.db, `${carla.uri}/questions/1`);
    const id = post?.id ?? '';
    peer.requests.length = 0;
    const both = await Promise.allSettled([0, 1].map((n) => vote(domain, operator, bruno.id, id, [n])));
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const told = await eventually(
      async () => peer.requests.filter(({ body }) => body.includes('"Create"')),
      (posts) => posts.length > 0,
    );
    expect(told.map(({ path }) => path)).toEqual(['/users/carla/inbox']);
    const [chosen = 0] = (await pollIn(monte, id, bruno.id))?.chosen ?? [];
    expect(JSON.parse(told[0]?.body ?? '')).toMatchObject({
      type: 'Create',
      to: [carla.uri],
      object: {
        type: 'Note',
        name: ['Pane', 'Olio'][chosen],
        inReplyTo: post?.uri,
        attributedTo: bruno.uri,
        to: [carla.uri],
      },
    });
    const update = (votes: readonly number[], more?: object) =>
      say(activity(carla, 'Update', asked(votes, more)));
    await update([5, 4], { closed: clock.now().toISOString() });
    await update([2, 1]);
    await update([5, 4], { closed: clock.now().toISOString() });
    expect(await pollIn(monte, id)).toMatchObject({ votes: [5, 4], voters: 9, closedAt: clock.now() });
    await update([50, 40], { attributedTo: peer.actor('dario').uri });
    expect(await pollIn(monte, id)).toMatchObject({ votes: [5, 4] });
  });
});
