import { expect, test } from 'vitest';
import type { Flow } from '../../../src/domain/flows/flow.ts';
import { canonicalise } from '../../../src/federation/json/canonical.ts';
import { FLOW_CONTEXT, isObject, type JsonObject } from '../../../src/federation/json/context.ts';
import { flowToJson, readFlow } from '../../../src/federation/json/flow-to-json.ts';
import { objectsOf } from '../../../src/federation/json/read.ts';
import { contextLoader } from './context-loader.ts';

const flow: Flow = {
  provider: 'https://prato.example/actors/1',
  receiver: 'https://monte.example/actors/4',
  year: 2026,
  kind: 'hours',
  agreements: 12,
  hours: '30.5',
};
const read = (json: JsonObject) => readFlow(json, { allowHttp: false });

test('a line says the same when it is read, in short keys and in full IRIs', async () => {
  const short = { '@context': FLOW_CONTEXT, type: 'Collection', items: [flowToJson(flow)] };
  const full = {
    '@type': 'https://www.w3.org/ns/activitystreams#Collection',
    'https://www.w3.org/ns/activitystreams#items': {
      '@type': 'https://w3id.org/des/ns#Flow',
      'https://w3id.org/valueflows/ont/vf#provider': { '@id': flow.provider },
      'https://w3id.org/valueflows/ont/vf#receiver': { '@id': flow.receiver },
      'https://w3id.org/des/ns#flowYear': 2026,
      'https://w3id.org/des/ns#flowKind': 'hours',
      'https://w3id.org/des/ns#agreements': 12,
      'https://w3id.org/des/ns#hours': '30.5',
    },
  } as JsonObject;
  for (const document of [short as JsonObject, full]) {
    const { items } = await canonicalise(document, contextLoader());
    const [item] = objectsOf(items, 10);
    expect(isObject(item) && read(item)).toEqual(flow);
  }
});

test.each([
  ['another type', { type: 'Note' }],
  ['no provider', { provider: 'prato' }],
  ['a receiver over http', { receiver: 'http://monte.example/actors/4' }],
  ['a kind that nobody knows', { flowKind: 'money' }],
  ['no agreement', { agreements: 0 }],
  ['half an agreement', { agreements: 1.5 }],
  ['more than there can be', { agreements: 1e15 }],
  ['a year long gone', { flowYear: 1400 }],
])('%s is nothing', (_, change) => {
  expect(read({ ...flowToJson(flow), ...change })).toBeUndefined();
});
