import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { attend } from '../../../src/domain/events/attend.ts';
import type { NewEvent } from '../../../src/domain/events/event.ts';
import { eventById } from '../../../src/domain/events/event-reads.ts';
import { cancelEvent, changeEvent, publishEvent } from '../../../src/domain/events/publish-event.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { withdrawPost } from '../../../src/domain/posts/withdraw-post.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { type Browser, browserActingFor, createBrowser, createTestWeb } from '../../support/web.ts';

let district: TestDomain;
let app: FastifyInstance;
let farm: Actor;
let gas: Actor;
let giulia: Browser;
let paolo: Browser;
let anyone: Browser;

beforeAll(async () => {
  district = await createTestDomain();
  app = await createTestWeb(district);
  const add = (handle: string, name: string, kind: 'enterprise' | 'buying-group') =>
    addMember(district.domain, operator, { handle, name, kind });
  farm = await add('podere', 'Podere La Fonte', 'enterprise');
  gas = await add('gas', 'GAS di Quartiere', 'buying-group');
  giulia = await browserActingFor(app, district.domain, 'giulia', [farm]);
  paolo = await browserActingFor(app, district.domain, 'paolo', [gas]);
  anyone = createBrowser(app);
});
afterAll(async () => {
  await app.close();
  await district.database.drop();
});

const facts = {
  title: 'Assemblea <dei soci>',
  text: 'Si decide insieme. #assemblea',
  start: '2036-12-12T18:00',
  end: '2036-12-12T20:00',
  timeZone: 'Europe/Rome',
  venue: 'Sala civica; "grande"',
  street: '',
  comune: 'Prato',
  province: '',
  onlineAddress: '',
  capacity: '1',
};
const publish = (change: Partial<NewEvent> = {}) =>
  publishEvent(district.domain, operator, farm.id, { ...facts, ...change });

describe('the form of an event', () => {
  test('is for who is signed in, and makes an event that anyone reads', async () => {
    expect((await anyone.get('/eventi/nuovo')).headers.location).toBe('/accedi');
    const form = (await giulia.get('/eventi/nuovo')).body;
    const made = await giulia.post('/eventi', form, { as: farm.id, ...facts });
    expect(made.statusCode).toBe(303);
    const page = (await anyone.get(made.headers.location ?? '')).body;
    expect(page).toContain('Assemblea &lt;dei soci&gt;');
    expect(page).toContain('venerdì 12 dicembre 2036, 18:00–20:00 (CET)');
    expect(page).toContain('Prato (PO)');
    expect(page).not.toContain('Lo organizzi tu');
    expect((await giulia.get(made.headers.location ?? '')).body).toContain('Lo organizzi tu');
    for (const path of ['/eventi', '/eventi?from=here&comune=prato', '/', '/@podere', '/tag/assemblea']) {
      expect((await anyone.get(path)).body).toContain(`${made.headers.location}"`);
    }
    expect((await anyone.get('/eventi?when=past')).body).not.toContain(`${made.headers.location}"`);
  });

  test.each([
    [{ title: ' ' }, 'title', 'Questo campo va compilato.'],
    [{ start: '' }, 'start', 'Scrivi il giorno e l’ora'],
    [{ start: '2036-03-30T02:30' }, 'start', 'le 02:30 non ci sono'],
    [{ end: '2036-12-12T18:00' }, 'end', 'La fine deve venire dopo l’inizio.'],
    [{ start: '2001-01-01T10:00', end: '2001-01-01T11:00' }, 'end', 'deve finire nel futuro'],
    [{ timeZone: 'Marte' }, 'timeZone', 'Questo fuso orario non esiste.'],
    [{ comune: 'Atlantide' }, 'comune', 'Non troviamo un comune'],
    [{ comune: '' }, 'comune', 'Indica il comune in cui si tiene'],
    [{ onlineAddress: 'javascript:alert(1)' }, 'onlineAddress', 'deve cominciare con https://'],
    [{ capacity: 'tanti' }, 'capacity', 'I posti sono un numero intero'],
  ])(
    'with %o comes back with what was typed, and a sentence at the field',
    async (wrong, field, sentence) => {
      const form = (await giulia.get('/eventi/nuovo')).body;
      const back = await giulia.post('/eventi', form, { as: farm.id, ...facts, ...wrong });
      expect(back.statusCode).toBe(400);
      expect(back.body).toContain(`<a href="#${field}">`);
      expect(back.body).toMatch(new RegExp(`id="${field}-error">[^<]*${sentence}`));
      expect(back.body).toContain('value="Sala civica; &quot;grande&quot;"');
    },
  );

  test('is nobody else’s, without a token nobody’s at all', async () => {
    const post = await publish();
    const form = (await paolo.get('/eventi/nuovo')).body;
    expect((await paolo.get(`/eventi/${post.id}/modifica`)).statusCode).toBe(403);
    expect((await paolo.post('/eventi', form, { as: farm.id, ...facts })).statusCode).toBe(403);
    for (const path of ['modifica', 'annulla', 'ritira']) {
      expect((await paolo.post(`/eventi/${post.id}/${path}`, form, facts)).statusCode).toBe(403);
      expect((await giulia.post(`/eventi/${post.id}/${path}`, '', facts)).statusCode).toBe(403);
    }
    expect((await paolo.post(`/eventi/${post.id}/partecipa`, form, { as: farm.id })).statusCode).toBe(403);
    expect((await eventById(district.domain.db, post.id))?.event).toMatchObject({
      state: 'confirmed',
      attending: 0,
    });
  });
});

