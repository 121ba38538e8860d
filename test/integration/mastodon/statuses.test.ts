import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { respond } from '../../../src/domain/agreements/respond.ts';
import { operator } from '../../../src/domain/caller.ts';
import { openDecision } from '../../../src/domain/decisions/open-decision.ts';
import { enquiriesTo } from '../../../src/domain/enquiries/enquiry-reads.ts';
import { publishEvent } from '../../../src/domain/events/publish-event.ts';
import { requestFollow } from '../../../src/domain/follows/follow.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { openOrder } from '../../../src/domain/orders/open-order.ts';
import { warnOfClosing } from '../../../src/domain/orders/warn-of-closing.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createClient, speaker, type TestClient } from '../../support/mastodon-client.ts';
import { expectEntity } from '../../support/mastodon-schema.ts';
import { startNode, type TestNode } from '../../support/node.ts';

let node: TestNode;
let anna: TestClient;
let bruno: TestClient;
let farm: Actor;
let farmer: TestClient;

beforeAll(async () => {
  node = await startNode();
  const { domain } = node.services;
  farm = await addMember(domain, operator, { handle: 'podere', name: 'Podere', kind: 'enterprise' });
  [anna, bruno, farmer] = await Promise.all([
    createClient(node, 'anna'),
    createClient(node, 'bruno'),
    createClient(node, 'carla', { as: farm }),
  ]);
}, 60_000);
afterAll(() => node.stop());

const anyone = () => speaker(node.origin);
const say = async (who: TestClient, status: object) => {
  const answer = await who.post('/api/v1/statuses', status);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expectEntity('Status', answer.body);
  return answer.body;
};
const picture = async () =>
  new Blob([
    new Uint8Array(
      await sharp({ create: { width: 900, height: 600, channels: 3, background: '#c81' } })
        .jpeg()
        .withExif({ IFD0: { Copyright: 'x' } })
        .toBuffer(),
    ),
  ]);

