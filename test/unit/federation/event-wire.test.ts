import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/domain/events/event.table.ts';
import type { EventView } from '../../../src/domain/events/event-reads.ts';
import {
  acceptJoin,
  joinActivity,
  leaveActivity,
  rejectJoin,
} from '../../../src/federation/json/attendance-to-json.ts';
import { canonicaliseFully, canonicalisePlain } from '../../../src/federation/json/canonical.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { eventToJson } from '../../../src/federation/json/event-to-json.ts';
import { load, read } from './reading.ts';
import { actor, addresses, district, post } from './views.ts';

const options = { addresses, locale: 'it' } as const;
const terms: EventRow = {
  postId: '93',
  ownerId: '7',
  groupId: '1',
  own: true,
  public: true,
  startsAt: new Date('2026-12-12T17:00:00Z'),
  endsAt: new Date('2026-12-12T19:00:00Z'),
  endTold: true,
  timeZone: 'Europe/Rome',
  venue: 'Sala civica & biblioteca',
  street: 'via Roma 3',
  comune: 'Prato',
  province: 'PO',
  region: 'Toscana',
  postalCode: '59100',
  country: 'IT',
  latitude: 43.88,
  longitude: 11.1,
  onlineAddress: null,
  capacity: 40,
  attending: 12,
  joinMode: 'free',
  joinAddress: null,
  state: 'confirmed',
  stateNote: null,
  organiserUri: null,
  sequence: 0,
};
const view: EventView = {
  post: post({
    id: '93',
    kind: 'event',
    title: 'Assemblea dei soci',
    content: '<p>Si decide insieme.</p>',
    url: addresses.eventPage('93'),
    tags: ['assemblea'],
  }),
  event: terms,
  owner: actor(),
  group: district,
  images: [],
};
const cancelled: EventView = {
  ...view,
  event: {
    ...terms,
    state: 'cancelled',
    stateNote: 'Nevica: <si rimanda>',
    onlineAddress: 'https://meet.example/assemblea',
  },
};
const online: EventView = {
  ...view,
  event: {
    ...cancelled.event,
    state: 'confirmed',
    stateNote: null,
    venue: null,
    street: null,
    comune: null,
    province: null,
    region: null,
    postalCode: null,
    country: null,
    latitude: null,
    longitude: null,
  },
};
const envelope = (by: string, to: string) => ({
  uri: addresses.activity('96'),
  actor: by,
  to: [to],
  published: new Date('2026-10-02T08:00:00Z'),
});
const elsa = 'https://mobilizon.example/@elsa';
const join = {
  uri: 'https://mobilizon.example/join/event/1',
  actor: elsa,
  event: addresses.object('93'),
};
const theirs = 'https://mobilizon.example/events/1';
const documents: Record<string, JsonObject> = {
  event: eventToJson(view, options),
  'event-cancelled': eventToJson(cancelled, options),
  'event-online': eventToJson(online, options),
  'event-join': joinActivity(envelope(addresses.actor('7'), elsa), theirs),
  'event-leave': leaveActivity(envelope(addresses.actor('7'), elsa), theirs),
  'event-accept': acceptJoin(envelope(addresses.actor('7'), elsa), join),
  'event-reject': rejectJoin(envelope(addresses.actor('7'), elsa), join, 'I posti sono esauriti.'),
};

