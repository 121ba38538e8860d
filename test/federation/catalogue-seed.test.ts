import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchComuni } from '../../src/domain/places/places.ts';
import { PROPOSAL_CONTEXT } from '../../src/federation/json/context.ts';
import { resolveActor } from '../../src/federation/remote/resolve-actor.ts';
import { insertOffers, type OfferRow, type Owner, offerRow, someTowns } from '../bench/catalogue-seed.ts';
import { randomNumbers } from '../bench/offer-texts.ts';
import { activity, followAndAccept } from '../support/activities.ts';
import { type InboxNode, startInboxNode } from '../support/inbox-node.ts';
import { type Peer, startPeer } from '../support/peer.ts';

const OFFERS = 20;
const DAY_MS = 86_400_000;

let node: InboxNode;
let peer: Peer;

beforeAll(async () => {
  node = await startInboxNode();
  peer = await startPeer({ actors: ['forno', 'distretto'], now: () => node.clock.now() });
});
afterAll(async () => {
  await peer.close();
  await node.close();
});

async function ownerAtPeer(): Promise<Owner> {
  const [baker, district] = [peer.actor('forno'), peer.actor('distretto')];
  peer.serve(district.uri, { ...district.document, type: 'Group' });
  peer.serve(baker.uri, { ...baker.document, type: 'Organization', memberOf: district.uri });
  await followAndAccept(node, peer, baker);
  const owner = await resolveActor(node.federation, baker.uri);
  const group = await resolveActor(node.federation, district.uri);
  const [comune] = searchComuni('Prato', 1);
  if (owner === undefined || group === undefined || comune === undefined) throw new Error('nobody there');
  const { id, uri, name } = owner;
  return { id, uri, name, origin: peer.origin, groupId: group.id, groupUri: group.uri, comune };
}

/** Every column of what is kept of the offers, `#` for the numbers in which alone they differ. */
async function kept(rows: readonly OfferRow[]): Promise<string[]> {
  const found = await node.database.sql<{ id: string; whole: string }[]>`
    SELECT p.id::text, jsonb_build_object('post', to_jsonb(p), 'proposal', to_jsonb(t),
      'reciprocals', (SELECT jsonb_agg(to_jsonb(r)) FROM reciprocals r WHERE r.post_id = p.id),
      'images', (SELECT jsonb_agg(to_jsonb(i) - 'id') FROM post_images i WHERE i.post_id = p.id))::text AS whole
    FROM posts p JOIN proposals t ON t.post_id = p.id
    WHERE p.uri IN (SELECT jsonb_array_elements_text(${JSON.stringify(rows.map(({ uri }) => uri))}::text::jsonb))
    ORDER BY p.published_at`;
  return found.map(({ id, whole }, n) => whole.replaceAll(id, '#').replaceAll(rows[n]?.id ?? id, '#'));
}

test('what the bulk path writes of an offer is what comes of it through the inbox', async () => {
  const owner = await ownerAtPeer();
  const baker = peer.actor('forno');
  const { domain } = node.federation;
  const make = () => {
    const random = randomNumbers(5);
    return Array.from({ length: OFFERS }, (_, n) =>
      offerRow(domain, owner, domain.clock.now().getTime() - (OFFERS - n) * DAY_MS, someTowns(), random),
    );
  };
  const [sent, seeded] = [make(), make()];
  for (const { received, published_at: published } of sent) {
    const create = activity(baker, 'Create', received, { '@context': PROPOSAL_CONTEXT, published });
    const answer = await peer.post(`${node.origin}/inbox`, create, { as: baker });
    expect([answer.status, answer.body]).toEqual([202, '']);
  }
  await insertOffers(domain, seeded);
  const came = await kept(sent);
  expect(came).toHaveLength(OFFERS);
  expect(came.join()).toContain('image/jpeg');
  expect(await kept(seeded)).toEqual(came);
});
