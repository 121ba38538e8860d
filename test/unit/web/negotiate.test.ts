import { expect, test } from 'vitest';
import { prefersActivity } from '../../../src/web/negotiate.ts';

test.each([
  ['application/activity+json', true],
  ['application/ld+json; profile="https://www.w3.org/ns/activitystreams"', true],
  ['application/activity+json, application/ld+json, text/html;q=0.1', true],
  ['application/activity+json, */*', true],
  ['text/html;q=0.5, application/activity+json;q=0.9', true],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false],
  ['text/html, application/activity+json', false],
  ['application/activity+json;q=0', false],
  ['application/json', false],
  ['*/*', false],
  ['', false],
  [undefined, false],
])('%s → %s', (accept, expected) => {
  expect(prefersActivity(accept)).toBe(expected);
});
