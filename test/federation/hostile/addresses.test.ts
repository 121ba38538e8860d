import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { follows } from '../../../src/domain/follows/follow.table.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { signingKeyOf } from '../../../src/federation/keys/own-keys.ts';
import { saveActor } from '../../../src/federation/remote/save-actor.ts';
import { activity, note } from '../../support/activities.ts';
import { digest, inboxesOf, post, type Row, settled, testRows } from '../../support/hostile.ts';
import { type NodeProcess, startNodeProcess } from '../../support/node-process.ts';
import { createActor, type Peer, startPeer } from '../../support/peer.ts';

/** A node on the internet, as it sees itself: its peers are on https, and nothing private is asked. */

const AS = 'https://www.w3.org/ns/activitystreams';
const REFUSED = [400, 403];
/** Known here since before, with a key: what it says counts, and nothing has to be fetched for that. */
const anna = createActor('https://monte.example', 'anna');
const eva = createActor('https://xn--bcher-kva.example', 'eva');
let node: NodeProcess | undefined;
let member: Actor | undefined;
let peer: Peer | undefined;
let trap: Server | undefined;
let trapPort = 0;
let connections = 0;
let count = 0;

function setting() {
  if (node === undefined || member === undefined || peer === undefined) throw new Error('not started');
  return { node, member, peer };
}

beforeAll(async () => {
  trap = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => trap?.listen(0, '0.0.0.0', resolve));
  const address = trap.address();
  trapPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  peer = await startPeer({ actors: [] });
  node = await startNodeProcess({ publicOrigin: 'https://valle.example' });
  const { domain, federation } = node.services;
  member = await addMember(domain, operator, { handle: 'forno', name: 'Forno', kind: 'enterprise' });
  for (const known of [anna, eva]) {
    const actor = await domain.db.transaction((tx) => saveActor(tx, federation, known.document));
    const follow = { id: domain.ids(), uri: `${member.uri}/follows/${actor.id}`, createdAt: new Date() };
    await domain.db
      .insert(follows)
      .values({ ...follow, followerId: member.id, followedId: actor.id, state: 'accepted' });
  }
  // Made when first needed, and no effect of a request.
  await signingKeyOf(federation, node.services.actors.application.id);
  await settled(node);
});
afterAll(async () => {
  await node?.stop();
  await peer?.close();
  trap?.close();
});

const create = (as = anna, more: JsonObject = {}) => activity(as, 'Create', note(as, new Date(), more));
/** A row that sends several, each by its author. */
function row(name: string, statuses: readonly number[], build: () => readonly JsonObject[], as = anna): Row {
  return [
    name,
    statuses,
    (inbox) => Promise.all(build().map((json) => post(setting().peer, inbox, json, { as }))),
  ];
}

/** Ways to write a place that is not on the internet; the trap listens at those that lead to this machine. */
const places = [
  '127.0.0.1',
  '127.0.0.2',
  '127.1',
  '0x7f.1',
  '0177.0.0.1',
  '2130706433',
  '0.0.0.0',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  'localhost',
  'LOCALHOST',
  'trap.localhost',
  'localhost.',
  '169.254.169.254',
  '[fe80::1]',
  '[fd00:ec2::254]',
  '10.0.0.1',
  '192.168.0.1',
  '100.64.0.1',
];

const everywhere = (schemes: readonly string[] = ['https']): string[] =>
  places.flatMap((place) => schemes.map((scheme) => `${scheme}://${place}:${trapPort}/${++count}`));

const rows: Row[] = [
  [
    'key URL at 127.0.0.1 and its like',
    [400, 401],
    (inbox) =>
      Promise.all(
        everywhere(['https', 'http']).map((uri) => {
          const as = { ...anna, uri, keyUri: `${uri}#main-key` };
          return post(setting().peer, inbox, create(as), { as });
        }),
      ),
  ],
  row('@context at 127.0.0.1 and its like', REFUSED, () =>
    everywhere().map((uri) => ({ ...create(), '@context': [AS, uri] })),
  ),
  row('Announce of an object at 127.0.0.1 and its like', [202, ...REFUSED], () =>
    everywhere().map((uri) => activity(anna, 'Announce', uri)),
  ),
  row('inbox at 127.0.0.1, 169.254.169.254, ::1, 0x7f.1', REFUSED, () =>
    everywhere().map((inbox) => activity(anna, 'Update', { ...anna.document, inbox, name: 'x' })),
  ),
  ...[
    ['upper-case host', 'https://MONTE.example'],
    ['upper-case scheme', 'HTTPS://monte.example'],
    ['trailing-dot host', 'https://monte.example.'],
    ['punycode of letters that look alike', 'https://xn--mnte-55d.example'],
    ['full-width letters', 'https://\uff4donte.example'],
    ['an ideographic full stop', 'https://monte\u3002example'],
    ['a soft hyphen', 'https://mon\u00adte.example'],
    ['a percent-encoded host', 'https://monte%2eexample'],
    ['userinfo', 'https://anna@monte.example'],
    ['userinfo that looks like a host', 'https://monte.example@evil.example'],
    ['port', 'https://monte.example:8443'],
    ['the usual port', 'https://monte.example:443'],
    ['no encryption', 'http://monte.example'],
    ['a tab', 'https://monte.exa\tmple'],
    ['a space before', ' https://monte.example'],
    ['backslashes', 'https:\\\\monte.example'],
    ['a single slash', 'https:/monte.example'],
    ['dots to be undone', 'https://monte.example/a/..'],
  ].map(([name, origin]) =>
    row(`${name} in an id`, [400, 401, 403], () => [
      { ...create(), id: `${origin}/activities/${++count}` },
      create(anna, { id: `${origin}/notes/${++count}` }),
      create(anna, { attributedTo: `${origin}/users/anna` }),
      { ...create(), actor: `${origin}/users/anna` },
    ]),
  ),
  row('fragment in an id', [400, 401, 403], () => [
    create(anna, { id: `${anna.uri}#note` }),
    { ...create(), actor: anna.keyUri },
  ]),
  row(
    'punycode spelled out in an id',
    REFUSED,
    () => [
      create(eva, { id: 'https://bücher.example/notes/1' }),
      create(eva, { attributedTo: 'https://bücher.example/users/eva' }),
    ],
    eva,
  ),
];

testRows('addresses', setting, rows);

test('nothing that is not on the internet was connected to', async () => {
  expect(connections).toBe(0);
  // The trap would have noticed.
  await fetch(`http://127.0.0.1:${trapPort}/`).catch(() => undefined);
  expect(connections).toBe(1);
});

test('the same, unbent, is taken in', async () => {
  const { node, member, peer } = setting();
  for (const as of [anna, eva]) {
    for (const inbox of inboxesOf(node, member)) {
      const before = await digest(node);
      expect(await post(peer, inbox, create(as), { as })).toMatchObject({ status: 202 });
      expect(await digest(node)).not.toEqual(before);
    }
  }
});
