import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreements } from '../../../src/domain/agreements/agreement.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { requestFollow } from '../../../src/domain/follows/follow.ts';
import { blockHost } from '../../../src/domain/moderation/blocked-hosts.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { resolveActor } from '../../../src/federation/remote/resolve-actor.ts';
import { activity, note } from '../../support/activities.ts';
import {
  digest,
  type Inbox,
  inboxesOf,
  post,
  type Row,
  settled,
  tell,
  testRows,
  useSetting,
} from '../../support/hostile.ts';
import { type Peer, type PeerActor, startPeer } from '../../support/peer.ts';

const AS = 'https://www.w3.org/ns/activitystreams';
const DAY = 24 * 60 * 60_000;
const REFUSED = [400, 403];
const REFUSED_OR_IGNORED = [202, ...REFUSED];
const setting = useSetting();
const anna = () => setting().peer.actor('anna');
const bruno = () => setting().peer.actor('bruno');
const gruppo = () => setting().peer.actor('gruppo');
const carla = () => setting().other.actor('carla');
const vittima = () => setting().other.actor('vittima');
const now = () => new Date();
let count = 0;
/** A proposal of our own. */
let offer = '';
/** An activity with a proof, whose object its author has taken back. */
let replayed: JsonObject = {};
/** A request of ours that waits for an answer by carla. */
let pendingFollow = '';
/** A server that is not heard here. */
let blocked: Peer | undefined;

