import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorByUri } from '../../../src/domain/actors/actor-reads.ts';
import { postByUri } from '../../../src/domain/posts/post-reads.ts';
import { standingsOf } from '../../../src/domain/reconciliations/reconciliation-reads.ts';
import { reconcile } from '../../../src/federation/jobs/reconcile.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { activity, followAndAccept, note } from '../../support/activities.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { MINUTE } from '../../support/moved-clock.ts';
import { type Peer, type PeerActor, startPeer } from '../../support/peer.ts';

let node: InboxNode;
let peer: Peer;
let stranger: Peer;
let district: PeerActor;
let farm: PeerActor;

beforeAll(async () => {
  node = await startInboxNode();
  const now = () => node.clock.now();
  [peer, stranger] = await Promise.all([
    startPeer({ actors: ['distretto', 'podere'], now }),
    startPeer({ actors: ['mulino'], now }),
  ]);
  district = peer.actor('distretto');
  farm = peer.actor('podere');
  peer.serve(district.uri, { ...district.document, type: 'Group', offers: offersUri() });
  list([]);
  await followAndAccept(node, peer, district);
  await node.work();
});
afterAll(async () => {
  await Promise.all([peer.close(), stranger.close()]);
  await node.close();
});

const offersUri = () => `${district.uri}/offers`;

function offer(author: PeerActor, more: JsonObject = {}): JsonObject {
  return {
    ...note(author, node.clock.now()),
    name: 'Mele',
    purpose: 'offer',
    publishes: {
      type: 'Intent',
      action: 'transfer',
      resourceQuantity: { hasUnit: 'kilogram', hasNumericalValue: '5' },
    },
    audience: district.uri,
    ...more,
  };
}

/** What the district's collection says from now on: whole, in one document. */
function list(items: readonly JsonObject[], etag?: string): void {
  const document = { id: offersUri(), type: 'OrderedCollection', orderedItems: items };
  serveJson(offersUri(), document, etag);
}

function serveJson(uri: string, document: JsonObject, etag?: string): void {
  const body = { '@context': context, ...document };
  peer.serve(uri, (request, response: ServerResponse) => {
    const headers = { 'content-type': 'application/activity+json', ...(etag === undefined ? {} : { etag }) };
    const isKnown = etag !== undefined && request.headers['if-none-match'] === etag;
    if (isKnown) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end(JSON.stringify(body));
  });
}

const context: JsonObject['@context'] = [
  'https://www.w3.org/ns/activitystreams',
  {
    vf: 'https://w3id.org/valueflows/ont/vf#',
    om2: 'http://www.ontology-of-units-of-measure.org/resource/om-2/',
    purpose: 'vf:purpose',
    publishes: { '@id': 'vf:publishes', '@type': '@id' },
    Intent: 'vf:Intent',
    action: 'vf:action',
    resourceQuantity: 'vf:resourceQuantity',
    hasUnit: 'om2:hasUnit',
    hasNumericalValue: 'om2:hasNumericalValue',
  },
];

async function compare({ whole = true } = {}) {
  const group = await actorByUri(node.database.db, district.uri);
  if (group === undefined) throw new Error('no group');
  node.clock.advance(2 * MINUTE);
  peer.requests.length = 0;
  await reconcile(node.federation.domain, group, { whole });
  await node.work();
  return standing();
}

/** What is listed no more is not at its address either. */
async function clearAway(): Promise<void> {
  list([]);
  await compare();
}

async function standing() {
  const group = await actorByUri(node.database.db, district.uri);
  const all = await standingsOf(node.database.db, [group?.id ?? '']);
  const found = all.get(group?.id ?? '');
  if (found === undefined) throw new Error('no standing');
  return found;
}

const here = async ({ id }: JsonObject) => {
  const post = await postByUri(node.database.db, String(id));
  return post === undefined || post.deletedAt !== null ? undefined : post;
};
const asked = (uri: string) => peer.requests.filter(({ path }) => uri.endsWith(path)).length;
const gone = (status: number) => (_: unknown, response: ServerResponse) =>
  void response.writeHead(status).end();

test('what is missing is taken in, what is newer renewed, what is gone forgotten', async () => {
  const [kept, edited, removed, unlisted] = [offer(farm), offer(farm), offer(farm), offer(farm)];
  list([kept, edited, removed, unlisted]);
  expect(await compare()).toMatchObject({ found: 4, mended: 4 });
  node.clock.advance(MINUTE);
  const newer = { ...edited, name: 'Pere', updated: node.clock.now().toISOString() };
  peer.serve(String(removed.id), gone(410));
  // Listed no more for whatever reason, and its address still gives it: nothing is forgotten.
  serveJson(String(unlisted.id), unlisted);
  list([kept, newer]);
  expect(await compare()).toMatchObject({ found: 2, mended: 2, run: { incomplete: null } });
  expect(await here(edited)).toMatchObject({ title: 'Pere' });
  expect(await here(removed)).toBeUndefined();
  expect(await here(unlisted)).toBeDefined();
  expect(await compare()).toMatchObject({ found: 0 });
});

test('a tombstone and a 404 forget as well; a fault or silence does not', async () => {
  const [buried, lost, broken] = [offer(farm), offer(farm), offer(farm)];
  list([buried, lost, broken]);
  await compare();
  serveJson(String(buried.id), { id: String(buried.id), type: 'Tombstone' });
  peer.serve(String(lost.id), gone(404));
  peer.serve(String(broken.id), gone(500));
  list([]);
  const { run } = await compare();
  // What is unanswered keeps the run open: it is asked again.
  expect(run.endedAt).toBeNull();
  expect(await here(buried)).toBeUndefined();
  expect(await here(lost)).toBeUndefined();
  expect(await here(broken)).toBeDefined();
  peer.serve(String(broken.id), gone(410));
  node.clock.advance(40 * MINUTE);
  await node.work();
  expect(await here(broken)).toBeUndefined();
  expect((await standing()).run.endedAt).not.toBeNull();
});

