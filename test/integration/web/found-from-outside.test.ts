import { eq, sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { publishAnnouncement } from '../../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../../src/domain/caller.ts';
import { publishEvent } from '../../../src/domain/events/publish-event.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { posts } from '../../../src/domain/posts/post.table.ts';
import { withdrawProposal } from '../../../src/domain/proposals/end-proposal.ts';
import type { NewProposal } from '../../../src/domain/proposals/proposal.ts';
import { publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { EURO } from '../../../src/domain/taxonomy/resources.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { createTestWeb } from '../../support/web.ts';

const ORIGIN = 'https://valle.example';
const TITLE = 'Zucche </script><script>alert(1)</script>';

let district: TestDomain;
let app: FastifyInstance;
let farm: Actor;
let shy: Actor;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  farm = await addMember(district.domain, operator, {
    handle: 'podere',
    name: 'Podere La Fonte',
    kind: 'enterprise',
    comune: 'Prato',
    site: 'https://podere.example/',
    shows: ['kind', 'place', 'site'],
  });
  shy = await addMember(district.domain, operator, {
    handle: 'schivo',
    name: 'Chi non vuole',
    kind: 'person',
    listed: false,
  });
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

const offer: NewProposal = {
  purpose: 'offer',
  title: TITLE,
  text: 'Mature al punto giusto.',
  quantity: '5',
  unit: 'kg',
  available: '200',
  comune: 'Prato',
  reciprocals: [{ conformsTo: EURO.iri, amount: '14.50' }],
};
const publish = (change: Partial<NewProposal> = {}, owner = farm) =>
  publishProposal(district.domain, operator, owner.id, { ...offer, ...change });

const read = async (url: string) => (await app.inject(url.replace(ORIGIN, ''))).body;
const property = (page: string, name: string) =>
  new RegExp(`<meta property="${name}" content="([^"]*)">`).exec(page)?.[1];
const dataIn = (page: string): Record<string, unknown> | undefined => {
  const [, text] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(page) ?? [];
  return text === undefined ? undefined : JSON.parse(text);
};
const locationsIn = (xml: string) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url);

describe('a link to', () => {
  test('an offer previews, and says what it is in the words of schema.org', async () => {
    const { url } = await publish();
    const page = await read(url);
    expect(property(page, 'og:type')).toBe('article');
    expect(property(page, 'og:url')).toBe(url);
    expect(page).not.toContain('<script>alert');
    expect(dataIn(page)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Offer',
      name: TITLE,
      url,
      areaServed: 'Prato',
      availability: 'https://schema.org/InStock',
      priceSpecification: {
        '@type': 'UnitPriceSpecification',
        price: '14.50',
        priceCurrency: 'EUR',
        referenceQuantity: { value: '5', unitText: 'kg' },
      },
      offeredBy: {
        '@type': 'Organization',
        name: 'Podere La Fonte',
        url: `${ORIGIN}/@podere`,
        sameAs: ['https://podere.example/'],
        address: { addressLocality: 'Prato', addressRegion: 'PO', addressCountry: 'IT' },
      },
    });
  });

  test('a request is a demand, and what no price says has none', async () => {
    const { url } = await publish({ purpose: 'request', reciprocals: [] });
    const data = dataIn(await read(url));
    expect(data).toMatchObject({ '@type': 'Demand', '@reverse': { seeks: { name: 'Podere La Fonte' } } });
    expect(data).not.toHaveProperty('priceSpecification');
  });

  test('an event says when and where', async () => {
    const { url } = await publishEvent(district.domain, operator, farm.id, {
      title: 'Assemblea',
      text: 'Si decide insieme.',
      start: '2036-12-12T18:00',
      end: '2036-12-12T20:00',
      timeZone: 'Europe/Rome',
      venue: 'Sala civica',
      comune: 'Prato',
    });
    const page = await read(url);
    expect(property(page, 'og:url')).toBe(url);
    expect(dataIn(page)).toMatchObject({
      '@type': 'Event',
      name: 'Assemblea',
      startDate: '2036-12-12T17:00:00.000Z',
      endDate: '2036-12-12T19:00:00.000Z',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
      location: [{ '@type': 'Place', name: 'Sala civica', address: { addressLocality: 'Prato' } }],
    });
  });

  test('an announcement, a member and the district', async () => {
    const { url } = await publishAnnouncement(district.domain, operator, farm.id, {
      title: 'Festa',
      text: 'Venite.',
    });
    expect(dataIn(await read(url))).toMatchObject({ '@type': 'Article', headline: 'Festa', url });
    const profile = await read('/@podere');
    expect(property(profile, 'og:type')).toBe('profile');
    expect(dataIn(profile)).toMatchObject({ '@type': 'Organization', name: 'Podere La Fonte' });
    const home = await read('/');
    expect(property(home, 'og:url')).toBe(`${ORIGIN}/`);
    expect(dataIn(home)).toMatchObject({ '@type': 'Organization', name: 'DES Valle' });
  });

  test('who wants not to be found gives nothing to search engines', async () => {
    const { url } = await publish({}, shy);
    for (const path of [url, '/@schivo']) {
      const page = await read(path);
      expect(page).toContain('<meta name="robots" content="noindex">');
      expect(dataIn(page)).toBeUndefined();
    }
  });
});

