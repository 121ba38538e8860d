import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { nodeActors } from '../../../src/domain/node/node-reads.ts';
import { catalogue } from '../../../src/domain/proposals/catalogue.ts';
import { closeProposal } from '../../../src/domain/proposals/end-proposal.ts';
import { importProposals } from '../../../src/domain/proposals/import-proposals.ts';
import { productCodesOf } from '../../../src/domain/proposals/product-codes.ts';
import { rehearse } from '../../../src/domain/rehearse.ts';
import { readGdxp, writeGdxp } from '../../../src/messages/gdxp.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { createTestWeb } from '../../support/web.ts';

const list = readFileSync(new URL('golden/gdxp-listino.json', import.meta.url), 'utf8');

let test_: TestDomain;
let farm: Actor;

beforeAll(async () => {
  test_ = await createTestDomain();
  const facts = { handle: 'podere', name: 'Podere Inventato', kind: 'enterprise', comune: 'Vaiano' } as const;
  farm = await addMember(test_.domain, operator, { ...facts, shows: ['kind', 'place'] });
});
afterAll(() => test_.database.drop());

const inputsOf = (text: string) => readGdxp(text, null, 'it').flatMap(({ input }) => input ?? []);
const publish = async (text: string) =>
  (await importProposals(test_.domain, operator, farm.id, inputsOf(text))).map(({ result }) => result);
const offers = () => catalogue(test_.domain.db, { ownerId: farm.id }, 50);
const offer = async (title: string) => (await offers()).find(({ post }) => post.title === title);

/** As the node gives it, without what is new each time. */
async function written() {
  const { db, clock } = test_.domain;
  const { group } = await nodeActors(db);
  const codes = new Map([...(await productCodesOf(db, farm.id))].map(([code, id]) => [id, code]));
  return writeGdxp(farm, await offers(), codes, { group, now: clock.now(), locale: 'it' });
}

describe('a price list in GDXP', () => {
  test('is read line by line, with a reason for what is left out', () => {
    const lines = readGdxp(list, null, 'it');
    expect(lines.map(({ line, title, input, error }) => [line, title, input?.code ?? error?.code])).toEqual([
      [1, 'Mele renette', 'M01'],
      [2, 'Farina di castagne', 'F05'],
      [3, 'Pere', undefined],
      [4, 'Miele', undefined],
      [5, 'Polline', undefined],
      [6, 'Uva', 'gdxp_not_active'],
      [7, '', 'X1'],
    ]);
  });

  test('says what would happen and does nothing, and then does it', async () => {
    const expected = ['added', 'added', 'added', 'added', 'added', 'failed'];
    const would = await rehearse(test_.domain, (run) =>
      importProposals(run, operator, farm.id, inputsOf(list)),
    );
    expect(would.map(({ result }) => result)).toEqual(expected);
    expect(await offers()).toHaveLength(0);
    expect((await productCodesOf(test_.domain.db, farm.id)).size).toBe(0);
    expect(await publish(list)).toEqual(expected);
    expect(await offer('Mele renette')).toMatchObject({
      proposal: { unit: 'kilogram', quantity: null, minimum: '2', available: '120.5' },
      reciprocals: [{ amount: '1.85' }],
    });
    expect(await offer('Farina di castagne')).toMatchObject({
      proposal: { unit: 'kilogram', quantity: '5', available: '40' },
      reciprocals: [{ amount: '42.5' }],
    });
    expect((await offer('Pere'))?.post.source).toBe(
      'Di montagna.\n\nSi vende a: Cassette.\n\nIn confezioni da 6.',
    );
    expect(await offer('Miele')).toMatchObject({ proposal: { negotiable: true }, reciprocals: [] });
    expect(await offer('Polline')).toMatchObject({ reciprocals: [{ amount: '6' }] });
  });

  test('comes again without duplicates: by its code even where the name is another', async () => {
    expect(await publish(list)).toEqual(['same', 'same', 'same', 'same', 'same', 'failed']);
    const id = (await offer('Mele renette'))?.post.id;
    const renamed = list.replace('Mele renette', 'Mele renette grigie').replace('1.85', '1.95');
    expect(await publish(renamed)).toEqual(['changed', 'same', 'same', 'same', 'same', 'failed']);
    expect(await offer('Mele renette grigie')).toMatchObject({
      post: { id },
      reciprocals: [{ amount: '1.95' }],
    });
    expect(await offers()).toHaveLength(5);
    expect(await publish(list)).toContain('changed');
  });

  test('goes out and comes back as it was', async () => {
    const out = await written();
    const [{ supplier }] = out.blocks as [(typeof out.blocks)[number]];
    const apples = supplier.products.find(({ sku }) => sku === 'M01');
    expect(apples).toMatchObject({
      name: 'Mele renette',
      um: 'kg',
      category: 'Frutta',
      orderInfo: { umPrice: 1.85, minQty: 2, availableQty: 120.5 },
    });
    expect(supplier.products.find(({ sku }) => sku === 'F05')).toMatchObject({
      um: '5 kg',
      orderInfo: { availableQty: 8, umPrice: 42.5 },
    });
    expect(await publish(JSON.stringify(out))).toEqual(['same', 'same', 'same', 'same', 'same']);
    expect(await written()).toEqual(out);
  });

  test('publishes anew what was concluded since, and its code means that one', async () => {
    const old = (await offer('Mele renette'))?.post.id ?? '';
    await closeProposal(test_.domain, operator, old);
    expect((await publish(list))[0]).toBe('added');
    expect((await productCodesOf(test_.domain.db, farm.id)).get('M01')).not.toBe(old);
    expect((await publish(list))[0]).toBe('same');
  });

  test.each([
    ['{"protocolVersion":"1.0"}', 'gdxp_invalid'],
    ['{', 'gdxp_invalid'],
    ['<?xml version="1.0"?><gdxp protocolVersion="0.2"></gdxp>', 'gdxp_old'],
    [
      list.replace('"vatNumber": "",\n        "address"', '"vatNumber": "01234567890",\n        "address"'),
      'gdxp_other_supplier',
    ],
  ])('that cannot be read, or is another supplier’s, is refused (%#)', (text, code) => {
    expect(() => readGdxp(text, 'IT09876543210', 'it')).toThrow(
      expect.objectContaining({ kind: 'invalid', code }),
    );
  });

  test('has an address of its own, and nobody’s is like one that is missing', async () => {
    const app = await createTestWeb(test_);
    const { statusCode, headers, body } = await app.inject('/listini/podere.json');
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual(await written());
    const again = await app.inject({
      url: '/listini/podere.json',
      headers: { 'if-none-match': String(headers.etag) },
    });
    expect(again.statusCode).toBe(304);
    expect((await app.inject('/listini/nessuno.json')).statusCode).toBe(404);
    await app.close();
  });
});