describe('who comes', () => {
  test('says so and takes it back by the page; the names are for the organiser', async () => {
    const post = await publish();
    const path = `/eventi/${post.id}`;
    const page = (await paolo.get(path)).body;
    expect((await paolo.post(`${path}/partecipa`, page, { as: gas.id })).headers.location).toBe(
      `${path}#attend`,
    );
    expect((await paolo.get(path)).body).toContain('GAS di Quartiere: ci sarai.');
    const others = (await anyone.get(path)).body;
    expect(others).toContain('una partecipazione');
    expect(others).not.toContain('GAS di Quartiere');
    const organiser = (await giulia.get(path)).body;
    expect(organiser).toContain('Chi ha detto di sì');
    expect(organiser).toContain('GAS di Quartiere');
    // There is one seat.
    expect(organiser).toContain('I posti sono esauriti.');
    const full = await giulia.post(`${path}/partecipa`, organiser, { as: farm.id });
    expect(full.statusCode).toBe(409);
    expect(full.body).toContain('I posti sono esauriti: erano 1.');
    expect((await paolo.post(`${path}/rinuncia`, page, { as: gas.id })).statusCode).toBe(303);
    expect((await paolo.get(path)).body).toContain('hai detto che non ci sarai');
    expect((await anyone.get(path)).body).toContain('1 libero su 1');
  });

  test('sees what has changed, that it is off, and that it is gone', async () => {
    const post = await publish();
    const page = (await paolo.get(`/eventi/${post.id}`)).body;
    await paolo.post(`/eventi/${post.id}/partecipa`, page, { as: gas.id });
    expect((await anyone.get('/partecipazioni')).headers.location).toBe('/accedi');
    await changeEvent(district.domain, operator, post.id, { start: '2036-12-12T17:00', venue: 'Teatro' });
    const changed = (await paolo.get('/partecipazioni')).body;
    expect(changed).toContain('prima: venerdì 12 dicembre 2036, 18:00–20:00 (CET)');
    expect(changed).toContain('Sala civica; &quot;grande&quot;, Prato (PO)');
    await paolo.post(`/eventi/${post.id}/visto`, changed, { as: gas.id });
    expect((await paolo.get('/partecipazioni')).body).not.toContain('È cambiato');
    const own = (await giulia.get(`/eventi/${post.id}`)).body;
    expect(
      (await giulia.post(`/eventi/${post.id}/annulla`, own, { reason: 'Nevica <forte>' })).statusCode,
    ).toBe(303);
    expect((await paolo.get('/partecipazioni')).body).toContain('Nevica &lt;forte&gt;');
    expect((await anyone.get(`/eventi/${post.id}`)).body).toContain('Questo evento è stato annullato.');
    expect((await giulia.post(`/eventi/${post.id}/modifica`, own, facts)).statusCode).toBe(409);
    expect((await giulia.post(`/eventi/${post.id}/ritira`, own, {})).headers.location).toBe('/eventi');
    expect((await anyone.get(`/eventi/${post.id}`)).statusCode).toBe(410);
    expect((await paolo.get('/partecipazioni')).body).toContain('Questo evento è stato ritirato');
  });
});