describe('an event on the wire', () => {
  it.each(Object.entries(documents))('%s has the bytes of its golden file', async (name, json) => {
    await expect(`${JSON.stringify(json, undefined, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });

  it.each(Object.entries(documents))('%s reads alike in both ways', async (_, json) => {
    const plain = canonicalisePlain(json);
    expect(plain).toBeDefined();
    expect(await canonicaliseFully(json, load)).toEqual(plain);
  });

  it('tells microblogs date and place in full', () => {
    expect(documents.event?.summary).toBe(
      'sabato 12 dicembre 2026, 18:00–20:00 (CET) · Sala civica &amp; biblioteca, via Roma 3, Prato (PO) · 40 posti',
    );
    expect(documents['event-cancelled']?.summary).toMatch(/^ANNULLATO · sabato/);
    expect(documents['event-cancelled']?.content).toContain('Nevica: &lt;si rimanda&gt;');
  });

  it.each([
    ['event', view],
    ['event-cancelled', cancelled],
    ['event-online', online],
  ] as const)('%s is read as it was meant', async (name, { event }) => {
    const found = await read(documents[name] ?? {});
    expect(found).toMatchObject({ kind: 'event', title: 'Assemblea dei soci', visibility: 'public' });
    // Its post says the rest, and its text why it is off.
    const organiserUri = addresses.actor('7');
    expect({ ...terms, ...found?.event }).toEqual({ ...event, stateNote: null, organiserUri });
  });

  it('of WordPress and Gancio have their facts', async () => {
    const author = { actor: undefined, attributedTo: actor().uri, to: documents.event?.to ?? [] };
    const wordpress = await read({
      '@context': [
        'https://schema.org/',
        'https://www.w3.org/ns/activitystreams',
        {
          mz: 'https://joinmobilizon.org/ns#',
          status: 'http://www.w3.org/2002/12/cal/ical#status',
          timezone: 'mz:timezone',
          joinMode: { '@id': 'mz:joinMode', '@type': 'mz:joinModeType' },
          externalParticipationUrl: { '@id': 'mz:externalParticipationUrl', '@type': 'schema:URL' },
        },
      ],
      ...author,
      id: 'https://prato.example/?p=3',
      type: 'Event',
      name: 'Festa del raccolto',
      content: '<p>Si balla</p>',
      startTime: '2030-02-27T16:00:00+01:00',
      endTime: '2030-02-27T17:00:00+01:00',
      timezone: 'Europe/Vienna',
      status: 'CANCELLED',
      joinMode: 'external',
      externalParticipationUrl: 'https://prato.example/biglietti',
      published: '2026-01-01T08:00:00Z',
      location: [
        {
          type: 'Place',
          name: 'Cascina',
          address: { type: 'PostalAddress', addressLocality: 'Prato', streetAddress: 'via dei Campi 4' },
        },
        { type: 'VirtualLocation', url: 'https://meet.example/festa' },
      ],
    });
    expect(wordpress?.event).toMatchObject({
      startsAt: new Date('2030-02-27T15:00:00Z'),
      timeZone: 'Europe/Vienna',
      state: 'cancelled',
      joinMode: 'external',
      joinAddress: 'https://prato.example/biglietti',
      venue: 'Cascina',
      street: 'via dei Campi 4',
      comune: 'Prato',
      onlineAddress: 'https://meet.example/festa',
    });
    const gancio = await read({
      '@context': ['https://www.w3.org/ns/activitystreams', { Hashtag: 'as:Hashtag' }],
      ...author,
      id: 'https://prato.example/federation/m/5',
      type: 'Event',
      name: 'Cineforum',
      startTime: '2030-03-01T20:00:00+01:00',
      location: {
        type: 'Place',
        name: 'Circolo',
        address: 'piazza Duomo 1, Prato',
        latitude: 43.88,
        longitude: 11.1,
      },
      attachment: [
        {
          type: 'Document',
          mediaType: 'image/jpeg',
          url: 'https://prato.example/media/1.jpg',
          name: 'Locandina',
        },
      ],
      published: '2026-01-01T08:00:00Z',
    });
    expect(gancio).toMatchObject({
      kind: 'event',
      images: [{ alt: 'Locandina' }],
      event: {
        endTold: false,
        venue: 'Circolo',
        street: 'piazza Duomo 1, Prato',
        latitude: 43.88,
        joinMode: 'none',
      },
    });
  });

  it.each([
    [{ type: 'Event', startTime: undefined }, undefined],
    [{ startTime: 'domani' }, undefined],
    [{ endTime: '2026-12-12T16:00:00Z' }, { endTold: false, endsAt: new Date('2026-12-12T20:00:00Z') }],
    [{ endTime: undefined }, { endTold: false }],
    [{ timezone: 'Marte' }, { timeZone: 'Europe/Rome' }],
    [{ joinMode: undefined }, { joinMode: 'none' }],
    [{ joinMode: 'external', externalParticipationUrl: 'javascript:alert(1)' }, { joinAddress: null }],
    [
      { maximumAttendeeCapacity: -4, participantCount: 1e12 },
      { capacity: null, attending: 0 },
    ],
    [
      { 'ical:status': 'TENTATIVE', eventStatus: 'https://schema.org/EventCancelled' },
      { state: 'cancelled' },
    ],
    [{ actor: 'https://evil.example/actors/1' }, { organiserUri: null }],
    [{ location: { type: 'Place', name: 'Prato' } }, { comune: 'Prato', venue: null }],
    [
      { location: { type: 'Place', name: 'Circolo', address: 'via Roma 3, Prato' } },
      { street: 'via Roma 3, Prato' },
    ],
    [
      { location: [], attachment: [{ type: 'Link', href: 'javascript:x', mediaType: 'text/html' }] },
      { onlineAddress: null },
    ],
  ])('of others: %o', async (change, expected) => {
    const found = await read({ ...documents.event, ...change } as JsonObject);
    if (expected === undefined) expect(found?.event).toBeUndefined();
    else expect(found?.event).toMatchObject(expected);
  });
});