beforeAll(async () => {
  const { node, member } = setting();
  const { uri } = await publishProposal(node.services.domain, operator, member.id, {
    purpose: 'offer',
    title: 'Farina di grano tenero',
    text: '',
    quantity: '5',
    unit: 'kg',
    available: '20',
    reciprocals: [{ amount: '10', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
  });
  offer = uri;
  const asked = await resolveActor(node.services.federation, carla().uri);
  const follow = await requestFollow(node.services.domain, operator, member.id, asked?.id ?? '');
  pendingFollow = follow.uri;
  const toUs = note(vittima(), now(), { to: [member.uri], cc: [] });
  replayed = setting().other.prove(activity(vittima(), 'Create', toUs), vittima());
  await tell(setting().other, node, vittima(), activity(vittima(), 'Create', toUs));
  await tell(setting().other, node, vittima(), activity(vittima(), 'Delete', toUs.id));
  blocked = await startPeer({ actors: ['dario'] });
  await resolveActor(node.services.federation, blocked.actor('dario').uri);
  await blockHost(node.services.domain, operator, { host: blocked.host, reason: '' });
  blocked.requests.length = 0;
  await settled(node);
});
afterAll(() => blocked?.close());

/** An activity by somebody on the first server, sent by itself. */
function by(name: string, as: () => PeerActor, statuses: readonly number[], json: () => JsonObject): Row {
  return [name, statuses, (inbox) => post(setting().peer, inbox, json(), { as: as() })];
}

/** The group passes on what an address answers in an odd way. */
function announced(name: string, serve: (uri: string, peer: Peer) => string): Row {
  return by(name, gruppo, REFUSED_OR_IGNORED, () => {
    const { peer } = setting();
    return activity(gruppo(), 'Announce', serve(`${peer.origin}/objects/${++count}`, peer));
  });
}

/** A public note that the first server serves. */
const served = (uri: string, author = bruno()): JsonObject => ({
  '@context': AS,
  ...note(author, now(), { id: uri }),
});
const serveAs = (peer: Peer, uri: string, type: string, json: JsonObject) =>
  peer.serve(
    uri,
    (_, response) => void response.writeHead(200, { 'content-type': type }).end(JSON.stringify(json)),
  );

/** The Offer of an Agreement on a proposal (FEP-0837), with whatever is said of quantities. */
function agreement(satisfies: string, quantity: JsonObject): JsonObject {
  const vf = 'https://w3id.org/valueflows/ont/vf#';
  return {
    '@context': [
      AS,
      {
        Agreement: `${vf}Agreement`,
        Commitment: `${vf}Commitment`,
        stipulates: { '@id': `${vf}stipulates`, '@type': '@id' },
        satisfies: { '@id': `${vf}satisfies`, '@type': '@id' },
        resourceQuantity: `${vf}resourceQuantity`,
        hasUnit: 'http://www.ontology-of-units-of-measure.org/resource/om-2/hasUnit',
        hasNumericalValue: 'http://www.ontology-of-units-of-measure.org/resource/om-2/hasNumericalValue',
      },
    ],
    type: 'Agreement',
    stipulates: { type: 'Commitment', satisfies: `${satisfies}#primary`, resourceQuantity: quantity },
  };
}

function offered(name: string, satisfies: () => string, quantity: JsonObject): Row {
  return by(name, anna, REFUSED_OR_IGNORED, () => {
    const { '@context': context = null, ...object } = agreement(satisfies(), quantity);
    return activity(anna(), 'Offer', object, { '@context': context, to: [setting().member.uri] });
  });
}

const kilograms = (value: string): JsonObject => ({ hasUnit: 'kilogram', hasNumericalValue: value });

/** 1,450 of them in a minute, twenty at a time. */
async function endOfStrangers(inbox: Inbox): Promise<{ status: number; body: string }[]> {
  const { peer } = setting();
  const asked = peer.requests.length;
  const strangers = Array.from({ length: 1450 }, (_, n) => {
    const uri = `${peer.origin}/users/stranger${n}`;
    return { ...bruno(), uri, keyUri: `${uri}#main-key` };
  });
  const answers = [];
  for (let start = 0; start < strangers.length; start += 20) {
    const some = strangers.slice(start, start + 20);
    answers.push(
      ...(await Promise.all(some.map((as) => post(peer, inbox, activity(as, 'Delete', as.uri), { as })))),
    );
  }
  expect(peer.requests.slice(asked)).toEqual([]);
  return answers;
}

const rows: Row[] = [
  [
    'LD-signed replay after 48 h',
    // Who signed the request is not whose word it would be.
    [401, ...REFUSED_OR_IGNORED],
    (inbox) => {
      const old = new Date(Date.now() - 2 * DAY);
      const create = {
        ...activity(vittima(), 'Create', note(vittima(), old, { to: [setting().member.uri] })),
        signature: {
          type: 'RsaSignature2017',
          creator: vittima().keyUri,
          created: old.toISOString(),
          signatureValue: 'c2lnbmF0dXJl',
        },
      };
      return post(setting().peer, inbox, create, { as: bruno() });
    },
  ],
  [
    'replay of what its author has taken back since, with a proof',
    REFUSED_OR_IGNORED,
    async (inbox) => post(setting().peer, inbox, replayed, { as: bruno() }),
  ],
  by('activity id of a foreign origin', anna, REFUSED, () =>
    activity(anna(), 'Create', note(anna(), now()), { id: `${carla().uri}/activities/x` }),
  ),
  by('activity id: none', anna, REFUSED, () =>
    activity(anna(), 'Create', note(anna(), now()), { id: undefined }),
  ),
  by('activity id: null', anna, REFUSED, () => activity(anna(), 'Create', note(anna(), now()), { id: null })),
  by('two actors', anna, [401, ...REFUSED], () =>
    activity(anna(), 'Create', note(anna(), now()), { actor: [anna().uri, bruno().uri] }),
  ),
  by('two types', anna, REFUSED, () =>
    activity(anna(), 'Create', note(anna(), now()), { type: ['Create', 'Follow'] }),
  ),
  by('object id foreign', anna, REFUSED, () =>
    activity(anna(), 'Create', note(anna(), now(), { id: `${setting().other.origin}/notes/1` })),
  ),
  by('object id foreign, by address', anna, REFUSED, () =>
    activity(anna(), 'Create', `${setting().other.origin}/notes/1`),
  ),
  by('object id ours', anna, REFUSED, () =>
    activity(anna(), 'Create', note(anna(), now(), { id: `${setting().node.origin}/objects/1` })),
  ),
  by('attributedTo ≠ actor', anna, REFUSED, () =>
    activity(anna(), 'Create', note(anna(), now(), { attributedTo: bruno().uri })),
  ),
  by('attributedTo actor and another', anna, REFUSED, () =>
    activity(anna(), 'Create', note(anna(), now(), { attributedTo: [anna().uri, carla().uri] })),
  ),
  by("Update of another's object", bruno, REFUSED, () =>
    activity(bruno(), 'Update', { ...setting().post, content: 'x', updated: now().toISOString() }),
  ),
  by("Update of another's object, as one's own", bruno, REFUSED_OR_IGNORED, () =>
    activity(bruno(), 'Update', {
      ...setting().post,
      attributedTo: bruno().uri,
      content: 'x',
      updated: now().toISOString(),
    }),
  ),
  by('Update of an object of ours', anna, REFUSED, () =>
    activity(anna(), 'Update', { ...note(anna(), now()), id: offer, attributedTo: setting().member.uri }),
  ),
  by('Update of another actor', bruno, REFUSED, () =>
    activity(bruno(), 'Update', { ...anna().document, name: 'x' }),
  ),
  by("Delete of another's object", bruno, REFUSED_OR_IGNORED, () =>
    activity(bruno(), 'Delete', setting().post.id),
  ),
  by("Delete of another's object on another origin", bruno, REFUSED, () =>
    activity(bruno(), 'Delete', `${vittima().uri}/notes/1`),
  ),
  by('Delete of an object of ours', bruno, REFUSED, () => activity(bruno(), 'Delete', offer)),
  by('Delete of another actor', bruno, REFUSED_OR_IGNORED, () => activity(bruno(), 'Delete', anna().uri)),
  by('Delete of a member of ours', bruno, REFUSED, () => activity(bruno(), 'Delete', setting().member.uri)),
  by('foreign object under an id-less parent', gruppo, REFUSED_OR_IGNORED, () =>
    activity(gruppo(), 'Announce', {
      type: 'Create',
      actor: vittima().uri,
      object: note(vittima(), now()) as JsonObject,
    }),
  ),
  by('foreign object under an id-less Note', anna, REFUSED, () =>
    activity(anna(), 'Create', {
      type: 'Note',
      attributedTo: anna().uri,
      object: note(vittima(), now()),
      inReplyTo: note(vittima(), now()),
    }),
  ),
  ['1,450 Deletes of unknown actors in a minute', REFUSED_OR_IGNORED, endOfStrangers],
  by("Undo of another's Follow", anna, REFUSED_OR_IGNORED, () => activity(anna(), 'Undo', setting().follow)),
  by("Undo of another's Follow, by address", anna, REFUSED_OR_IGNORED, () =>
    activity(anna(), 'Undo', setting().follow.id),
  ),
  by("Undo of another's Follow, as one's own", anna, REFUSED_OR_IGNORED, () =>
    activity(anna(), 'Undo', { ...setting().follow, actor: anna().uri }),
  ),
  by("Undo of another's Follow from another origin", carla, REFUSED_OR_IGNORED, () =>
    activity(carla(), 'Undo', setting().follow),
  ),
  ...['Accept', 'Reject'].map((type) =>
    by(`${type} never asked for`, bruno, REFUSED_OR_IGNORED, () =>
      activity(bruno(), type, `${setting().member.uri}/follows/1`),
    ),
  ),
  ...['Accept', 'Reject'].map((type) =>
    by(`${type} by the wrong actor`, bruno, REFUSED_OR_IGNORED, () => activity(bruno(), type, pendingFollow)),
  ),
  by('Announce of a private object', gruppo, REFUSED_OR_IGNORED, () =>
    activity(gruppo(), 'Announce', setting().privatePost.id),
  ),
  announced('Announce of a private object elsewhere', (uri, peer) => {
    peer.serve(uri, { ...served(uri), to: [`${bruno().uri}/followers`], cc: [] });
    return uri;
  }),
  by('Move without alsoKnownAs', anna, REFUSED_OR_IGNORED, () =>
    activity(anna(), 'Move', anna().uri, { target: carla().uri }),
  ),
  by('Update that widens visibility', anna, REFUSED_OR_IGNORED, () =>
    activity(anna(), 'Update', {
      ...setting().privatePost,
      to: [`${AS}#Public`],
      updated: now().toISOString(),
    }),
  ),
  [
    'blocked domain',
    REFUSED,
    async (inbox) => {
      if (blocked === undefined) throw new Error('not started');
      const dario = blocked.actor('dario');
      return [
        await post(blocked, inbox, activity(dario, 'Follow', setting().member.uri), { as: dario }),
        await post(blocked, inbox, activity(dario, 'Create', note(dario, now())), {
          as: dario,
          spec: 'rfc9421',
        }),
        await post(
          setting().peer,
          inbox,
          blocked.prove(activity(dario, 'Create', note(dario, now())), dario),
          {
            as: anna(),
          },
        ),
      ];
    },
  ],
  announced('object of a blocked domain', () => {
    const uri = `${blocked?.origin}/notes/1`;
    blocked?.serve(uri, served(uri, blocked.actor('dario')));
    return uri;
  }),
  announced('fetched object served as text/html', (uri, peer) => {
    serveAs(peer, uri, 'text/html', served(uri));
    return uri;
  }),
  ...['application/json', 'application/ld+json', 'application/octet-stream', 'text/plain'].map((type) =>
    announced(`fetched object served from an upload as ${type}`, (uri, peer) => {
      serveAs(peer, uri, type, served(uri));
      return uri;
    }),
  ),
  announced('final URL ≠ id', (uri, peer) => {
    const { other } = setting();
    peer.serve(uri, (_, response) => void response.writeHead(302, { location: `${other.origin}/x` }).end());
    other.serve('/x', served(uri));
    return uri;
  }),
  announced('final URL ≠ id, an id of another origin', (uri, peer) => {
    peer.serve(uri, served(`${setting().other.origin}/notes/9`, carla()));
    return uri;
  }),
  announced('final URL ≠ id, ids that name each other', (uri, peer) => {
    peer.serve(uri, served(`${uri}b`));
    peer.serve(`${uri}b`, served(uri));
    return uri;
  }),
  announced('fetched object by an author of another origin', (uri, peer) => {
    peer.serve(uri, served(uri, vittima()));
    return uri;
  }),
  announced('a redirect loop', (uri, peer) => {
    peer.serve(uri, (_, response) => void response.writeHead(302, { location: uri }).end());
    return uri;
  }),
  offered(
    "an Offer of an Agreement on somebody else's proposal",
    () => `${carla().uri}/offers/1`,
    kilograms('5'),
  ),
  offered('an Offer of an Agreement in another unit', () => offer, {
    hasUnit: 'hour',
    hasNumericalValue: '5',
  }),
  offered('an Offer of an Agreement, negative', () => offer, kilograms('-5')),
  offered('an Offer of an Agreement with 400 digits', () => offer, kilograms('9'.repeat(400))),
  by('an Accept that changes the quantities', anna, REFUSED_OR_IGNORED, () => {
    const { '@context': context = null, ...object } = agreement(offer, kilograms('50'));
    return activity(anna(), 'Accept', `${setting().node.origin}/activities/1`, {
      '@context': context,
      result: { ...object, id: `${anna().uri}/agreements/1` },
    });
  }),
];

testRows('→ 400/403, or 202 with no effect', setting, rows);

test.each(['shared', 'personal'] as const)(
  'an Offer of an Agreement of more than there is, %s inbox, is turned down and takes nothing',
  async (kind) => {
    const { node, member } = setting();
    const [, , send] = offered('of more than there is', () => offer, kilograms('500'));
    const inbox = inboxesOf(node, member)[kind === 'shared' ? 0 : 1];
    if (inbox === undefined) throw new Error('no inbox');
    const before = await digest(node);
    const [{ status } = { status: 0 }] = [await send(inbox)].flat();
    expect(status).toBe(202);
    await settled(node);
    // Whoever asks hears that there is not as much: the answer and its story are all that is new.
    const { agreements: _, domain_events: __, activities: ___, ...rest } = await digest(node);
    expect(before).toMatchObject(rest);
    const rows = await node.services.domain.db.select().from(agreements).orderBy(agreements.id);
    expect(rows.at(-1)).toMatchObject({ state: 'rejected', stockTaken: false });
  },
);

test('nothing was asked of the blocked server', () => {
  expect(blocked?.requests).toEqual([]);
});

test('the same, unbent, has an effect', async () => {
  const { node, peer } = setting();
  const uri = `${peer.origin}/objects/${++count}`;
  peer.serve(uri, served(uri));
  const good: [PeerActor, JsonObject][] = [
    [anna(), activity(anna(), 'Create', note(anna(), now()))],
    [gruppo(), activity(gruppo(), 'Announce', uri)],
    [gruppo(), activity(gruppo(), 'Announce', setting().post.id)],
    [anna(), activity(anna(), 'Update', { ...setting().post, content: 'x', updated: now().toISOString() })],
    [anna(), activity(anna(), 'Update', { ...anna().document, name: 'Anna' })],
    [carla(), activity(carla(), 'Accept', pendingFollow)],
    [bruno(), activity(bruno(), 'Undo', setting().follow)],
    [anna(), activity(anna(), 'Delete', setting().post.id)],
  ];
  for (const [as, json] of good) {
    const before = await digest(node);
    await tell(peer, node, as, json);
    await settled(node);
    expect(await digest(node), JSON.stringify(json)).not.toEqual(before);
  }
});
