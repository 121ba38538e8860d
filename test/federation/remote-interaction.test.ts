import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { attempts } from '../../src/domain/accounts/attempt.table.ts';
import { publishAnnouncement } from '../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../src/domain/caller.ts';
import { enquiriesTo } from '../../src/domain/enquiries/enquiry-reads.ts';
import { publishEvent } from '../../src/domain/events/publish-event.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import { blockHost, unblockHost } from '../../src/domain/moderation/blocked-hosts.ts';
import { publishStatus } from '../../src/domain/statuses/publish-status.ts';
import { eventually } from '../support/node.ts';
import { agreementIn, type Pair, publish, startPair } from '../support/pair.ts';
import { type Browser, browserActingFor, createBrowser, PASSWORD } from '../support/web.ts';

let pair: Pair;
/** Somebody of the other district, on the pages of this one. */
let visitor: Browser;
/** The same, at home. */
let paolo: Browser;

beforeAll(async () => {
  pair = await startPair(true);
  const { valle, monte, gas } = pair;
  visitor = createBrowser(valle.server, undefined, valle.origin);
  paolo = await browserActingFor(monte.server, monte.services.domain, 'paolo', [gas]);
});
afterAll(() => pair.stop());

const plain = (text: string) => text.replaceAll('&amp;', '&');
const linkIn = (page: string) => plain(/href="(\/dal-tuo-nodo\?[^"]*)"/.exec(page)?.[1] ?? '');

/** From a page of this district to the visitor's own: where they are sent. */
async function leave(path: string, address: string) {
  const form = await visitor.get(linkIn((await visitor.get(path)).body.split('<main')[1] ?? ''));
  const uri = plain(/name="uri" value="([^"]*)"/.exec(form.body)?.[1] ?? '');
  return visitor.post('/dal-tuo-nodo', form.body, { uri, address });
}

/** Where the visitor arrives at home. */
async function arrive(path: string): Promise<string> {
  const sent = await leave(path, `@paolo@${pair.monte.host}`);
  expect(sent.statusCode, sent.body).toBe(303);
  const address = String(sent.headers.location);
  expect(address).toMatch(new RegExp(`^${pair.monte.origin}/authorize_interaction\\?uri=`));
  const opened = await paolo.get(address.slice(pair.monte.origin.length));
  expect(opened.statusCode, opened.body).toBe(303);
  return String(opened.headers.location);
}

test('an offer is answered by somebody of another district, from their own node', async () => {
  const { valle, monte, gas } = pair;
  const post = await publish(pair);
  const path = await arrive(`/offerte/${post.id}`);
  expect(path).toMatch(/^\/offerte\/\d+#respond$/);
  const page = (await paolo.get(path.replace('#respond', ''))).body;
  const answer = { as: gas.id, quantity: '10', message: 'Per sabato?' };
  const sent = await paolo.post(path.replace('#respond', '/risposte'), page, answer);
  expect(sent.statusCode, sent.body).toBe(303);
  const id = String(sent.headers.location).split('/').at(-1) ?? '';
  const [row] = await monte.services.database.sql`SELECT offer_uri FROM agreements WHERE id = ${id}`;
  const arrived = await eventually(
    () => agreementIn(valle, String(row?.offer_uri)),
    (agreement) => agreement !== undefined,
  );
  expect(arrived).toMatchObject({ quantity: '10', message: 'Per sabato?' });
  // The browser remembers who the visitor is elsewhere.
  const again = await visitor.get(linkIn((await visitor.get(`/offerte/${post.id}`)).body));
  expect(again.body).toContain(`value="@paolo@${monte.host}"`);
});

test('whoever is not signed in at home signs in first, and comes back to it', async () => {
  const { monte } = pair;
  const post = await publish(pair);
  const stranger = createBrowser(monte.server, undefined, monte.origin);
  const asked = `/authorize_interaction?uri=${encodeURIComponent(post.uri)}`;
  const signIn = await stranger.get(asked);
  const next = plain(/name="next" value="([^"]*)"/.exec(signIn.body)?.[1] ?? '');
  const who = { email: 'paolo@valle.example', password: PASSWORD, next };
  const done = await stranger.post('/accedi', signIn.body, who);
  expect([next, done.headers.location]).toEqual([asked, asked]);
  const elsewhere = { ...who, next: 'https://altrove.example/authorize_interaction?uri=x' };
  const other = createBrowser(monte.server, undefined, monte.origin);
  const refused = await other.post('/accedi', (await other.get('/accedi')).body, elsewhere);
  expect(refused.headers.location).toBe('/io');
});

