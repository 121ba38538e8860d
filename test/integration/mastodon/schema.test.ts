import { expect, test } from 'vitest';
import { expectEntity, hasSchema } from '../../support/mastodon-schema.ts';

test.skipIf(!hasSchema)('what clients get is checked against the schema of Mastodon’s API', () => {
  expect(() => expectEntity('Status', {})).toThrow();
});
