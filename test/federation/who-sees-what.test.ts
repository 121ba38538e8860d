import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { respond } from '../../src/domain/agreements/respond.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { activities } from '../../src/federation/outbox/activity.table.ts';
import { activity } from '../support/activities.ts';
import { createClient, type TestClient } from '../support/mastodon-client.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { type Peer, type PeerActor, signedGetHeaders, startPeer } from '../support/peer.ts';
import { joinNetwork, publishScoped, serveNetwork } from '../support/scoped-offers.ts';
import { signIn } from '../support/sign-in.ts';

/** A word of its own in each thing that is said: wherever it turns up, somebody can read that thing. */
const WORDS = {
  public: 'zafferano',
  unlisted: 'liquirizia',
  followers: 'genziana',
  direct: 'rabarbaro',
  agreement: 'assenzio',
  district: 'santoreggia',
  region: 'dragoncello',
  network: 'maggiorana',
} as const;
type Visibility = keyof typeof WORDS;
const VISIBILITIES = Object.keys(WORDS) as Visibility[];

const READERS = [
  'anonymous',
  'signed stranger',
  'remote follower',
  'pending follower',
  'blocked remote',
  'ex-follower',
  'network',
  'local follower',
  'blocked local',
  'other local',
  'coordinator',
  'recipient',
  'author',
] as const;
type Reader = (typeof READERS)[number];

const LOCALS = [
  'local follower',
  'blocked local',
  'other local',
  'coordinator',
  'recipient',
  'author',
] as const;

/** Who may read what is not for everyone. */
const MAY: Readonly<Record<Visibility, ReadonlySet<Reader> | 'everyone'>> = {
  public: 'everyone',
  unlisted: 'everyone',
  followers: new Set<Reader>(['remote follower', 'local follower', 'author']),
  direct: new Set<Reader>(['recipient', 'author']),
  agreement: new Set<Reader>(['recipient', 'author']),
  district: new Set<Reader>(LOCALS),
  region: new Set<Reader>([...LOCALS, 'network']),
  network: new Set<Reader>([...LOCALS, 'network']),
};
const may = (reader: Reader, visibility: Visibility) => {
  const those = MAY[visibility];
  return those === 'everyone' || those.has(reader);
};

let node: TestNode;
let peer: Peer;
/** Of a server of its own: the members of a network's node may see more than strangers. */
let network: Peer;
let anna: TestClient;
let people: Readonly<Partial<Record<Reader, { client: TestClient; cookie: string }>>>;
let strangers: Readonly<Partial<Record<Reader, PeerActor>>>;
/** Every address that anything could be read at, by the way that it is read. */
let ways: Readonly<Record<string, readonly string[]>>;
const streams = new Map<Reader, string>();
const open = new AbortController();
/** What only some may read, by id. */
let privateIds: ReadonlySet<string>;
let scopedIds: ReadonlySet<string>;
const logged: string[] = [];

