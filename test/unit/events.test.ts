import { describe, expect, it, test } from 'vitest';
import { stateOf } from '../../src/domain/events/attendance.ts';
import { changesSince, eventFacts, placeLine } from '../../src/domain/events/event.ts';
import { isTimeZone, readWallTime, wallTime } from '../../src/domain/events/wall-time.ts';
import { formatEventTime } from '../../src/messages/format-event.ts';
import { UserError } from '../../src/platform/errors.ts';
import { parseInput } from '../../src/platform/input.ts';

const rome = (text: string) => readWallTime(text, 'Europe/Rome', 'start').toISOString();
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return [error.code, error.field, error.params];
    throw error;
  }
  return undefined;
};

describe('the clocks of a zone', () => {
  test.each([
    ['2026-12-12T18:00', '2026-12-12T17:00:00.000Z'],
    ['12/12/2026 18:00', '2026-12-12T17:00:00.000Z'],
    ['12.7.2026, 9:05', '2026-07-12T07:05:00.000Z'],
    // The hour that comes twice is the first one.
    ['25/10/2026 02:30', '2026-10-25T00:30:00.000Z'],
    ['25/10/2026 03:00', '2026-10-25T02:00:00.000Z'],
    ['29/03/2026 01:59', '2026-03-29T00:59:00.000Z'],
    ['29/03/2026 03:00', '2026-03-29T01:00:00.000Z'],
  ])('%s in Rome', (typed, moment) => {
    expect(rome(typed)).toBe(moment);
  });

  test('an hour that they skip is none', () => {
    expect(refusal(() => rome('2026-03-29T02:30'))).toEqual(['time_skipped', 'start', { time: '02:30' }]);
    expect(readWallTime('2026-03-29T02:30', 'Atlantic/Azores', 'start').toISOString()).toBe(
      '2026-03-29T02:30:00.000Z',
    );
  });

  test.each([
    '',
    'domani',
    '31/02/2026 10:00',
    '12/12/2026',
    '12/12/2026 25:00',
    '12/12/1492 10:00',
    '2026-12-12T18:61',
  ])('no time: %s', (typed) => {
    expect(refusal(() => rome(typed))?.[0]).toBe('wall_time_invalid');
  });

  test('there and back, in both halves of the year', () => {
    for (const typed of ['2026-01-15T07:45', '2026-07-15T23:59']) {
      for (const zone of ['Europe/Rome', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia']) {
        expect(wallTime(readWallTime(typed, zone, 'start'), zone)).toBe(typed);
      }
    }
  });

  test('zones are known by name', () => {
    expect(['Europe/Rome', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true);
    expect(['', '+01:00', 'Roma', 'Europe/Rom', 'x'.repeat(100)].some(isTimeZone)).toBe(false);
  });

  test('are told with their name', () => {
    const startsAt = new Date('2026-12-12T17:00:00Z');
    const endsAt = new Date('2026-12-12T19:30:00Z');
    const event = { startsAt, endsAt, endTold: true, timeZone: 'Europe/Rome' };
    expect(formatEventTime(event, 'it')).toBe('sabato 12 dicembre 2026, 18:00–20:30 (CET)');
    expect(formatEventTime({ ...event, endTold: false }, 'en')).toBe(
      'Saturday, 12 December 2026, 18:00 (CET)',
    );
    expect(formatEventTime({ ...event, endsAt: new Date('2026-12-13T11:00:00Z') }, 'it')).toBe(
      'sabato 12 dicembre 2026, 18:00 – domenica 13 dicembre 2026, 12:00 (CET)',
    );
  });
});

describe('an event as it is typed', () => {
  const facts = { title: 'Assemblea', start: '2026-12-12T18:00', end: '2026-12-12T20:00', comune: 'Prato' };

  test('empty fields say nothing', () => {
    const read = parseInput(eventFacts, { ...facts, venue: ' ', capacity: '', onlineAddress: '' });
    expect(read).toMatchObject({ venue: undefined, capacity: undefined, timeZone: 'Europe/Rome' });
  });

  test.each([
    [{ title: ' ' }, 'value_missing', 'title'],
    [{ title: 'x'.repeat(151) }, 'text_too_long', 'title'],
    [{ timeZone: 'Marte' }, 'time_zone_unknown', 'timeZone'],
    [{ capacity: '0' }, 'capacity_invalid', 'capacity'],
    [{ capacity: '12,5' }, 'capacity_invalid', 'capacity'],
    [{ capacity: -1 }, 'capacity_invalid', 'capacity'],
    [{ onlineAddress: 'javascript:alert(1)' }, 'online_address_invalid', 'onlineAddress'],
    [{ onlineAddress: 'meet' }, 'online_address_invalid', 'onlineAddress'],
    [{ colour: 'red' }, 'unknown_field', ''],
  ])('%o is %s', (wrong, code, field) => {
    expect(refusal(() => parseInput(eventFacts, { ...facts, ...wrong }))?.slice(0, 2)).toEqual([code, field]);
  });

  test('its place is one line', () => {
    const place = { venue: 'Sala civica', street: 'via Roma 3', comune: 'Prato', province: 'PO' };
    expect(placeLine(place)).toBe('Sala civica, via Roma 3, Prato (PO)');
    expect(placeLine({ ...place, venue: null, street: null, province: null })).toBe('Prato');
    expect(placeLine({ venue: null, street: null, comune: null, province: null })).toBe('');
  });

  test('what has changed since', () => {
    const known = {
      title: 'Assemblea',
      startsAt: '2026-12-12T17:00:00.000Z',
      endsAt: '2026-12-12T19:00:00.000Z',
      timeZone: 'Europe/Rome',
      place: 'Prato (PO)',
      onlineAddress: null,
      cancelled: false,
    };
    expect(changesSince(known, known)).toEqual([]);
    const moved = { ...known, endsAt: '2026-12-12T20:00:00.000Z', place: 'Pistoia (PT)' };
    expect(changesSince(known, moved)).toEqual(['when', 'where']);
  });
});

describe('an attendance', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

  it('goes by the later word, whatever came first', () => {
    expect(stateOf({ joinedAt: at(1), leftAt: null, answer: 'coming' })).toBe('coming');
    expect(stateOf({ joinedAt: at(1), leftAt: at(2), answer: 'coming' })).toBe('left');
    expect(stateOf({ joinedAt: at(3), leftAt: at(2), answer: 'asked' })).toBe('asked');
    expect(stateOf({ joinedAt: at(1), leftAt: at(1), answer: 'coming' })).toBe('left');
    expect(stateOf({ joinedAt: null, leftAt: at(1), answer: 'asked' })).toBe('left');
    expect(stateOf({ joinedAt: at(1), leftAt: null, answer: 'refused' })).toBe('refused');
  });
});
