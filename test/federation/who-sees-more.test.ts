import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { activity } from '../support/activities.ts';
import { createClient, type TestClient } from '../support/mastodon-client.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { type Peer, signedGetHeaders, startPeer } from '../support/peer.ts';
import { signIn } from '../support/sign-in.ts';
import { tokenIn } from '../support/web.ts';

/**
 * Who sees pictures, answers, favourites and boosts of what is not for everyone; and who sees it in streams, lists of
 * clients, open data, and the copies that people ask for of their own data.
 */
const VISIBILITIES = ['public', 'unlisted', 'private', 'direct'] as const;
type Visibility = (typeof VISIBILITIES)[number];

/** A word of its own for each post, for what its picture shows, and for an answer to it that is between two. */
const WORDS: Readonly<Record<Visibility, readonly [text: string, alt: string, answer: string]>> = {
  public: ['melograno', 'cachi', 'sorbo'],
  unlisted: ['corbezzolo', 'nespolo', 'biancospino'],
  private: ['giuggiolo', 'carrubo', 'ginepro'],
  direct: ['azzeruolo', 'mirabolano', 'sambuco'],
};

const LOCALS = [
  'author',
  'recipient',
  'local follower',
  'blocked local',
  'other local',
  'coordinator',
] as const;
const REMOTES = ['remote follower', 'signed stranger', 'network'] as const;
const READERS = ['anonymous', ...REMOTES, ...LOCALS] as const;
type Local = (typeof LOCALS)[number];
type Reader = (typeof READERS)[number];

const EVERYONE = new Set<Reader>(READERS);
const TWO = new Set<Reader>(['author', 'recipient']);
const MAY: Readonly<Record<Visibility, ReadonlySet<Reader>>> = {
  public: EVERYONE,
  unlisted: EVERYONE,
  private: new Set<Reader>(['author', 'local follower', 'remote follower']),
  direct: TWO,
};

let node: TestNode;
let peer: Peer;
const people = new Map<Local, { readonly client: TestClient; readonly cookie: string }>();
/** What each may not see, and where it was written. */
const secrets: { readonly what: string; readonly word: string; readonly for: ReadonlySet<Reader> }[] = [];
let addresses: readonly string[];
const streams = new Map<Reader, string>();
const open = new AbortController();

const one = (local: Local) => people.get(local) ?? fail(local);
function fail(who: string): never {
  throw new Error(`there is no ${who}`);
}

