import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html, raw, webAddress } from '../../../src/web/html.ts';

test('every value is escaped, in text and in attributes', () => {
  const name = `"><img src=x onerror=alert(1)>'\``;
  expect(html`<p title="${name}">${name}</p>`.toString()).toBe(
    '<p title="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&#96;">&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&#96;</p>',
  );
});

test('no text of any kind gets out of its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const inner = html`${text}`.toString();
      expect(inner).not.toMatch(/[<>"'`]|&(?!amp;|lt;|gt;|quot;|#39;|#96;)/);
      expect(inner.isWellFormed()).toBe(true);
    }),
  );
});

test('what XML cannot hold is dropped, accents and emoji stay', () => {
  expect(html`a\u0000\u0008b\uFFFE è 🍊\n`.toString()).toContain('è 🍊');
  expect(html`${'a\u0000\u0008b\uFFFEc'}`.toString()).toBe('abc');
});

test('arrays are joined, nothing is written for what is not there, raw stays', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  expect(html`${items}${null}${undefined}${false}${0}${raw('<hr>')}`.toString()).toBe(
    '<li>a</li><li>&lt;b&gt;</li>0<hr>',
  );
});

test('only addresses of the web become links', () => {
  expect(webAddress('https://a.example/x')).toBe('https://a.example/x');
  for (const address of ['javascript:alert(1)', 'data:text/html,x', '//a.example', 'no', null, undefined]) {
    expect(webAddress(address)).toBeUndefined();
  }
});
