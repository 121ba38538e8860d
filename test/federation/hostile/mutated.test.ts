import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject, type JsonObject, type JsonValue } from '../../../src/federation/json/context.ts';
import { activity, note } from '../../support/activities.ts';
import { inboxesOf, post, tell, useSetting } from '../../support/hostile.ts';

const RUNS = 100;
const ACTIVITIES_A_RUN = 20;
const setting = useSetting();
const anna = () => setting().peer.actor('anna');

/** An offer as we write them ourselves. */
function offer(): JsonObject {
  const object = note(anna(), new Date());
  const unit = (value: string) => ({ hasUnit: 'kilogram', hasNumericalValue: value });
  return activity(
    anna(),
    'Create',
    {
      ...object,
      name: 'Arance',
      purpose: 'offer',
      unitBased: true,
      endTime: '2036-12-31T23:00:00Z',
      location: { type: 'Place', name: 'Prato', latitude: 43.88, longitude: 11.1 },
      attachment: [
        { type: 'Image', mediaType: 'image/jpeg', url: `${anna().uri}/1.jpg`, width: 100, height: 80 },
      ],
      tag: [{ type: 'Hashtag', name: '#offro', href: `${anna().uri}/tags/offro` }],
      contentMap: { it: '<p>Pane fresco</p>' },
      publishes: {
        id: `${object.id}#primary`,
        type: 'Intent',
        action: 'transfer',
        resourceConformsTo: 'https://www.wikidata.org/wiki/Q13191',
        resourceQuantity: unit('5'),
        availableQuantity: unit('200'),
      },
      reciprocal: {
        id: `${object.id}#reciprocal`,
        type: 'Intent',
        action: 'transfer',
        resourceQuantity: unit('14.50'),
      },
    },
    { to: ['https://www.w3.org/ns/activitystreams#Public'] },
  );
}

const real: Record<string, () => JsonObject> = {
  'Create offer': offer,
  'Create note': () => activity(anna(), 'Create', note(anna(), new Date(), { inReplyTo: setting().post.id })),
  Follow: () => activity(anna(), 'Follow', setting().member.uri),
  Undo: () => activity(anna(), 'Undo', activity(anna(), 'Follow', setting().member.uri)),
  Announce: () => activity(anna(), 'Announce', setting().post.id),
  Delete: () => activity(anna(), 'Delete', { id: `${anna().uri}/notes/none`, type: 'Tombstone' }),
  'Update actor': () => activity(anna(), 'Update', anna().document),
};

const odd = fc.oneof(
  fc.constantFrom<JsonValue>(
    null,
    true,
    0,
    -1,
    1e300,
    '',
    ' ',
    '\u202e',
    '#',
    'as:Public',
    '@id',
    '@type',
    'https://',
    'https://x.localhost/\ud83c\udf4a',
    'javascript:alert(1)',
    '9'.repeat(39),
    'x'.repeat(5000),
    '<p>'.repeat(500),
    [],
    [[]],
    {},
    { '@id': 'https://x.localhost/1' },
    { '@value': 'x', '@language': 'it' },
    { '@list': ['x'] },
    { '@set': [] },
    { '@graph': [{}] },
    { '@reverse': {} },
    { id: 'https://x.localhost/1', type: 'Note' },
    { type: ['Note', 'Event'] },
    { toString: 'x', valueOf: 1, length: 5 },
  ),
  fc.jsonValue({ maxDepth: 3 }).map((value) => value as JsonValue),
  fc.string({ unit: 'grapheme', maxLength: 50 }),
);

interface Mutation {
  /** Which of the values in the document, by a number to be taken modulo how many there are. */
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'wrap' | 'repeat' | 'rename' | 'swap';
  readonly value: JsonValue;
}
const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'wrap', 'repeat', 'rename', 'swap'),
  value: odd,
});
const mutated = fc.record({
  kind: fc.constantFrom(...Object.keys(real)),
  mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
});

type Path = readonly (string | number)[];

function pathsIn(value: JsonValue | undefined, path: Path = []): Path[] {
  const inside = Array.isArray(value)
    ? value.flatMap((one: JsonValue, index) => pathsIn(one, [...path, index]))
    : isObject(value)
      ? Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...path, key]))
      : [];
  return path.length === 0 ? inside : [path, ...inside];
}

function mutate(json: JsonValue, { at, how, value }: Mutation): JsonValue {
  const paths = pathsIn(json);
  const path = paths[at % Math.max(1, paths.length)] ?? [];
  return changed(json, path, (one) => {
    switch (how) {
      case 'replace':
        return value;
      case 'wrap':
        return [one];
      case 'repeat':
        return [one, one];
      case 'rename':
        return { [typeof value === 'string' ? value.slice(0, 100) : 'id']: one };
      case 'swap':
        return typeof one === 'string' ? { id: one } : JSON.stringify(one);
      default:
        return undefined;
    }
  });
}

function changed(
  json: JsonValue,
  [key, ...rest]: Path,
  change: (value: JsonValue) => JsonValue | undefined,
): JsonValue {
  if (key === undefined) return json;
  const entries = Object.entries(json ?? {}).map(([name, value]) => {
    if (name !== String(key)) return [name, value];
    return [name, rest.length === 0 ? change(value) : changed(value, rest, change)];
  });
  const kept = entries.filter(([, value]) => value !== undefined);
  return Array.isArray(json) ? kept.map(([, value]) => value) : Object.fromEntries(kept);
}

test('2,000 mutations of real activities are answered below 500', { timeout: 180_000 }, async () => {
  const { node, member, peer } = setting();
  const inboxes = inboxesOf(node, member);
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(mutated, { minLength: ACTIVITIES_A_RUN, maxLength: ACTIVITIES_A_RUN }),
      async (some) => {
        const answers = await Promise.all(
          some.map(({ kind, mutations }, index) => {
            const json = mutations.reduce<JsonValue>(mutate, real[kind]?.() ?? null);
            const inbox = inboxes[index % inboxes.length] ?? { url: '', signedUrl: '' };
            return post(peer, inbox, json, { as: anna() });
          }),
        );
        for (const { status, body } of answers) {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          expect([202, 400, 401, 403, 413], body).toContain(status);
        }
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
  // Some of them reach further than the door.
  expect(statuses.get(202)).toBeGreaterThan(50);
  expect(statuses.get(400)).toBeGreaterThan(50);
  // And it goes on as before.
  await tell(peer, node, anna(), activity(anna(), 'Update', anna().document));
});