beforeAll(async () => {
  node = await startNode({ name: 'DES Valle' });
  const { domain, actors } = node.services;
  peer = await startPeer({ actors: ['fulvia', 'stella', 'rete'] });
  peer.serve(peer.actor('rete').uri, { ...peer.actor('rete').document, type: 'Group' });
  for (const [local, handle] of [
    ['author', 'anna'],
    ['recipient', 'bruno'],
    ['local follower', 'lia'],
    ['blocked local', 'bea'],
    ['other local', 'olga'],
    ['coordinator', 'cora'],
  ] as const) {
    const role = local === 'coordinator' ? 'coordinator' : 'member';
    people.set(local, {
      client: await createClient(node, handle, { role }),
      cookie: await signIn(node, handle),
    });
  }
  const anna = one('author').client;
  const bruno = one('recipient').client;
  await anna.patch('/api/v1/accounts/update_credentials', { discoverable: true });
  await requestFollow(domain, operator, one('local follower').client.actor.id, anna.actor.id);
  for (const [name, followed] of [
    ['fulvia', anna.actor.uri],
    ['rete', actors.group.uri],
  ] as const) {
    const by = peer.actor(name);
    await peer.post(`${node.origin}/inbox`, activity(by, 'Follow', followed), { as: by });
  }
  await anna.post(`/api/v1/accounts/${one('blocked local').client.actor.id}/block`);
  await listenAll();

  const ids: string[] = [];
  for (const [n, visibility] of VISIBILITIES.entries()) {
    const [text, alt, answer] = WORDS[visibility];
    const { body: media } = await anna.post('/api/v2/media', await picture(n, alt));
    const status = `${visibility === 'direct' ? '@bruno ' : ''}${text} #bosco`;
    const said = await anna.post('/api/v1/statuses', { status, visibility, media_ids: [media.id] });
    expect(said.status).toBe(200);
    const { id, media_attachments: shown } = said.body;
    ids.push(String(id));
    secrets.push({ what: `${visibility} text`, word: text, for: MAY[visibility] });
    secrets.push({ what: `${visibility} alt`, word: alt, for: MAY[visibility] });
    const { url, preview_url: preview } = shown[0] as unknown as { url: string; preview_url: string };
    // Whoever has its address sees a picture, as other servers must: so the address is what is kept from people.
    for (const [what, address] of [
      ['picture', url],
      ['preview', preview],
    ] as const) {
      const name = address.split('/').at(-1) ?? fail(what);
      secrets.push({ what: `${visibility} ${what}`, word: name, for: MAY[visibility] });
      expect((await fetch(address)).status).toBe(200);
    }
    if (visibility === 'private') await requestFollow(domain, operator, bruno.actor.id, anna.actor.id);
    // An answer that is between two, and what all others do with it.
    const reply = { status: `@anna ${answer}`, visibility: 'direct', in_reply_to_id: id };
    if (visibility !== 'private') {
      expect((await bruno.post('/api/v1/statuses', reply)).status).toBe(200);
      secrets.push({ what: `answer to ${visibility}`, word: answer, for: TWO });
    }
    await one('local follower').client.post(`/api/v1/statuses/${id}/favourite`);
    await bruno.post(`/api/v1/statuses/${id}/favourite`);
    await bruno.post(`/api/v1/statuses/${id}/reblog`);
    await anna.post(`/api/v1/statuses/${id}/bookmark`);
  }
  // What is asked of the follower's list, not of the recipient's: he follows her no more.
  await bruno.post(`/api/v1/accounts/${anna.actor.id}/unfollow`);

  const who = anna.actor;
  const me = `/api/v1/accounts/${who.id}`;
  const collections = ['replies', 'likes', 'shares'].flatMap((name) =>
    ids.map((id) => `/objects/${id}/${name}`),
  );
  addresses = [
    ...collections,
    ...ids.map((id) => `/objects/${id}`),
    ...ids.flatMap((id) => ['', '/context', '/favourited_by'].map((end) => `/api/v1/statuses/${id}${end}`)),
    ...['', '?only_media=true', '?tagged=bosco', '?pinned=true'].map((query) => `${me}/statuses${query}`),
    ...['featured_tags', 'endorsements'].map((end) => `${me}/${end}`),
    ...['home', 'direct', 'public', 'public?only_media=true', 'tag/bosco'].map(
      (end) => `/api/v1/timelines/${end}`,
    ),
    ...['statuses', 'links', 'tags'].map((end) => `/api/v1/trends/${end}`),
    ...['bookmarks', 'favourites', 'conversations', 'notifications', 'suggestions'].map(
      (end) => `/api/v1/${end}`,
    ),
    '/api/v2/notifications',
    ...Object.values(WORDS).map(([word]) => `/api/v2/search?type=statuses&q=${word}`),
    '/api/v2/search?q=bosco',
    ...['', '.csv', '.jsonld'].map((end) => `/api/dati/v1/announcements${end}`),
    ...[
      '/',
      '/@anna',
      '/@bruno',
      '/annunci',
      '/tag/bosco',
      '/novita',
      '/seguiti',
      '/messaggi',
      '/sitemap.xml',
    ],
    ...[
      '/annunci.atom',
      '/@anna.atom',
      '/sitemap/pagine.xml',
      '/coordinamento/registro',
      '/io',
      '/io/offerte',
    ],
    ...ids.flatMap((id) => [`/note/${id}`, `/annunci/${id}`]),
    ...[who, bruno.actor, actors.group].flatMap(({ uri }) =>
      ['outbox', 'outbox?page=1', 'featured', 'offers'].map((end) => `${new URL(uri).pathname}/${end}`),
    ),
  ];
  await eventually(
    async () => streams.get('author') ?? '',
    (said) => said.includes(WORDS.direct[0]),
  );
}, 120_000);
afterAll(async () => {
  open.abort();
  await peer?.close();
  await node?.stop();
});

/** Each its own: the same picture would have the same name. */
async function picture(n: number, alt: string): Promise<FormData> {
  const background = { r: 40 * n, g: 90, b: 200 - 40 * n };
  const jpeg = await sharp({ create: { width: 500, height: 300, channels: 3, background } })
    .jpeg()
    .toBuffer();
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(jpeg)]), 'foto.jpg');
  form.set('description', alt);
  return form;
}