beforeAll(async () => {
  const logger = pino({ level: 'trace' }, { write: (line) => void logged.push(line) });
  node = await startNode({ name: 'DES Valle', logger });
  const { domain, actors } = node.services;
  const names = {
    stella: 'Person',
    fulvia: 'Person',
    piero: 'Person',
    berta: 'Person',
    elio: 'Person',
  };
  peer = await startPeer({ actors: Object.keys(names) });
  network = await startPeer({ actors: ['rete'] });
  serveNetwork(network, network.actor('rete'));
  strangers = {
    'signed stranger': peer.actor('stella'),
    'remote follower': peer.actor('fulvia'),
    'pending follower': peer.actor('piero'),
    'blocked remote': peer.actor('berta'),
    'ex-follower': peer.actor('elio'),
    network: network.actor('rete'),
  };
  anna = await createClient(node, 'anna');
  const local = async (handle: string, role: 'member' | 'coordinator' = 'member') => ({
    client: await createClient(node, handle, { role }),
    cookie: await signIn(node, handle),
  });
  people = {
    author: { client: anna, cookie: await signIn(node, 'anna') },
    'local follower': await local('lia'),
    'blocked local': await local('bea'),
    'other local': await local('olga'),
    coordinator: await local('cora', 'coordinator'),
    recipient: await local('bruno'),
  };
  const idOf = (reader: Reader) => people[reader]?.client.actor.id ?? '';
  const tell = async (name: string, type: string, object: unknown) => {
    const host = name === 'rete' ? network : peer;
    const by = host.actor(name);
    const said = activity(by, type, object);
    expect((await host.post(`${node.origin}/inbox`, said, { as: by })).status).toBe(202);
    return said;
  };
  // Those who follow before she asks to be asked, and the network that follows the district.
  await tell('fulvia', 'Follow', anna.actor.uri);
  const followed = await tell('elio', 'Follow', anna.actor.uri);
  await tell('elio', 'Undo', followed);
  await tell('rete', 'Follow', actors.group.uri);
  await joinNetwork(node, network, network.actor('rete'));
  await tell('berta', 'Follow', anna.actor.uri);
  await requestFollow(domain, operator, idOf('local follower'), anna.actor.id);
  await anna.patch('/api/v1/accounts/update_credentials', { locked: true });
  await tell('piero', 'Follow', anna.actor.uri);
  await anna.post(`/api/v1/accounts/${idOf('blocked local')}/block`);
  const berta = (
    await anna.get(`/api/v2/search?q=${encodeURIComponent(peer.actor('berta').uri)}&resolve=true`)
  ).body;
  await anna.post(`/api/v1/accounts/${berta.accounts[0]?.id}/block`);

  for (const [reader, { client }] of Object.entries(people)) listen(reader as Reader, client.token);
  await eventually(
    async () => streams.size,
    (count) => count === Object.keys(people).length,
  );

  const say = async (visibility: Visibility, text: string) => {
    const wire = { followers: 'private' }[visibility as string] ?? visibility;
    const answer = await anna.post('/api/v1/statuses', { status: `${text} #erba`, visibility: wire });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const statuses = [
    await say('public', WORDS.public),
    await say('unlisted', WORDS.unlisted),
    await say('followers', WORDS.followers),
    await say('direct', `@bruno ${WORDS.direct}`),
  ];
  const offer = await publishProposal(domain, operator, anna.actor.id, { purpose: 'offer', title: 'Erbe' });
  const scoped = await publishScoped(node, anna.actor.id, WORDS);
  const bruno = idOf('recipient');
  const agreement = await respond(domain, operator, bruno, offer.id, {
    quantity: '1',
    message: WORDS.agreement,
  });
  await addMember(domain, operator, { handle: 'podere', name: 'Podere', kind: 'enterprise' });
  await eventually(
    async () => (await domain.db.select({ id: activities.id }).from(activities)).length,
    (count) => count >= 10,
  );
  const told = await domain.db.select({ uri: activities.uri }).from(activities);
  const ids = statuses.map(({ id }) => String(id));
  // Members see what is kept to districts: it is missing for others alone.
  scopedIds = new Set(scoped.map(({ id }) => id));
  privateIds = new Set([...ids.slice(2), agreement.id, ...scopedIds]);
  const uris = statuses.map(({ uri }) => String(uri));
  const path = (uri: string) => uri.slice(node.origin.length);
  const who = anna.actor;
  ways = {
    pages: [
      '/',
      '/@anna',
      '/annunci',
      '/offerte',
      '/offerte?text=erba',
      '/offerte?scoped=1',
      '/mappa?show=proposals',
      '/sitemap.xml',
      ...scoped.map(({ url }) => path(url)),
      '/soggetti?text=anna',
      '/tag/erba',
      '/accordi',
      `/accordi/${agreement.id}`,
      `/offerte/${offer.id}`,
      '/messaggi',
      '/io',
      '/io/applicazioni',
      '/coordinamento',
      '/coordinamento/registro',
      '/coordinamento/federazione',
      ...statuses.map(({ url }) => path(String(url))),
    ],
    feeds: [
      '/offerte.atom',
      '/annunci.atom',
      '/soggetti.atom',
      '/eventi.ics',
      '/@anna.atom',
      '/@anna/eventi.ics',
    ],
    objects: [
      ...uris.map(path),
      `/agreements/${agreement.id}`,
      `/objects/${offer.id}`,
      ...scoped.map(({ uri }) => path(uri)),
      path(who.uri),
    ],
    activities: told.map(({ uri }) => path(uri)),
    collections: [
      'outbox',
      'outbox?page=1',
      'featured',
      'followers',
      'following',
      'offers',
      'offers?page=1',
    ].flatMap((one) => [`${path(who.uri)}/${one}`, `${path(actors.group.uri)}/${one}`]),
    statuses: [...ids, ...scoped.map(({ id }) => id)].flatMap((id) =>
      ['', '/context', '/history', '/source', '/favourited_by', '/reblogged_by'].map(
        (end) => `/api/v1/statuses/${id}${end}`,
      ),
    ),
    accounts: [
      `/api/v1/accounts/${who.id}`,
      `/api/v1/accounts/${who.id}/statuses`,
      `/api/v1/accounts/${who.id}/statuses?exclude_replies=true`,
      `/api/v1/accounts/${who.id}/statuses?tagged=erba`,
    ],
    timelines: [
      '/api/v1/timelines/home',
      '/api/v1/timelines/public',
      '/api/v1/timelines/public?local=true',
      '/api/v1/timelines/tag/erba',
      '/api/v1/conversations',
      '/api/v1/notifications',
      '/api/v2/notifications',
      '/api/v1/bookmarks',
      '/api/v1/favourites',
    ],
    search: [
      ...Object.values(WORDS).map((word) => `/api/v2/search?type=statuses&q=${word}`),
      ...uris.map((uri) => `/api/v2/search?resolve=true&q=${encodeURIComponent(uri)}`),
    ],
    operations: [
      '/health',
      '/ready',
      '/metrics',
      '/nodeinfo/2.1',
      '/api/v2/instance',
      `/.well-known/webfinger?resource=acct:anna@${node.host}`,
    ],
  };
  // What a stream still has to say has come once the author's own has said everything.
  await eventually(
    async () => streams.get('author') ?? '',
    (said) => said.includes(WORDS.direct),
  );
}, 120_000);
afterAll(async () => {
  open.abort();
  await peer?.close();
  await network?.close();
  await node?.stop();
});

/** Keeps what a stream says to somebody. */
function listen(reader: Reader, token: string): void {
  const read = async () => {
    const response = await fetch(`${node.origin}/api/v1/streaming/user`, {
      headers: { authorization: `Bearer ${token}` },
      signal: open.signal,
    });
    streams.set(reader, '');
    for await (const chunk of response.body ?? []) {
      streams.set(reader, (streams.get(reader) ?? '') + Buffer.from(chunk).toString());
    }
  };
  read().catch(() => {});
}

const ACCEPT_ACTIVITY = 'application/activity+json';

/** Everything that a reader gets at an address, as each of the programs that they have would ask. */
async function readAll(reader: Reader, address: string): Promise<string> {
  const url = `${node.origin}${address}`;
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(url, { headers, redirect: 'manual' });
    const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`);
    return `${response.status}\n${lines.join('\n')}\n${await response.text()}`;
  };
  const texts = [await ask({ accept: 'text/html' }), await ask({ accept: ACCEPT_ACTIVITY })];
  const stranger = strangers[reader];
  if (stranger !== undefined) {
    texts.push(await ask({ accept: ACCEPT_ACTIVITY, ...signedGetHeaders(url, stranger) }));
  }
  const person = people[reader];
  if (person !== undefined) {
    texts.push(await ask({ accept: 'application/json', authorization: `Bearer ${person.client.token}` }));
    texts.push(await ask({ accept: 'text/html', cookie: person.cookie }));
  }
  // What they asked for themselves tells them nothing.
  return texts.join('\n').replaceAll(address.split('?')[1] ?? '\n\n', '');
}

describe.each(READERS)('%s', (reader) => {
  const seen = new Map<string, string>();

  test('gets no word that is not for them, by any way', async () => {
    const leaks: string[] = [];
    for (const [way, addresses] of Object.entries(ways)) {
      for (const address of addresses) {
        const text = await readAll(reader, address);
        seen.set(address, text);
        for (const visibility of VISIBILITIES) {
          if (!may(reader, visibility) && text.includes(WORDS[visibility]))
            leaks.push(`${visibility} by ${way}: ${address}`);
        }
        if (/^5\d\d/m.test(text.slice(0, 4))) leaks.push(`5xx by ${way}: ${address}`);
      }
    }
    for (const visibility of VISIBILITIES) {
      const stream = streams.get(reader) ?? '';
      if (!may(reader, visibility) && stream.includes(WORDS[visibility]))
        leaks.push(`${visibility} by streaming`);
    }
    expect(leaks).toEqual([]);
  });

  test('gets what is for them', () => {
    const all = [...seen.values()].join('');
    for (const visibility of VISIBILITIES) {
      if (may(reader, visibility)) expect(all, visibility).toContain(WORDS[visibility]);
    }
  });

  test('finds nothing unlisted in what is listed for all', () => {
    const listed = [
      '/tag/erba',
      '/api/v1/timelines/public',
      '/api/v1/timelines/tag/erba',
      ...(ways.feeds ?? []),
    ];
    for (const address of listed) expect(seen.get(address) ?? '', address).not.toContain(WORDS.unlisted);
  });
});

test('what is private and what never was answer the same', async () => {
  const nowhere = '999999999999999999';
  const same = (text: string, id: string) =>
    text
      .replaceAll(id, 'ID')
      .replace(/^(?:date|x-request-id|content-length|etag|x-ratelimit[^\n]*):.*$/gim, '');
  let compared = 0;
  for (const address of Object.values(ways).flat()) {
    const [id] = /\d{15,}/.exec(address) ?? [];
    if (id === undefined || !privateIds.has(id)) continue;
    const outside = scopedIds.has(id) ? [] : (['other local', 'coordinator'] as const);
    for (const reader of ['anonymous', 'signed stranger', ...outside] as const) {
      const there = await readAll(reader, address);
      const missing = await readAll(reader, address.replace(id, nowhere));
      expect(same(there, id), `${reader} ${address}`).toBe(same(missing, nowhere));
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThanOrEqual(privateIds.size * 2);
});

test('the log tells nobody what was written', () => {
  expect(logged.length).toBeGreaterThan(0);
  for (const visibility of VISIBILITIES) {
    expect(logged.filter((line) => line.includes(WORDS[visibility]))).toEqual([]);
  }
});
