import { afterAll, beforeAll, expect, test } from 'vitest';
import { attestationState } from '../../../src/domain/attestations/attestation.ts';
import {
  type AttestationFilter,
  type AttestationView,
  listAttestations,
} from '../../../src/domain/attestations/attestation-reads.ts';
import { postByUri } from '../../../src/domain/posts/post-reads.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { dayOf } from '../../../src/platform/day.ts';
import { activity, followAndAccept, note } from '../../support/activities.ts';
import { type InboxNode, startInboxNode } from '../../support/inbox-node.ts';
import { type Peer, type PeerActor, startPeer } from '../../support/peer.ts';

const CONTEXT = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v1'];
const DAY_MS = 86_400_000;

let node: InboxNode;
let peer: Peer;
let district: PeerActor;
let stranger: PeerActor;

beforeAll(async () => {
  node = await startInboxNode();
  peer = await startPeer({ actors: ['distretto', 'altro', 'ugo'], now: () => node.clock.now() });
  district = peer.actor('distretto');
  stranger = peer.actor('altro');
  for (const one of [district, stranger]) peer.serve(one.uri, { ...one.document, type: 'Group' });
  await followAndAccept(node, peer, district);
  await followAndAccept(node, peer, peer.actor('ugo'));
});
afterAll(async () => {
  await peer.close();
  await node.close();
});

const today = () => dayOf(node.clock.now());
const inAYear = () => dayOf(new Date(node.clock.now().getTime() + 365 * DAY_MS));

function attestation(by: PeerActor, more: JsonObject = {}, attests: JsonObject = {}): JsonObject {
  return {
    '@context': CONTEXT,
    ...note(by, node.clock.now()),
    name: 'Forno: pane',
    attests: {
      type: 'Attestation',
      subject: node.member.uri,
      name: 'Pane e farine',
      visitedOn: today(),
      validUntil: inAYear(),
      visitors: [
        { name: 'Ada Neri', visitorRole: 'producer', territory: 'Val Belluna' },
        { name: 'Bice Rossi', visitorRole: 'technician', territory: 'Monti Iblei' },
      ],
      ...attests,
    },
    ...more,
  };
}

async function send(by: PeerActor, type: 'Create' | 'Update', object: JsonObject): Promise<number> {
  const json = activity(by, type, object, { to: [node.member.uri] });
  return (await peer.post(`${node.origin}/inbox`, json, { as: by })).status;
}

const stored = (filter: AttestationFilter = { subjectUri: node.member.uri }): Promise<AttestationView[]> =>
  listAttestations(node.database.db, filter, 50);
const byUri = async (object: JsonObject) => (await stored()).find(({ post }) => post.uri === object.id);

test('signed by a district that is followed is taken in, and shown while it holds', async () => {
  const signed = peer.prove(attestation(district), district);
  expect(await send(district, 'Create', signed)).toBe(202);
  const view = await byUri(signed);
  expect(view?.attestation).toMatchObject({ scope: 'Pane e farine', revokedAt: null });
  expect(view?.attestation.visitors).toHaveLength(2);
  expect(view).toMatchObject({ issuer: { uri: district.uri }, subject: { id: node.member.id } });
  const validOn = (day: string) => stored({ subjectUri: node.member.uri, validOn: day });
  expect(await validOn(inAYear())).toHaveLength(1);
  expect(await validOn(dayOf(new Date(node.clock.now().getTime() + 367 * DAY_MS)))).toHaveLength(0);
});

const forged: [string, () => JsonObject][] = [
  ['with no proof', () => attestation(district)],
  ['with another’s proof', () => peer.prove(attestation(district), stranger)],
  [
    'with another’s key under its own key’s name',
    () => peer.prove(attestation(district), { ...stranger, proofKeyUri: district.proofKeyUri }),
  ],
  [
    'changed after it was signed',
    () => ({ ...peer.prove(attestation(district), district), name: 'Forno: tutto quanto' }),
  ],
  [
    'whose terms were changed after it was signed',
    () => {
      const signed = peer.prove(attestation(district), district);
      return { ...signed, attests: { ...(signed.attests as JsonObject), validUntil: '2199-12-31' } };
    },
  ],
  [
    'that expires before its visit',
    () => peer.prove(attestation(district, {}, { validUntil: '2020-01-01' }), district),
  ],
  ['with no visitor', () => peer.prove(attestation(district, {}, { visitors: [] }), district)],
  ['about nobody', () => peer.prove(attestation(district, {}, { subject: 'javascript:alert(1)' }), district)],
];
test.each(forged)('%s is refused and changes nothing', async (_, forge) => {
  const before = await stored();
  const object = forge();
  expect(await send(district, 'Create', object)).toBe(400);
  expect(await stored()).toEqual(before);
  expect(await postByUri(node.database.db, String(object.id))).toBeUndefined();
});

test('of somebody else’s author is refused', async () => {
  expect(await send(stranger, 'Create', peer.prove(attestation(district), district))).toBe(403);
});

test('of a group that nobody follows, or of a person, is no more than a note', async () => {
  for (const by of [stranger, peer.actor('ugo')]) {
    const signed = peer.prove(attestation(by), by);
    expect(await send(by, 'Create', signed)).toBe(202);
    expect(await byUri(signed)).toBeUndefined();
    expect((await postByUri(node.database.db, String(signed.id)))?.kind).not.toBe('attestation');
  }
});

test('once revoked it stays so, though the older version comes again', async () => {
  const first = attestation(district);
  const signed = peer.prove(first, district);
  await send(district, 'Create', signed);
  const updated = new Date(node.clock.now().getTime() - 1);
  const terms = { revokedAt: updated.toISOString(), revocationReason: 'Ha cambiato <b>farine</b>' };
  const published = new Date(updated.getTime() - 60_000).toISOString();
  const old = peer.prove({ ...first, id: `${first.id}-b`, published }, district);
  expect(await send(district, 'Create', old)).toBe(202);
  const revoked = peer.prove(
    {
      ...first,
      id: `${first.id}-b`,
      published,
      updated: updated.toISOString(),
      attests: { ...(first.attests as JsonObject), ...terms },
    },
    district,
  );
  expect(await send(district, 'Update', revoked)).toBe(202);
  for (const type of ['Create', 'Update'] as const) expect(await send(district, type, old)).toBe(202);
  const view = await byUri(revoked);
  expect(view && attestationState(view.attestation, today())).toBe('revoked');
  expect(view?.attestation.revocationReason).toBe('Ha cambiato <b>farine</b>');
});
