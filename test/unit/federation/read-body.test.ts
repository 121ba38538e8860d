import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonObject } from '../../../src/federation/inbox/read-body.ts';
import { Refusal } from '../../../src/federation/inbox/refusal.ts';

const read = (text: string) => readJsonObject(Buffer.from(text));

/** The HTTP status that a body is refused with; undefined where it is read. */
function refusal(body: Buffer | string): number | undefined {
  try {
    readJsonObject(Buffer.from(body));
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.status;
    throw error;
  }
}

describe('a body', () => {
  test('is an object of JSON', () => {
    expect(read(' {"a":[1,-2.5e3,"è \\ud83d\\ude00",{"b":null,"c":true}]}\n')).toEqual({
      a: [1, -2500, 'è 😀', { b: null, c: true }],
    });
  });

  test.each([
    ['nothing', ''],
    ['null', 'null'],
    ['an array', '[{}]'],
    ['a string', '"x"'],
    ['a number', '7'],
    ['broken', '{"a":'],
    ['two values', '{} {}'],
    ['with a comment', '{} // x'],
    ['with a trailing comma', '{"a":1,}'],
    ['with a byte order mark', '\ufeff{}'],
    ['with single quotes', "{'a':1}"],
    ['with NaN', '{"a":NaN}'],
    ['with a key twice', '{"a":1,"b":2,"a":3}'],
    ['with a key twice, escaped', '{"a":1,"\\u0061":3}'],
    ['with __proto__', '{"a":{"__proto__":{}}}'],
    ['with __proto__, escaped', '{"\\u005f_proto__":{}}'],
    ['with constructor', '{"constructor":1}'],
    ['with U+0000', '{"a":"\\u0000"}'],
    ['with U+0000 in a key', '{"\\u0000":1}'],
    ['with a lone surrogate', '{"a":"\\udc00x"}'],
    ['with a number beyond doubles', '{"a":1e400}'],
    ['with a number of 400 digits', `{"a":0.${'1'.repeat(400)}}`],
    ['with 1,001 entries', `{"a":[${Array(1001).fill(1)}]}`],
    ['with 100,000 entries', `{"a":[${Array(100_000).fill('"x"')}]}`],
    ['33 deep', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`],
    ['20,000 deep', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['20,000 deep and open', '['.repeat(20_000)],
  ])('%s is refused', (_, body) => {
    expect(refusal(body)).toBe(400);
  });

  test('is UTF-8', () => {
    expect(refusal(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toBe(400);
  });

  test('has limits that are met exactly', () => {
    expect(refusal(`{"a":[${Array(1000).fill(1)}]}`)).toBeUndefined();
    expect(refusal(`${'{"a":'.repeat(32)}1${'}'.repeat(32)}`)).toBeUndefined();
    const filler = (size: number) => `{"a":"${'x'.repeat(size - 8)}"}`;
    expect(refusal(filler(1024 * 1024))).toBeUndefined();
    expect(refusal(filler(1024 * 1024 + 1))).toBe(413);
  });

  test('is read as JSON.parse reads it, or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const text = `{"value":${json}}`;
        if (refusal(text) === undefined) expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([400, undefined]).toContain(refusal(Buffer.from(bytes)));
      }),
    );
  });
});