describe('a status', () => {
  test('is written, read, changed with its history, and taken back', async () => {
    const status = await say(anna, { status: 'Ciao @bruno, guarda #Arance', spoiler_text: 'frutta' });
    expect(status).toMatchObject({ visibility: 'public', spoiler_text: 'frutta', sensitive: true });
    expect([...status.mentions].map((mention) => mention.acct)).toEqual(['bruno']);
    expect([...status.tags].map((tag) => tag.name)).toEqual(['arance']);
    expect(status.content).toContain('class="u-url mention"');
    expect((await anyone().get(`/api/v1/statuses/${status.id}`)).body.content).toBe(status.content);
    const source = await anna.get(`/api/v1/statuses/${status.id}/source`);
    expectEntity('StatusSource', source.body);
    const changed = await anna.put(`/api/v1/statuses/${status.id}`, { status: 'Ciao a tutti' });
    expectEntity('Status', changed.body);
    expect(changed.body.edited_at).not.toBeNull();
    const history = await anna.get(`/api/v1/statuses/${status.id}/history`);
    for (const edit of history.body) expectEntity('StatusEdit', edit);
    expect([...history.body].map((edit) => edit.spoiler_text)).toEqual(['frutta', '']);
    expect((await bruno.delete(`/api/v1/statuses/${status.id}`)).status).toBe(404);
    const gone = await anna.delete(`/api/v1/statuses/${status.id}`);
    expectEntity('Status', gone.body);
    expect(gone.body.text).toBe('Ciao a tutti');
    expect((await anna.get(`/api/v1/statuses/${status.id}`)).status).toBe(404);
  });

  test('comes once for one key', async () => {
    const headers = { 'idempotency-key': 'una volta' };
    const [first, second] = await Promise.all([
      anna.post('/api/v1/statuses', { status: 'una' }, headers),
      anna.post('/api/v1/statuses', { status: 'una' }, headers),
    ]);
    expect(second?.body.id).toBe(first?.body.id);
  });

  test('has pictures: upright, without what they tell of their maker, with words', async () => {
    const form = new FormData();
    form.set('file', await picture(), 'foto.jpg');
    form.set('description', 'Arance in cassetta');
    form.set('focus', '0.5,-0.5');
    const media = await anna.post('/api/v2/media', form);
    expect(media.status, JSON.stringify(media.body)).toBe(200);
    expectEntity('MediaAttachment', media.body);
    const described = await anna.put(`/api/v1/media/${media.body.id}`, { description: 'Arance' });
    expect(described.body.description).toBe('Arance');
    expect((await bruno.get(`/api/v1/media/${media.body.id}`)).status).toBe(404);
    const status = await say(anna, { status: '', media_ids: [media.body.id] });
    expect(status.media_attachments[0]).toMatchObject({
      type: 'image',
      description: 'Arance',
      meta: { focus: { x: 0.5, y: -0.5 } },
    });
    const bytes = Buffer.from(await (await fetch(String(status.media_attachments[0]?.url))).arrayBuffer());
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    const only = await anyone().get(`/api/v1/accounts/${anna.actor.id}/statuses?only_media=true`);
    expect([...only.body].map((one) => one.id)).toEqual([status.id]);
    const again = await anna.put(`/api/v1/statuses/${status.id}`, {
      status: 'con parole',
      media_ids: [media.body.id],
      media_attributes: [{ id: media.body.id, description: 'Arance belle' }],
    });
    expect(again.body.media_attachments[0]?.description).toBe('Arance belle');
  });

  test('may ask', async () => {
    const status = await say(anna, {
      status: 'Quando?',
      poll: { options: ['sabato', 'domenica'], expires_in: 3600, multiple: false },
    });
    expectEntity('Poll', status.poll);
    const voted = await bruno.post(`/api/v1/polls/${status.poll.id}/votes`, { choices: [1] });
    expectEntity('Poll', voted.body);
    expect(voted.body).toMatchObject({ voted: true, own_votes: [1], votes_count: 1 });
    expect((await bruno.post(`/api/v1/polls/${status.poll.id}/votes`, { choices: [0] })).status).toBe(422);
  });

  test('is answered in a thread, liked, passed on, kept and shown first', async () => {
    const first = await say(anna, { status: 'Primo' });
    const reply = await say(bruno, { status: '@anna secondo', in_reply_to_id: first.id });
    expect(reply).toMatchObject({ in_reply_to_id: first.id, in_reply_to_account_id: anna.actor.id });
    const third = await say(anna, { status: '@bruno terzo', in_reply_to_id: reply.id });
    const context = await anyone().get(`/api/v1/statuses/${reply.id}/context`);
    expectEntity('Context', context.body);
    expect([...context.body.ancestors].map(({ id }) => id)).toEqual([first.id]);
    expect([...context.body.descendants].map(({ id }) => id)).toEqual([third.id]);
    for (const action of ['favourite', 'bookmark', 'mute']) {
      const done = await bruno.post(`/api/v1/statuses/${first.id}/${action}`);
      expectEntity('Status', done.body);
    }
    expect((await anna.post(`/api/v1/statuses/${first.id}/pin`)).body.pinned).toBe(true);
    expect((await bruno.post(`/api/v1/statuses/${first.id}/pin`)).status).toBe(422);
    const boost = await bruno.post(`/api/v1/statuses/${first.id}/reblog`);
    expectEntity('Status', boost.body);
    expect(boost.body.id).not.toBe(first.id);
    expect(boost.body.reblog).toMatchObject({
      id: first.id,
      reblogged: true,
      favourited: true,
      reblogs_count: 2,
    });
    expect((await bruno.post(`/api/v1/statuses/${first.id}/reblog`)).body.id).toBe(boost.body.id);
    const by = await anyone().get(`/api/v1/statuses/${first.id}/reblogged_by`);
    expect([...by.body].map(({ username }) => username)).toContain('bruno');
    expect((await bruno.get('/api/v1/favourites')).body[0]?.id).toBe(first.id);
    expect((await bruno.get('/api/v1/bookmarks')).body[0]?.id).toBe(first.id);
    const pinned = await anyone().get(`/api/v1/accounts/${anna.actor.id}/statuses?pinned=true`);
    expect([...pinned.body].map(({ id }) => id)).toEqual([first.id]);
    for (const action of ['unfavourite', 'unbookmark', 'unmute', 'unreblog']) {
      await bruno.post(`/api/v1/statuses/${first.id}/${action}`);
    }
    const after = (await bruno.get(`/api/v1/statuses/${first.id}`)).body;
    expect(after).toMatchObject({ favourited: false, bookmarked: false, muted: false, reblogged: false });
  });

  test('is scheduled', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const scheduled = await anna.post('/api/v1/statuses', { status: 'più tardi', scheduled_at: at });
    expectEntity('ScheduledStatus', scheduled.body);
    expect((await anna.get('/api/v1/scheduled_statuses')).body[0]?.id).toBe(scheduled.body.id);
    expect((await anna.delete(`/api/v1/scheduled_statuses/${scheduled.body.id}`)).status).toBe(200);
    const soon = await anna.post('/api/v1/statuses', { status: 'x', scheduled_at: new Date().toISOString() });
    expect(soon.status).toBe(422);
  });
});

