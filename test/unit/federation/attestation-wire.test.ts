import { expect, test } from 'vitest';
import type { AttestationView } from '../../../src/domain/attestations/attestation-reads.ts';
import { readAttestation } from '../../../src/federation/json/attestation-from-json.ts';
import { attestationToNote } from '../../../src/federation/json/attestation-to-note.ts';
import { canonicaliseFully, canonicalisePlain } from '../../../src/federation/json/canonical.ts';
import { contextLoader } from './context-loader.ts';
import { actor, addresses, district, post } from './views.ts';

const subject = actor();
const view: AttestationView = {
  post: post({
    id: '95',
    url: addresses.attestationPage('95'),
    actorId: district.id,
    kind: 'attestation',
    title: 'Cooperativa L’Arancera: Agrumeti',
    tags: [],
    publishedAt: new Date('2026-10-05T08:00:00Z'),
    updatedAt: new Date('2026-11-01T08:00:00Z'),
  }),
  attestation: {
    postId: '95',
    subjectUri: subject.uri,
    scope: 'Agrumeti & magazzino',
    findings: '<p>Terra viva.</p>',
    visitedOn: '2026-10-03',
    validUntil: '2027-10-03',
    visitors: [
      { name: 'Ada Neri', role: 'producer', territory: 'Val Belluna' },
      { name: 'Bice Rossi', role: 'technician', territory: 'Monti Iblei' },
    ],
    revokedAt: new Date('2026-11-01T08:00:00Z'),
    revocationReason: 'Usa <diserbanti>',
  },
  issuer: district,
  subject,
};
const note = attestationToNote(view, 'it');

test('an attestation is the same, byte for byte', async () => {
  await expect(`${JSON.stringify(note, undefined, 2)}\n`).toMatchFileSnapshot('golden/attestation.json');
});

test('an attestation is read as it was written, with JSON-LD and without', async () => {
  const { postId: _, ...terms } = view.attestation;
  for (const json of [canonicalisePlain(note), await canonicaliseFully(note, contextLoader())]) {
    expect(json && readAttestation(json, { allowHttp: false })).toEqual(terms);
  }
});

test('one visitor is a list of one', () => {
  const one = {
    ...view,
    attestation: { ...view.attestation, visitors: view.attestation.visitors.slice(0, 1) },
  };
  const json = canonicalisePlain(attestationToNote(one, 'it'));
  expect(json && readAttestation(json, { allowHttp: false })?.visitors).toHaveLength(1);
});
