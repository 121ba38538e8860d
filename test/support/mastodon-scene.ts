import sharp from 'sharp';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { respond } from '../../src/domain/agreements/respond.ts';
import { operator } from '../../src/domain/caller.ts';
import { openDecision } from '../../src/domain/decisions/open-decision.ts';
import { publishEvent } from '../../src/domain/events/publish-event.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import type { JsonObject } from '../../src/federation/json/context.ts';
import { resolveActor } from '../../src/federation/remote/resolve-actor.ts';
import type { Id } from '../../src/platform/ids.ts';
import { activity, note } from './activities.ts';
import { createClient, type TestClient } from './mastodon-client.ts';
import type { Body } from './mastodon-operations.ts';
import { startNode, type TestNode } from './node.ts';
import { type Peer, startPeer } from './peer.ts';

/** A node on which everything that a client can be shown has happened, several times. */
export interface Scene {
  readonly node: TestNode;
  readonly peer: Peer;
  /** Who looks on, and some whom she follows. */
  readonly anna: TestClient;
  readonly others: readonly [TestClient, TestClient, TestClient];
  readonly farm: Actor;
  readonly decisionId: Id;
  /** Anna's own: edited, with a picture, answered, liked and passed on. */
  readonly own: Body;
  readonly poll: Body;
  /** Ada's, of another server. */
  readonly remote: Body;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

export async function pictureForm(): Promise<FormData> {
  const jpeg = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c81' } })
    .jpeg()
    .toBuffer();
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(jpeg)]), 'foto.jpg');
  form.set('description', 'Arance in cassetta');
  return form;
}

export async function startScene(): Promise<Scene> {
  const node = await startNode({ background: false });
  const peer = await startPeer({ actors: ['ada', 'berto', 'cino'] });
  const { domain, actors } = node.services;
  const farm = await addMember(domain, operator, { handle: 'podere', name: 'Podere', kind: 'enterprise' });
  const one = (handle: string, more = {}) => createClient(node, handle, more);
  const [anna, bruno, carla, dora] = await Promise.all([
    one('anna'),
    one('bruno'),
    one('carla'),
    one('dora'),
  ]);
  const others = [bruno, carla, dora] as const;
  const say = async (who: TestClient, status: object) => {
    const { status: answer, body } = await who.post('/api/v1/statuses', status);
    if (answer !== 200) throw new Error(`a status was refused: ${JSON.stringify(body)}`);
    return body as unknown as Body;
  };
  for (const who of others) {
    await who.patch('/api/v1/accounts/update_credentials', { discoverable: true });
    for (const whom of [anna, ...others]) {
      if (whom !== who) await requestFollow(domain, operator, who.actor.id, whom.actor.id);
    }
    await requestFollow(domain, operator, anna.actor.id, who.actor.id);
    await anna.post(`/api/v1/accounts/${who.actor.id}/endorse`);
  }
  for (const followed of [farm, actors.group]) {
    await requestFollow(domain, operator, anna.actor.id, followed.id);
  }

  // Anna's own, with all that can come of it.
  const { body: media } = await anna.post('/api/v2/media', await pictureForm());
  const text = 'Ecco le #arance, @bruno';
  const own = await say(anna, { status: text, media_ids: [media.id], spoiler_text: 'frutta' });
  await anna.put(`/api/v1/statuses/${own.id}`, {
    status: `${text}!`,
    media_ids: [media.id],
    spoiler_text: 'frutta',
  });
  await anna.post(`/api/v1/statuses/${own.id}/pin`);
  const poll = await say(anna, { status: 'Quale?', poll: { options: ['a', 'b'], expires_in: 600 } });
  for (const [n, who] of others.entries()) {
    await say(who, { status: `@anna ecco ${n} #arance #pane`, in_reply_to_id: own.id });
    await say(who, { status: `@anna in privato ${n}`, visibility: 'direct' });
    await say(who, { status: `per chi mi segue ${n}`, visibility: 'private' });
    const asked = await say(who, {
      status: `Quando? ${n}`,
      poll: { options: ['oggi', 'domani'], expires_in: 600 },
    });
    for (const id of [own.id, asked.id]) {
      await who.post(`/api/v1/statuses/${id}/favourite`);
      await who.post(`/api/v1/statuses/${id}/reblog`);
      await anna.post(`/api/v1/statuses/${id}/favourite`);
      await anna.post(`/api/v1/statuses/${id}/bookmark`);
    }
    await who.post(`/api/v1/polls/${poll.id}/votes`, { choices: [n % 2] });
    const { body: photo } = await who.post('/api/v2/media', await pictureForm());
    const shown = await say(who, { status: `con foto ${n} #arance`, media_ids: [photo.id] });
    await anna.post(`/api/v1/statuses/${shown.id}/reblog`);
    await say(who, { status: `politica ${n}` });
    for (const name of ['arance', 'pane', 'olio']) await who.post(`/api/v1/tags/${name}/feature`);
  }
  await anna.post('/api/v2/filters', {
    title: 'Niente politica',
    context: ['home'],
    keywords_attributes: [{ keyword: 'politica', whole_word: true }],
  });

  // What the district is about.
  for (const title of ['Miele', 'Lana', 'Farro']) {
    const offer = await publishProposal(domain, operator, farm.id, {
      purpose: 'offer',
      title,
      available: '9',
    });
    await respond(domain, operator, anna.actor.id, offer.id, { quantity: '1', message: `Vorrei ${title}` });
    for (const who of others) await who.post(`/api/v1/statuses/${offer.id}/favourite`);
  }
  const day = '2027-03-06';
  await publishEvent(domain, operator, farm.id, {
    title: 'Laboratorio di sapone',
    start: `${day}T10:00`,
    end: `${day}T12:00`,
    comune: 'Prato',
  });
  const decision = await openDecision(domain, operator, {
    question: 'Compriamo il furgone?',
    options: ['sì', 'no'],
    electorate: 'people',
    endsAt: new Date(Date.now() + HOUR_MS),
  });
  const remote = await remotePosts(node, peer, anna, own);
  return {
    node,
    peer,
    anna,
    others,
    farm,
    decisionId: decision.id,
    own,
    poll,
    remote,
    close: async () => {
      await peer.close();
      await node.stop();
    },
  };
}

