import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'vitest';

/**
 * A description of Mastodon's API (abraham/mastodon-openapi), which lies beside the project where there is one. Without
 * it only the rules that it forgets are checked; a test that is then left out says so.
 */
const SCHEMA = join(import.meta.dirname, '../../../shared/mastodon-openapi.json');
export const hasSchema = existsSync(SCHEMA);

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
// Nodes under test are at localhost, which has no dot.
ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
ajv.addFormat('iso-639-1', /^[a-z]{2,3}/);
if (hasSchema) ajv.addSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object, 'mastodon');

/** What Mastodon's API says a thing must be, by the name of its entity: `Status`. */
export function expectEntity(name: string, value: unknown): void {
  expectShapes(value);
  if (!hasSchema) return;
  const validate = ajv.getSchema(`mastodon#/components/schemas/${name}`);
  if (validate === undefined) throw new Error(`there is no schema ${name}`);
  const valid = validate(value);
  expect(
    valid ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`),
  ).toEqual([]);
}

/** What Mastodon's API says the answer of an operation must be; `schema` is its place within the description. */
export function expectAnswer(
  { name, schema }: { readonly name: string; readonly schema: string | undefined },
  value: unknown,
): void {
  expectShapes(value);
  if (schema === undefined) return;
  const validate = ajv.getSchema(`mastodon${schema}`);
  if (validate === undefined) throw new Error(`there is no schema of ${name}`);
  const valid = validate(value);
  const wrong = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  expect(valid ? [] : wrong, name).toEqual([]);
}

/** Rules that clients break on and the schema forgets: ids of digits, times with milliseconds. */
function expectShapes(value: unknown): void {
  if (Array.isArray(value)) {
    for (const one of value) expectShapes(one);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    if (key === 'id' && typeof one === 'string') expect(one).toMatch(/^\d{1,19}$/);
    if (/(?:_at|edited_at)$/.test(key) && key !== 'last_status_at' && typeof one === 'string') {
      expect(one, key).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    expectShapes(one);
  }
}