function post(path: string, cookie: string, fields: Record<string, string>): Promise<Response> {
  return fetch(`${node.origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: node.origin, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(fields),
  });
}

/** Keeps what every stream says to everybody who may open it. */
async function listenAll(): Promise<void> {
  const opened: Promise<void>[] = [];
  for (const reader of ['anonymous', ...LOCALS] as const) {
    streams.set(reader, '');
    const token = reader === 'anonymous' ? undefined : one(reader).client.token;
    const own = token === undefined ? [] : ['user', 'user/notification', 'direct'];
    for (const stream of [...own, 'public', 'public/local', 'hashtag?tag=bosco', 'hashtag/local?tag=bosco']) {
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const response = fetch(`${node.origin}/api/v1/streaming/${stream}`, { headers, signal: open.signal });
      opened.push(
        response.then(({ status, body }) => {
          expect(status, stream).toBe(200);
          keep(reader, body).catch(() => {});
        }),
      );
    }
  }
  await Promise.all(opened);
}

async function keep(reader: Reader, body: ReadableStream<Uint8Array> | null): Promise<void> {
  for await (const chunk of body ?? []) {
    streams.set(reader, (streams.get(reader) ?? '') + Buffer.from(chunk).toString());
  }
}

const ACTIVITY_JSON = 'application/activity+json';
const PEERS: Readonly<Record<(typeof REMOTES)[number], string>> = {
  'remote follower': 'fulvia',
  'signed stranger': 'stella',
  network: 'rete',
};

async function readAll(reader: Reader, address: string): Promise<string> {
  const url = `${node.origin}${address}`;
  const isRemote = (name: Reader): name is (typeof REMOTES)[number] => name in PEERS;
  const own = people.get(reader as Local);
  const ways: Record<string, string>[] = [
    { accept: 'text/html' },
    { accept: ACTIVITY_JSON },
    ...(isRemote(reader)
      ? [{ accept: ACTIVITY_JSON, ...signedGetHeaders(url, peer.actor(PEERS[reader])) }]
      : []),
    ...(own === undefined
      ? []
      : [
          { accept: 'application/json', authorization: `Bearer ${own.client.token}` },
          { accept: 'text/html', cookie: own.cookie },
        ]),
  ];
  const texts = await Promise.all(
    ways.map(async (headers) => {
      const response = await fetch(url, { headers, redirect: 'manual' });
      expect(response.status, `${reader} ${address}`).toBeLessThan(500);
      return response.text();
    }),
  );
  // What they asked for themselves tells them nothing.
  return texts.join('\n').replaceAll(address.split('?')[1] ?? '\n\n', '');
}

describe.each(READERS)('%s', (reader) => {
  test('sees no picture, word or answer that is not for them, and sees what is', async () => {
    const leaks: string[] = [];
    const seen = new Set<string>();
    const look = (text: string, where: string) => {
      for (const { what, word, for: those } of secrets) {
        if (!text.includes(word)) continue;
        if (those.has(reader)) seen.add(word);
        else leaks.push(`${what} at ${where}`);
      }
    };
    for (const address of addresses) look(await readAll(reader, address), address);
    look(streams.get(reader) ?? '', 'streams');
    expect(leaks).toEqual([]);
    // Only clients are shown small ones.
    const due = secrets.filter(({ what, for: those }) => those.has(reader) && !what.endsWith('preview'));
    expect(due.filter(({ word }) => !seen.has(word)).map(({ what }) => what)).toEqual([]);
  });
});

test('the copy of their data that people ask for holds what is theirs or for them', async () => {
  const leaks: string[] = [];
  for (const local of LOCALS) {
    const { cookie } = one(local);
    const form = await (await fetch(`${node.origin}/io/account`, { headers: { cookie } })).text();
    expect((await post('/io/account/copia', cookie, { csrf: tokenIn(form) })).status).toBe(303);
    const path = await eventually(
      async () => {
        const page = await (await fetch(`${node.origin}/io/account`, { headers: { cookie } })).text();
        return /\/io\/account\/copia\/\d+/.exec(page)?.[0] ?? '';
      },
      (found) => found !== '',
    );
    const archive = await fetch(`${node.origin}${path}`, { headers: { cookie } });
    const text = gunzipSync(Buffer.from(await archive.arrayBuffer())).toString('latin1');
    expect(text).toContain('data/actors.json');
    for (const { what, word, for: those } of secrets) {
      // Of what is for everyone a copy holds what is one's own.
      if (those === EVERYONE) continue;
      if (text.includes(word) && !those.has(local)) leaks.push(`${what} in the copy of ${local}`);
      if (local === 'author' && !what.startsWith('answer')) expect(text, what).toContain(word);
    }
    for (const other of LOCALS) {
      if (other === local) continue;
      const tried = await fetch(`${node.origin}${path}`, { headers: { cookie: one(other).cookie } });
      expect(tried.status, `${other} with the address of ${local}`).toBe(404);
    }
  }
  expect(leaks).toEqual([]);
});

test('nothing that is between people of this node is sent to another', async () => {
  const sent = peer.requests.map(({ body }) => body).join('\n');
  expect(sent).toContain(WORDS.public[0]);
  for (const { what, word } of secrets.filter(({ for: those }) => those === TWO))
    expect(sent, what).not.toContain(word);
});