describe('the list for other web sites', () => {
  test('is for any frame, and no other page is', async () => {
    await publish({ title: 'Zucche mantovane & <altro>' });
    const { headers, body, statusCode } = await app.inject('/embed/offerte?text=mantovane&from=here');
    expect(statusCode).toBe(200);
    expect(headers['content-security-policy']).toContain('frame-ancestors *');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers).not.toHaveProperty('x-frame-options');
    expect(headers).not.toHaveProperty('set-cookie');
    expect(body).toContain('Zucche mantovane &amp; &lt;altro&gt;');
    expect(body).not.toMatch(/<script|<form/);
    expect(body).toContain('href="/offerte?text=mantovane&amp;from=here"');
    for (const url of ['/embed', '/embed/offerte?within=7', '/offerte', '/embed/altro']) {
      const other = (await app.inject(url)).headers;
      expect(other['content-security-policy'], url).toContain("frame-ancestors 'none'");
      expect(other['x-frame-options'], url).toBe('DENY');
    }
  });

  test('obeys the filters of the catalogue, and says so when nothing is left', async () => {
    await publish({ purpose: 'request', title: 'Cerchiamo cassette' });
    const only = async (purpose: string) => (await app.inject(`/embed/offerte?purpose=${purpose}`)).body;
    expect(await only('request')).toContain('Cerchiamo cassette');
    expect(await only('offer')).not.toContain('Cerchiamo cassette');
    expect((await app.inject('/embed/offerte?comune=Trieste')).body).toContain('Per ora qui non c’è nulla');
  });

  test('is put there by lines to copy, for the filters that were chosen', async () => {
    expect(await read('/offerte?sector=energia')).toContain('href="/embed?sector=energia"');
    const page = await read('/embed?sector=energia&text=%22%3E%3Cb%3E');
    const [, code = ''] = /<code[^>]*>(.*?)<\/code>/.exec(page) ?? [];
    expect(code).toContain(`&lt;iframe src=&quot;${ORIGIN}/embed/offerte?`);
    expect(code).toContain('sector=energia');
    expect(code).not.toContain('<');
  });
});

describe('the site map', () => {
  const allIn = async () => {
    const maps = locationsIn(await read('/sitemap.xml'));
    const pages = await Promise.all(maps.map((url) => read(url ?? '')));
    return { maps, urls: pages.flatMap(locationsIn) };
  };

  test('is named by robots.txt, which closes what is private', async () => {
    const { body, headers } = await app.inject('/robots.txt');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(body).toContain(`Sitemap: ${ORIGIN}/sitemap.xml\n`);
    expect(body).toMatch(/^Disallow: \/io$/m);
  });

  test('has what is public, of those who let it be indexed', async () => {
    const shown = await publish();
    const gone = await publish();
    await withdrawProposal(district.domain, operator, gone.id);
    const unlisted = await publish();
    await district.domain.db.update(posts).set({ visibility: 'unlisted' }).where(eq(posts.id, unlisted.id));
    const hidden = await publish({}, shy);
    const { urls } = await allIn();
    expect(urls).toEqual(expect.arrayContaining([`${ORIGIN}/`, `${ORIGIN}/@podere`, shown.url]));
    for (const url of [gone.url, unlisted.url, hidden.url, `${ORIGIN}/@schivo`])
      expect(urls).not.toContain(url);
    expect(urls.length).toBe(new Set(urls).size);
  });

  test('is cut into pages of five thousand, without a gap or a double', async () => {
    await district.domain.db.execute(sql`
      INSERT INTO ${posts} (id, uri, url, actor_id, kind, visibility, content, published_at)
      SELECT n, 'https://valle.example/objects/' || n, 'https://valle.example/annunci/' || n,
        ${farm.id}::bigint, 'announcement', 'public', '', now()
      FROM generate_series(1, 10000) n`);
    const { maps, urls } = await allIn();
    const published = maps.filter((url) => url?.includes('/pubblicati.xml'));
    expect(published.length).toBe(3);
    expect(locationsIn(await read(published[1] ?? '')).length).toBe(5_000);
    expect(urls).toEqual(expect.arrayContaining([`${ORIGIN}/annunci/1`, `${ORIGIN}/annunci/10000`]));
    expect(urls.length).toBe(new Set(urls).size);
  });

  test('takes no page that it has not named for one', async () => {
    for (const after of ['-1', 'x', '1e3', '99999999999999999999']) {
      expect((await app.inject(`/sitemap/pubblicati.xml?after=${after}`)).statusCode).toBe(400);
    }
  });
});
