import { actorByUri } from '../../src/domain/actors/actor-reads.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { nodeActors } from '../../src/domain/node/node-reads.ts';
import { PROPOSAL_CONTEXT } from '../../src/federation/json/context.ts';
import { type Measurement, measure } from './measure.ts';
import { offerText, randomNumbers } from './offer-texts.ts';
import { openPeer, type Peer } from './peer.ts';
import { eventually, type Rig } from './rig.ts';
import { printSizes } from './sizes.ts';

const ACTIVITIES = 2000;
const WARM_UP = 100;
const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';
/** As Mastodon sends it. */
const NOTE_CONTEXT = [
  'https://www.w3.org/ns/activitystreams',
  {
    ostatus: 'http://ostatus.org#',
    atomUri: 'ostatus:atomUri',
    conversation: 'ostatus:conversation',
    sensitive: 'as:sensitive',
    toot: 'http://joinmastodon.org/ns#',
    votersCount: 'toot:votersCount',
  },
];

/**
 * 2,000 signed Create{Note} of one actor whom the district follows and whose key it knows: every second one an offer
 * (FEP-0837), the others plain notes. From the first POST until all of them are stored.
 */
export async function benchIngest(rig: Rig): Promise<Measurement[]> {
  const database = await rig.createDatabase('bench_ingest');
  const node = await rig.startNode(database);
  const peer = await openPeer();
  try {
    const { group } = await nodeActors(database.db);
    const inbox = `${node.origin}/inbox`;
    const random = randomNumbers(7);
    const create = (n: number) =>
      peer.sign(1, inbox, n % 2 === 0 ? offer(peer, n, random) : note(peer, n, random));
    const following = {
      id: `${peer.actor(1)}/follows/1`,
      type: 'Follow',
      actor: peer.actor(1),
      object: group.uri,
    };
    await peer.send(node.origin, [peer.sign(1, inbox, { '@context': NOTE_CONTEXT[0], ...following })]);
    const known = await actorByUri(database.db, peer.actor(1));
    if (known === undefined) throw new Error('the follower is not known');
    const follow = await requestFollow(node.domain, operator, group.id, known.id);
    const accept = { id: `${follow.uri}/accept`, type: 'Accept', actor: peer.actor(1), object: follow.uri };
    await peer.send(node.origin, [
      peer.sign(1, inbox, { '@context': NOTE_CONTEXT[0], ...accept, id: `${peer.actor(1)}/accepts/1` }),
    ]);
    const stored = async () => {
      const [row] = await database.sql`SELECT count(*)::int AS n FROM posts`;
      return row?.n as number;
    };
    await peer.send(
      node.origin,
      Array.from({ length: WARM_UP }, (_, n) => create(n)),
    );
    await eventually(async () => (await stored()) === WARM_UP);
    const requests = Array.from({ length: ACTIVITIES }, (_, n) => create(WARM_UP + n));
    const { measurement, window } = await measure(rig, node, 'ingest', ACTIVITIES, async () => {
      await peer.send(node.origin, requests);
      await eventually(async () => (await stored()) === WARM_UP + ACTIVITIES);
    });
    await database.sql`VACUUM ANALYZE`;
    await printSizes(database);
    return [{ ...measurement, costliest: await node.stop(window) }];
  } finally {
    await peer.close();
  }
}

function createOf(peer: Peer, n: number, context: unknown, object: object) {
  const actor = peer.actor(1);
  const addressed = { to: [PUBLIC], cc: [`${actor}/followers`] };
  const id = `${actor}/objects/${n}`;
  const published = new Date().toISOString();
  return {
    '@context': context,
    id: `${actor}/activities/${n}`,
    type: 'Create',
    actor,
    published,
    ...addressed,
    object: { id, type: 'Note', attributedTo: actor, published, url: id, ...addressed, ...object },
  };
}

function note(peer: Peer, n: number, random: () => number) {
  const { title, text } = offerText(random);
  const content = `<p>${title}</p><p>${text} <a href="${peer.actor(1)}" class="mention hashtag" rel="tag">#<span>gas</span></a></p>`;
  return createOf(peer, n, NOTE_CONTEXT, {
    content,
    contentMap: { it: content },
    summary: null,
    inReplyTo: null,
    sensitive: false,
    atomUri: `${peer.actor(1)}/objects/${n}`,
    conversation: `tag:localhost,2026:objectId=${n}`,
    attachment: [],
    tag: [{ type: 'Hashtag', name: '#gas', href: `${peer.actor(1)}/tags/gas` }],
  });
}

function offer(peer: Peer, n: number, random: () => number) {
  const { title, text } = offerText(random);
  const id = `${peer.actor(1)}/objects/${n}`;
  const content = `<p><strong>OFFRO: ${title}</strong></p><p>${text}</p><p>Prezzo: 14,50 € · Disponibili 200 kg · Prato</p>`;
  const quantity = (value: string) => ({ hasUnit: 'kilogram', hasNumericalValue: value });
  return createOf(peer, n, PROPOSAL_CONTEXT, {
    name: title,
    content,
    contentMap: { it: content },
    endTime: new Date(Date.now() + 90 * 86_400_000).toISOString(),
    tag: [{ type: 'Hashtag', name: '#offro', href: `${peer.actor(1)}/tags/offro` }],
    attachment: [
      { type: 'Image', mediaType: 'image/jpeg', url: `${id}.jpg`, name: title, width: 1200, height: 800 },
    ],
    location: {
      type: 'Place',
      name: 'Prato',
      latitude: 43.8777,
      longitude: 11.1022,
      address: {
        type: 'PostalAddress',
        addressLocality: 'Prato',
        addressRegion: 'PO',
        postalCode: '59100',
        addressCountry: 'IT',
      },
    },
    purpose: 'offer',
    unitBased: true,
    negotiable: false,
    searchableBy: PUBLIC,
    publishes: {
      id: `${id}#primary`,
      type: 'Intent',
      action: 'transfer',
      resourceConformsTo: 'https://www.wikidata.org/wiki/Q13191',
      resourceClassifiedAs: ['https://w3id.org/des/ns#filiera-corta'],
      resourceQuantity: quantity('5'),
      availableQuantity: quantity('200'),
      minimumQuantity: quantity('5'),
    },
    reciprocal: {
      id: `${id}#reciprocal`,
      type: 'Intent',
      action: 'transfer',
      resourceConformsTo: 'https://www.wikidata.org/wiki/Q4916',
      resourceQuantity: { hasUnit: 'one', hasNumericalValue: '14.50' },
    },
  });
}