test('nothing is forgotten by a walk that failed, broke off or found no collection', async () => {
  const listed = offer(farm);
  list([listed]);
  await compare();
  peer.serve(String(listed.id), gone(404));
  for (const answer of [
    gone(410),
    gone(404),
    (_: unknown, response: ServerResponse) =>
      void response.writeHead(200, { 'content-type': 'application/activity+json' }).end('{{'),
    (_: unknown, response: ServerResponse) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>in vendita'),
  ]) {
    peer.serve(offersUri(), answer);
    const { run } = await compare();
    expect(run.incomplete).not.toBeNull();
    expect(run.endedAt).not.toBeNull();
  }
  serveJson(offersUri(), { id: offersUri(), type: 'Note' });
  expect((await compare()).run.incomplete).toContain('is no collection');
  // Its pages go on for ever.
  let pages = 0;
  serveJson(offersUri(), { id: offersUri(), type: 'OrderedCollection', first: `${offersUri()}?page=0` });
  for (let page = 0; page < 210; page++) {
    const [uri, next] = [`${offersUri()}?page=${page}`, `${offersUri()}?page=${page + 1}`];
    peer.serve(uri, (_, response) => {
      pages++;
      const body = { id: uri, type: 'OrderedCollectionPage', next, orderedItems: [] };
      response.writeHead(200, { 'content-type': 'application/activity+json' }).end(JSON.stringify(body));
    });
  }
  expect((await compare()).run.incomplete).toBe('offers: too long');
  expect(pages).toBe(199);
  expect(asked(String(listed.id))).toBe(0);
  expect(await here(listed)).toBeDefined();
});

test('while a server is silent it is known since when and why, and the run goes on when it is back', async () => {
  peer.serve(offersUri(), gone(503));
  const silent = await compare();
  expect(silent.run).toMatchObject({ endedAt: null, lastError: expect.stringContaining('503') });
  const since = silent.run.failingSince;
  expect(since).toEqual(node.clock.now());
  node.clock.advance(90_000);
  await node.work();
  expect((await standing()).run.failingSince).toEqual(since);
  const found = offer(farm);
  list([found]);
  node.clock.advance(10 * MINUTE);
  await node.work();
  expect((await standing()).run).toMatchObject({ failingSince: null, lastError: null });
  expect(await here(found)).toBeDefined();
});

test('a collection speaks for its own origin alone', async () => {
  await clearAway();
  const foreign = offer(stranger.actor('mulino'));
  const forged = offer(farm, { attributedTo: stranger.actor('mulino').uri });
  serveJson(String(forged.id), forged);
  list([foreign, forged]);
  const requests = stranger.requests.length;
  const { found, mended, run } = await compare();
  expect(await here(foreign)).toBeUndefined();
  expect(await here(forged)).toBeUndefined();
  expect({ found, mended, incomplete: run.incomplete }).toEqual({ found: 1, mended: 0, incomplete: null });
  // Nobody is asked for what the collection says of others, but for the one who is named as an author.
  expect(stranger.requests.slice(requests).map(({ path }) => path)).toEqual(['/users/mulino']);
});

test('an unchanged collection is not read again: 304, unless all is asked for or a week has passed', async () => {
  const listed = offer(farm);
  list([listed], '"uno"');
  await compare();
  expect(
    peer.requests.find(({ path }) => path === '/users/distretto/offers')?.headers['if-none-match'],
  ).toBeUndefined();
  // Behind the same mark something else, which is not looked at.
  const other = offer(farm);
  list([listed, other], '"uno"');
  expect(await compare({ whole: false })).toMatchObject({ found: 0 });
  expect(peer.requests.map(({ headers }) => headers['if-none-match'])).toContain('"uno"');
  expect(await here(other)).toBeUndefined();
  node.clock.advance(8 * 24 * 60 * MINUTE);
  expect(await compare({ whole: false })).toMatchObject({ found: 1, mended: 1 });
  expect(await here(other)).toBeDefined();
});

test('a mark is kept only once all that it stands for is here', async () => {
  await clearAway();
  const unreadable = offer(farm, { attributedTo: stranger.actor('mulino').uri });
  serveJson(String(unreadable.id), unreadable);
  list([unreadable], '"due"');
  expect(await compare({ whole: false })).toMatchObject({ found: 1, mended: 0 });
  const readable = offer(farm, { id: String(unreadable.id) });
  list([readable], '"due"');
  serveJson(String(readable.id), readable);
  expect(await compare({ whole: false })).toMatchObject({ found: 1, mended: 1 });
});

test('a run that another has replaced does nothing more', async () => {
  const group = await actorByUri(node.database.db, district.uri);
  if (group === undefined) throw new Error('no group');
  list([offer(farm)]);
  node.clock.advance(2 * MINUTE);
  peer.requests.length = 0;
  await reconcile(node.federation.domain, group);
  await reconcile(node.federation.domain, group);
  await node.work();
  expect(asked(offersUri())).toBe(1);
  expect((await standing()).run.endedAt).not.toBeNull();
});

test('what the district sends is written down, with how long it was on its way', async () => {
  node.clock.advance(MINUTE);
  const said = new Date(node.clock.now().getTime() - 90_000).toISOString();
  const announce = activity(district, 'Announce', offer(farm).id, { published: said });
  await peer.post(`${node.origin}/inbox`, announce, { as: district });
  expect((await standing()).run).toMatchObject({ lastDeliveryAt: node.clock.now(), lagSeconds: 90 });
});