/** People elsewhere whom Anna follows write, ask, answer and pass on. */
async function remotePosts(node: TestNode, peer: Peer, anna: TestClient, own: Body): Promise<Body> {
  const { domain, federation } = node.services;
  let first = '';
  for (const name of ['ada', 'berto', 'cino']) {
    const by = peer.actor(name);
    const tell = async (type: string, object: unknown, more: JsonObject = {}) => {
      const { status } = await peer.post(`${node.origin}/inbox`, activity(by, type, object, more), {
        as: by,
      });
      if (status !== 202) throw new Error(`${type} of ${name} was answered ${status}`);
    };
    const actor = await resolveActor(federation, by.uri);
    const follow = await requestFollow(domain, operator, anna.actor.id, actor?.id ?? '');
    await tell('Accept', follow.uri);
    const at = new Date(Date.now() - HOUR_MS);
    const mention = { type: 'Mention', href: anna.actor.uri, name: `@anna@${node.host}` };
    const emoji = {
      type: 'Emoji',
      name: ':pane:',
      icon: { type: 'Image', mediaType: 'image/png', url: `${peer.origin}/pane.png` },
    };
    const said = note(by, at, {
      content: '<p>Ciao :pane:</p>',
      cc: [anna.actor.uri],
      tag: [mention, emoji, { type: 'Hashtag', name: '#arance', href: `${peer.origin}/tags/arance` }],
      attachment: [{ type: 'Image', mediaType: 'image/png', url: `${peer.origin}/1.png`, name: 'pane' }],
    });
    await tell('Create', said);
    await tell('Update', { ...said, content: '<p>Ciao a te :pane:</p>', updated: new Date().toISOString() });
    await tell('Create', {
      ...note(by, at, { content: '<p>Quale?</p>' }),
      type: 'Question',
      endTime: new Date(Date.now() + HOUR_MS).toISOString(),
      oneOf: ['a', 'b'].map((option) => ({
        type: 'Note',
        name: option,
        replies: { type: 'Collection', totalItems: 1 },
      })),
    });
    await tell('Like', own.uri);
    await tell('Announce', own.uri, { to: ['https://www.w3.org/ns/activitystreams#Public'] });
    await tell('Create', note(by, at, { to: [anna.actor.uri], cc: [], tag: [mention] }));
    first ||= String(said.id);
  }
  const { body } = await anna.get(`/api/v2/search?type=statuses&q=${encodeURIComponent(first)}`);
  const [remote] = body.statuses as unknown as Body;
  if (remote === undefined) throw new Error('nothing came from elsewhere');
  return remote;
}