test('a member, an event and an announcement are followed, joined and answered in the same way', async () => {
  const { valle, monte, farm, gas } = pair;
  const { domain } = valle.services;
  const profile = await arrive('/@podere');
  expect(profile).toBe(`/@podere@${valle.host}#follow`);
  const page = (await paolo.get(profile.replace('#follow', ''))).body;
  const id = /name="id" value="(\d+)"/.exec(page)?.[1] ?? '';
  expect((await paolo.post('/seguiti', page, { id, as: gas.id })).statusCode).toBe(303);
  await eventually(
    () => tieCount(domain.db, 'followers', farm.id),
    (followers) => followers === 1,
  );
  const event = await publishEvent(domain, operator, farm.id, {
    title: 'Raccolta aperta',
    start: '2036-01-12T18:00',
    end: '2036-01-12T20:00',
    comune: 'Prato',
  });
  expect(await arrive(`/eventi/${event.id}`)).toMatch(/^\/eventi\/\d+#attend$/);
  const news = { title: 'Si raccoglie', text: 'Da lunedì.' };
  const announcement = await publishAnnouncement(domain, operator, farm.id, news);
  const told = await eventually(
    async () => (await paolo.get(`/novita?as=${gas.id}`)).body,
    (body) => body.includes('Si raccoglie'),
  );
  expect(told).toContain('Raccolta aperta');
  expect((await paolo.get('/novita')).body).not.toContain('Si raccoglie');
  expect((await createBrowser(monte.server).get('/novita')).body).not.toContain('Si raccoglie');
  const [path = ''] = (await arrive(`/annunci/${announcement.id}`)).split('#');
  const answer = { as: gas.id, text: 'Veniamo in <tre>', readers: 'direct' };
  const sent = await paolo.post(`${path}/risposte`, (await paolo.get(path)).body, answer);
  expect([sent.statusCode, sent.headers.location]).toEqual([303, `${path}?fatto=risposta#reply`]);
  const [enquiry] = await eventually(
    () => enquiriesTo(domain.db, [farm.id], 5),
    (found) => found.length > 0,
  );
  expect([enquiry?.post.content, enquiry?.author.host, enquiry?.post.visibility]).toEqual([
    '<p>Veniamo in &lt;tre&gt;</p>',
    monte.host,
    'direct',
  ]);
});

test('WebFinger says where one acts, for each of ours and for the node', async () => {
  const { valle } = pair;
  for (const resource of [`acct:podere@${valle.host}`, `${valle.origin}/`]) {
    const answer = await fetch(
      `${valle.origin}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`,
    );
    const { links } = (await answer.json()) as { links: { rel: string; template?: string }[] };
    const page = `${valle.origin}/authorize_interaction?uri=`;
    expect(links).toContainEqual({
      rel: 'http://ostatus.org/schema/1.0/subscribe',
      template: `${page}{uri}`,
    });
    expect(links).toContainEqual({ rel: 'https://w3id.org/fep/3b86/Follow', template: `${page}{object}` });
    expect(links).toContainEqual({ rel: 'https://w3id.org/fep/3b86/Create', template: `${page}{inReplyTo}` });
  }
  const post = await publish(pair);
  const bare = await leave(`/offerte/${post.id}`, pair.monte.host);
  expect(bare.headers.location).toBe(
    `${pair.monte.origin}/authorize_interaction?uri=${encodeURIComponent(post.uri)}`,
  );
});

/** A server whose WebFinger says this. */
async function otherServer(links: (origin: string) => { rel: string; template: string }[]) {
  const server = createServer((_request, response) => {
    const { port } = server.address() as AddressInfo;
    response.setHeader('content-type', 'application/jrd+json');
    response.end(JSON.stringify({ subject: 'x', links: links(`http://localhost:${port}`) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `localhost:${(server.address() as AddressInfo).port}`;
}

test('nobody is sent to a page that their own server does not have', async () => {
  const { valle } = pair;
  const post = await publish(pair);
  const go = async (address: string) => {
    const sent = await leave(`/offerte/${post.id}`, address);
    return sent.headers.location ?? sent.statusCode;
  };
  const rel = 'http://ostatus.org/schema/1.0/subscribe';
  const good = await otherServer((origin) => [
    { rel, template: `${origin}/old?uri={uri}` },
    { rel: 'https://w3id.org/fep/3b86/Object', template: `${origin}/apri?o={object}&x={unknown}` },
  ]);
  expect(await go(`anna@${good}`)).toBe(`http://${good}/apri?o=${encodeURIComponent(post.uri)}&x=`);
  for (const template of [
    'https://altrove.example/?uri={uri}',
    'javascript:alert({uri})',
    'http://user@localhost/?uri={uri}',
    '{uri}',
    '//altrove.example/{uri}',
  ]) {
    const bad = await otherServer(() => [{ rel, template }]);
    expect(await go(`anna@${bad}`), template).toBe(404);
  }
  const noParameter = await otherServer((origin) => [{ rel, template: `${origin}/qui` }]);
  const addresses = ['non è un indirizzo', 'anna@169.254.169.254', 'localhost:1', 'http://[::1]/', ''];
  for (const address of [`anna@${noParameter}`, ...addresses]) expect(await go(address), address).toBe(404);
  await blockHost(valle.services.domain, operator, { host: good, reason: 'prova' });
  expect(await go(`anna@${good}`)).toBe(404);
  await unblockHost(valle.services.domain, operator, good);
  await valle.services.domain.db.delete(attempts);
});

test('no link and no form from elsewhere sends anyone away; what is not for everyone is not there', async () => {
  const { valle, farm } = pair;
  const { domain } = valle.services;
  const post = await publish(pair);
  const address = `@paolo@${pair.monte.host}`;
  const query = new URLSearchParams({ uri: post.uri, address });
  const shown = await visitor.get(`/dal-tuo-nodo?${query}`);
  expect(shown.statusCode).toBe(200);
  const posted = { uri: post.uri, address };
  const foreign = await visitor.post('/dal-tuo-nodo', shown.body, posted, {
    origin: 'https://altrove.example',
  });
  const tokenless = await visitor.post('/dal-tuo-nodo', '', posted);
  expect([foreign.statusCode, tokenless.statusCode]).toEqual([403, 403]);
  const lookup = { lookup: { actor: async () => undefined } };
  const secret = await publishStatus(
    domain,
    operator,
    farm.id,
    { text: 'Solo per me', visibility: 'followers' },
    lookup,
  );
  const missing = `${valle.origin}/objects/1`;
  const bodies = [];
  for (const uri of [secret.uri, missing, 'https://altrove.example/x']) {
    const answer = await visitor.get(`/dal-tuo-nodo?uri=${encodeURIComponent(uri)}`);
    bodies.push([answer.statusCode, answer.body.replaceAll(encodeURIComponent(encodeURIComponent(uri)), '')]);
  }
  expect(bodies[0]?.[0]).toBe(404);
  expect(bodies[1]).toEqual(bodies[0]);
  expect(bodies[2]).toEqual(bodies[0]);
  const unfound = await paolo.get(`/authorize_interaction?uri=${encodeURIComponent(missing)}`);
  expect([unfound.statusCode, unfound.body.includes('non troviamo niente')]).toEqual([404, true]);
  const inner = await paolo.get('/authorize_interaction?uri=http%3A%2F%2F169.254.169.254%2Flatest');
  expect(inner.statusCode).toBe(404);
  expect((await paolo.get('/authorize_interaction?uri=')).statusCode).toBe(200);
});

test('districts are followed by their address, listed, and left', async () => {
  const { valle, gas } = pair;
  const page = await paolo.get(`/seguiti?as=${gas.id}`);
  const wrong = await paolo.post('/seguiti', page.body, { as: gas.id, address: '@nessuno@localhost:1' });
  expect([wrong.statusCode, wrong.body.includes('value="@nessuno@localhost:1"')]).toEqual([404, true]);
  const done = await paolo.post('/seguiti', page.body, { as: gas.id, address: `@distretto@${valle.host}` });
  expect(done.headers.location).toBe(`/seguiti?as=${gas.id}`);
  const { db } = valle.services.domain;
  const followers = () => tieCount(db, 'followers', valle.services.actors.group.id);
  await eventually(followers, (count) => count === 1);
  const list = (await paolo.get(`/seguiti?as=${gas.id}`)).body;
  const id = /name="id" value="(\d+)">\s*<p><button[^>]*>[^<]*<span[^>]*>: DES Valle/.exec(list)?.[1];
  await paolo.post('/seguiti/smetti', list, { as: gas.id, id: id ?? '' });
  await eventually(followers, (count) => count === 0);
  const notMine = await paolo.post('/seguiti', list, { as: valle.services.actors.group.id, id: id ?? '' });
  expect(notMine.statusCode).toBe(403);
});