describe('calendars and feeds', () => {
  /** Unfolds the lines (RFC 5545, 3.1). */
  const linesOf = (body: string) => body.replaceAll('\r\n ', '').split('\r\n');

  test('tell the district’s events, a member’s, and one alone, by RFC 5545', async () => {
    const post = await publish({ title: `Visita, SPG; ${'è'.repeat(60)}`, comune: 'Pistoia', capacity: '5' });
    await attend(district.domain, operator, gas.id, post.id);
    for (const path of ['/eventi.ics?comune=pistoia', '/@podere/eventi.ics', `/eventi/${post.id}.ics`]) {
      const answer = await anyone.get(path);
      expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
      const lines = linesOf(answer.body);
      expect(lines).toContain('BEGIN:VCALENDAR');
      expect(lines.at(-2)).toBe('END:VCALENDAR');
      for (const line of [
        `UID:${post.uri}`,
        'SEQUENCE:0',
        'STATUS:CONFIRMED',
        'DTSTART:20361212T170000Z',
        'DTEND:20361212T190000Z',
        `SUMMARY:Visita\\, SPG\\; ${'è'.repeat(60)}`,
        'LOCATION:Sala civica\\; "grande"\\, Pistoia (PT)',
      ]) {
        expect(lines).toContain(line);
      }
      for (const line of answer.body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(answer.body).not.toContain('GAS di Quartiere');
      const again = await anyone.get(path, { 'if-none-match': String(answer.headers.etag) });
      expect(again.statusCode).toBe(304);
    }
    expect((await anyone.get('/@gas/eventi.ics')).body).not.toContain('BEGIN:VEVENT');
    await cancelEvent(district.domain, operator, post.id, { reason: 'Grandine' });
    const lines = linesOf((await anyone.get(`/eventi/${post.id}.ics`)).body);
    expect(lines).toEqual(expect.arrayContaining(['STATUS:CANCELLED', 'SEQUENCE:1']));
    await withdrawPost(district.domain, operator, post.id, 'event');
    expect((await anyone.get(`/eventi/${post.id}.ics`)).statusCode).toBe(410);
    expect((await anyone.get('/eventi.ics?comune=pistoia')).body).not.toContain('BEGIN:VEVENT');
  });

  test.each(['/eventi/1.ics', '/eventi/x.ics', '/@nessuno/eventi.ics', '/eventi/1', '/eventi/nulla'])(
    'there is nothing at %s',
    async (path) => {
      expect((await anyone.get(path)).statusCode).toBe(404);
    },
  );

  test('an Atom feed says when and where', async () => {
    const post = await publish({ comune: 'Lucca' });
    const feed = await anyone.get('/eventi.atom?comune=Lucca');
    expect(feed.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(feed.body).toContain(`<id>${post.uri}</id>`);
    expect(feed.body).toContain('18:00–20:00 (CET)');
    expect((await anyone.get('/eventi.atom?when=mai')).statusCode).toBe(400);
  });
});