describe('what the district tells of', () => {
  test('stands in timelines in full, with a card', async () => {
    const { domain } = node.services;
    const post = await publishProposal(domain, operator, farm.id, {
      purpose: 'offer',
      title: 'Cassetta di arance',
      quantity: '5',
      unit: 'kg',
      available: '20',
      reciprocals: [{ amount: '14.50', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
    });
    const offer = (await anna.get(`/api/v1/statuses/${post.id}`)).body;
    expectEntity('Status', offer);
    expect(offer.content).toContain('OFFRO: Cassetta di arance');
    expect(offer.card).toMatchObject({ url: post.url, title: 'Cassetta di arance', type: 'link' });
    const tagged = await anyone().get('/api/v1/timelines/public?local=true');
    for (const status of tagged.body) expectEntity('Status', status);
    expect([...tagged.body].map(({ id }) => id)).toContain(post.id);
    const reply = await say(bruno, { status: '@podere ne avete ancora?', in_reply_to_id: post.id });
    const [enquiry] = await enquiriesTo(domain.db, [farm.id], 5);
    expect(enquiry?.post.id).toBe(reply.id);
    expect(enquiry?.about?.id).toBe(post.id);
  });

  test('events too', async () => {
    const event = await publishEvent(node.services.domain, operator, farm.id, {
      title: 'Laboratorio di sapone',
      start: '2027-03-06T10:00',
      end: '2027-03-06T12:00',
      comune: 'Prato',
      text: 'Portate un barattolo.',
    });
    const status = (await anyone().get(`/api/v1/statuses/${event.id}`)).body;
    expectEntity('Status', status);
    expect(status.content).toContain('Laboratorio di sapone');
    expect(status.card.url).toContain('/eventi/');
  });

  test('an answer to an offer comes as a message with a place to act, and what is replied to it reaches who gave it', async () => {
    const { domain } = node.services;
    const post = await publishProposal(domain, operator, farm.id, {
      purpose: 'offer',
      title: 'Olio nuovo',
      quantity: '1',
      unit: 'l',
      available: '50',
    });
    const agreement = await respond(domain, operator, anna.actor.id, post.id, {
      quantity: '3',
      message: 'Per sabato?',
    });
    const [told] = (await farmer.get('/api/v1/notifications')).body;
    expectEntity('Notification', told);
    expect(told).toMatchObject({ type: 'mention', status: { visibility: 'direct' } });
    expect(told?.status.content).toContain('anna risponde a «Olio nuovo»');
    expect(told?.status.content).toContain(`/accordi/${agreement.id}`);
    expect(told?.status.card.url).toContain(`/accordi/${agreement.id}`);
    expect((await bruno.get(`/api/v1/statuses/${told?.status.id}`)).status).toBe(404);
    const [conversation] = (await farmer.get('/api/v1/conversations')).body;
    expectEntity('Conversation', conversation);
    await say(farmer, { status: 'Sì, alle dieci.', in_reply_to_id: told?.status.id, visibility: 'direct' });
    const [heard] = await enquiriesTo(domain.db, [anna.actor.id], 5);
    expect(heard?.post.content).toContain('alle dieci');
    expect(heard?.about?.id).toBe(post.id);
  });

  test('a decision comes to those who have a voice in it, and is voted on from there, once', async () => {
    const { domain } = node.services;
    const decision = await openDecision(domain, operator, {
      question: 'Compriamo il furgone?',
      options: ['sì', 'no'],
      electorate: 'organisations',
      endsAt: new Date(Date.now() + 86_400_000),
    });
    const [told] = (await farmer.get('/api/v1/notifications')).body;
    expect(told?.status.content).toContain('C’è una decisione da prendere: «Compriamo il furgone?»');
    expect(told?.status.content).toContain(`/decisioni/${decision.id}`);
    const status = (await farmer.get(`/api/v1/statuses/${decision.id}`)).body;
    expectEntity('Status', status);
    expect(status.poll).toMatchObject({ voted: false });
    const voted = await farmer.post(`/api/v1/polls/${decision.id}/votes`, { choices: [0] });
    expectEntity('Poll', voted.body);
    expect(voted.body).toMatchObject({ voted: true, own_votes: [], voters_count: 1, votes_count: 0 });
    expect((await farmer.post(`/api/v1/polls/${decision.id}/votes`, { choices: [1] })).status).toBe(422);
    expect((await bruno.post(`/api/v1/polls/${decision.id}/votes`, { choices: [0] })).status).toBe(403);
  });

  test('an order about to close is told of once to those who follow whose it is', async () => {
    const { domain } = node.services;
    await requestFollow(domain, operator, bruno.actor.id, farm.id);
    const oranges = await publishProposal(domain, operator, farm.id, {
      purpose: 'offer',
      title: 'Arance',
      quantity: '5',
      unit: 'kg',
      reciprocals: [{ amount: '12', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
    });
    const order = await openOrder(domain, operator, farm.id, {
      title: 'Arance di novembre',
      offers: [oranges.id],
      closesAt: new Date(Date.now() + 3_600_000),
      unit: 'kg',
    });
    await warnOfClosing(domain);
    await warnOfClosing(domain);
    const all = [...(await bruno.get('/api/v1/notifications')).body];
    const told = all.filter(
      ({ status }) => status?.content && String(status.content).includes('sta per chiudere'),
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.status.content).toContain(`/ordini/${order.id}`);
  });
});
