import { publishAnnouncement } from '../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../src/domain/caller.ts';
import { nodeActors } from '../../src/domain/node/node-reads.ts';
import { type Measurement, measure } from './measure.ts';
import { isSignedBy, openPeer } from './peer.ts';
import { eventually, type Rig } from './rig.ts';

const FOLLOWERS = 500;
const SAMPLE = 25;

/**
 * One announcement of the district to 500 followers, each with an inbox of its own on one server: from publishing
 * it until that server has all of them. The followers came by signed Follow activities, as followers do.
 */
export async function benchFanOut(rig: Rig): Promise<Measurement[]> {
  const database = await rig.createDatabase('bench_fanout');
  const node = await rig.startNode(database);
  const peer = await openPeer();
  try {
    const { group } = await nodeActors(database.db);
    const follows = Array.from({ length: FOLLOWERS }, (_, number) =>
      peer.sign(number, `${node.origin}/inbox`, {
        '@context': 'https://www.w3.org/ns/activitystreams',
        id: `${peer.actor(number)}/follows/1`,
        type: 'Follow',
        actor: peer.actor(number),
        object: group.uri,
      }),
    );
    await peer.send(node.origin, follows);
    await eventually(async () => peer.delivered.length === FOLLOWERS);
    const { measurement, window } = await measure(rig, node, 'fan-out', FOLLOWERS, async () => {
      await publishAnnouncement(node.domain, operator, group.id, {
        title: 'Mercato contadino',
        text: 'Sabato mattina in piazza, con i produttori della valle. Portate le vostre borse. #mercato',
      });
      await eventually(async () => peer.delivered.length === 2 * FOLLOWERS);
    });
    const posts = peer.delivered.slice(FOLLOWERS);
    if (new Set(posts.map((post) => post.path)).size !== FOLLOWERS) throw new Error('some got it twice');
    const key = await publicKeyOf(group.uri);
    if (!posts.filter((_, index) => index % SAMPLE === 0).every((post) => isSignedBy(key, post))) {
      throw new Error('a signature does not hold');
    }
    return [{ ...measurement, costliest: await node.stop(window) }];
  } finally {
    await peer.close();
  }
}

async function publicKeyOf(actor: string): Promise<string> {
  const response = await fetch(actor, { headers: { accept: 'application/activity+json' } });
  const json = (await response.json()) as { publicKey: { publicKeyPem: string } };
  return json.publicKey.publicKeyPem;
}
