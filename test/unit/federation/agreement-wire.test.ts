import { describe, expect, test } from 'vitest';
import type { Agreement } from '../../../src/domain/agreements/agreement.table.ts';
import type { AgreementView } from '../../../src/domain/agreements/agreement-reads.ts';
import { readRemark, readSettlement } from '../../../src/federation/json/agreement-from-json.ts';
import {
  acceptOffer,
  agreementToJson,
  cancelAgreementUpdate,
  createFulfilment,
  offerAgreement,
  rejectOffer,
  undoOffer,
} from '../../../src/federation/json/agreement-to-json.ts';
import { canonicalise, canonicaliseFully } from '../../../src/federation/json/canonical.ts';
import { isObject, type JsonObject } from '../../../src/federation/json/context.ts';
import { contextLoader } from './context-loader.ts';
import { actor, addresses, proposalView } from './views.ts';

const euro = {
  position: 0,
  action: 'transfer',
  conformsTo: 'https://www.wikidata.org/wiki/Q4916',
  label: null,
  unit: 'one',
  amount: '10.15',
} as const;
const scec = { ...euro, position: 1, conformsTo: 'https://scec.example/scec', label: 'SCEC', amount: '4.35' };
const at = new Date('2026-10-02T08:00:00Z');
const agreement: Agreement = {
  id: '95',
  offerUri: 'https://monte.example/activities/12',
  uri: addresses.agreement('95'),
  postId: '90',
  line: null,
  stockPostId: '90',
  ownerId: '7',
  responderId: '9',
  purpose: 'offer',
  title: 'Cassetta di arance bio, 5 kg',
  quantity: '5',
  unit: 'kilogram',
  inReturn: [euro, scec],
  message: 'Per sabato?',
  state: 'accepted',
  stockTaken: true,
  proposedAt: at,
  acceptedAt: at,
  rejectedAt: null,
  withdrawnAt: null,
  cancelledAt: null,
  ownerDoneAt: null,
  responderDoneAt: null,
  changedAt: at,
};
const responder = actor({ id: '9', uri: 'https://monte.example/actors/9', host: 'monte.example' });
const { post } = proposalView();
const view: AgreementView = { agreement, owner: actor(), responder, post: { ...post, received: null } };
const envelope = {
  uri: addresses.activity('96'),
  actor: addresses.actor('7'),
  to: [responder.uri],
  published: at,
};
const reason = { reason: 'Gelata & <neve>', locale: 'it' } as const;

const documents: Record<string, JsonObject> = {
  'agreement-offer': offerAgreement({ ...envelope, actor: responder.uri, to: [addresses.actor('7')] }, view),
  'agreement-accept': acceptOffer(envelope, view),
  'agreement-reject': rejectOffer(envelope, agreement.offerUri, reason.reason),
  'agreement-undo': undoOffer({ ...envelope, actor: responder.uri }, agreement.offerUri, ''),
  'agreement-cancelled': cancelAgreementUpdate(envelope, view, reason),
  'agreement-done': createFulfilment(envelope, view, {
    uri: addresses.object('97'),
    note: 'Consegnate',
    provides: true,
  }),
  agreement: agreementToJson({ ...view, agreement: { ...agreement, state: 'fulfilled', inReturn: [] } }),
};

describe('an agreement on the wire', () => {
  test.each(Object.entries(documents))('%s has the bytes of its golden file', async (name, json) => {
    await expect(`${JSON.stringify(json, undefined, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });

  test.each(Object.entries(documents))('%s means the same by short keys and by JSON-LD', async (_, json) => {
    expect(await canonicaliseFully(json, contextLoader())).toEqual(await canonicalise(json, contextLoader()));
  });

  test('is read as it was written', async () => {
    for (const [name, member] of [
      ['agreement-offer', 'object'],
      ['agreement-accept', 'result'],
      ['agreement-cancelled', 'object'],
    ] as const) {
      const json = await canonicalise(documents[name] ?? {}, contextLoader());
      const read = json[member];
      expect(isObject(read) && readSettlement(read), name).toEqual({
        proposalUri: post.uri,
        line: null,
        quantity: '5',
        unit: 'kilogram',
        inReturn: [
          { position: 0, unit: 'one', amount: '10.15' },
          { position: 1, unit: 'one', amount: '4.35' },
        ],
      });
    }
    expect(readRemark(documents['agreement-reject'] ?? {})).toBe(reason.reason);
  });
});
