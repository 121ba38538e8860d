import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishAnnouncement } from '../../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import type { NewProposal } from '../../../src/domain/proposals/proposal.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { createTestWeb } from '../../support/web.ts';

let district: TestDomain;
let app: FastifyInstance;
let uri: string;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  const { domain } = district;
  const { id } = await addMember(domain, operator, {
    handle: 'forno',
    name: 'Forno & Figli',
    kind: 'enterprise',
  });
  const text = 'Pane <buono>\u0001 & caldo';
  const offer: NewProposal = { purpose: 'offer', title: text, text, negotiable: true, reciprocals: [{}] };
  uri = (await publishProposal(domain, operator, id, offer)).uri;
  await publishProposal(domain, operator, id, { ...offer, purpose: 'request', title: 'Cerchiamo farina' });
  await publishAnnouncement(domain, operator, id, { title: 'Festa', text });
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

interface Element {
  readonly name: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

/** Reads well-formed XML without entities of its own; throws for anything else. */
function parseXml(source: string): Element {
  let rest = source.replace(/^<\?xml version="1\.0" encoding="utf-8"\?>\s*/, '');
  if (/[^\P{Cc}\t\n\r\u{80}-\u{9f}]|[\uFFFE\uFFFF]/u.test(rest)) throw new Error('not XML characters');
  const decode = (text: string) =>
    text.replace(/&(?:(amp|lt|gt|quot)|#(\d+));|&/g, (all, name: string, code: string) => {
      if (all === '&') throw new Error('a bare ampersand');
      return name === undefined
        ? String.fromCodePoint(Number(code))
        : ({ amp: '&', lt: '<', gt: '>', quot: '"' }[name] ?? '');
    });
  const element = (): Element => {
    const open = /^<([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>/.exec(rest);
    if (open === null) throw new Error(`no element at ${rest.slice(0, 40)}`);
    const [all, name = '', attributeText = '', empty] = open;
    rest = rest.slice(all.length);
    const attributes = Object.fromEntries(
      [...attributeText.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        decode(value),
      ]),
    );
    const children: Element[] = [];
    let text = '';
    if (empty === '/') return { name, text, attributes, children };
    while (!rest.startsWith(`</${name}>`)) {
      const [chunk = ''] = /^[^<]*/.exec(rest) ?? [];
      text += decode(chunk);
      rest = rest.slice(chunk.length);
      if (!rest.startsWith('</')) children.push(element());
      else if (!rest.startsWith(`</${name}>`)) throw new Error(`${name} is not closed`);
    }
    rest = rest.slice(name.length + 3);
    return { name, text, attributes, children };
  };
  const root = element();
  if (rest.trim() !== '') throw new Error('something after the root');
  return root;
}

const all = (parent: Element, name: string) => parent.children.filter((child) => child.name === name);
const textOf = (parent: Element, name: string) => all(parent, name)[0]?.text;
const link = (parent: Element, rel: string) =>
  all(parent, 'link').find(({ attributes }) => attributes.rel === rel)?.attributes.href;

test.each(['/offerte', '/annunci', '/soggetti'])('%s.atom is a feed as RFC 4287 wants it', async (path) => {
  const { body, headers, statusCode } = await app.inject(`${path}.atom`);
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
  const feed = parseXml(body);
  expect([feed.name, feed.attributes.xmlns]).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
  expect(link(feed, 'self')).toBe(`https://valle.example${path}.atom`);
  expect(link(feed, 'alternate')).toBe(`https://valle.example${path}`);
  for (const part of [feed, ...all(feed, 'entry')]) {
    for (const required of ['id', 'title', 'updated']) expect(all(part, required), required).toHaveLength(1);
    expect(new Date(textOf(part, 'updated') ?? '').toISOString()).toBe(textOf(part, 'updated'));
    expect(URL.canParse(textOf(part, 'id') ?? '')).toBe(true);
  }
  expect(all(feed, 'entry').length).toBeGreaterThan(0);
  expect((await app.inject(path)).body).toContain(`type="application/atom+xml"`);
});

test('an entry has the id of its object and its text, escaped once for XML and once for HTML', async () => {
  const feed = parseXml((await app.inject('/offerte.atom?purpose=offer')).body);
  const [entry, ...others] = all(feed, 'entry');
  expect(others).toEqual([]);
  if (entry === undefined) throw new Error('no entry');
  expect(textOf(entry, 'id')).toBe(uri);
  expect(textOf(entry, 'title')).toBe('Offro: Pane <buono> & caldo');
  expect(textOf(entry, 'content')).toContain('<p>Pane &lt;buono&gt; &amp; caldo</p>');
});

test('a reader that has the feed already gets 304', async () => {
  const first = await app.inject('/annunci.atom');
  const etag = String(first.headers.etag);
  const again = await app.inject({
    url: '/annunci.atom',
    headers: { 'if-none-match': `"other", W/${etag}` },
  });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  const stale = await app.inject({ url: '/annunci.atom', headers: { 'if-none-match': '"other"' } });
  expect(stale.statusCode).toBe(200);
});
