import { describe, expect, test } from 'vitest';
import {
  comuneByIstat,
  distanceKm,
  findComune,
  provinces,
  regions,
  searchComuni,
} from '../../src/domain/places/places.ts';

/** Where the capital's name is not the province's. */
const capitals: Readonly<Record<string, readonly string[]>> = {
  BT: ['Barletta', 'Andria', 'Trani'],
  FC: ['Forlì', 'Cesena'],
  MB: ['Monza'],
  MS: ['Massa', 'Carrara'],
  PU: ['Pesaro', 'Urbino'],
  SU: ['Carbonia', 'Iglesias'],
  VB: ['Verbania'],
};

/** More than 20 km from the next one of their province: islands, and three on its edge. */
const farComuni: readonly string[] = [
  'Capraia Isola',
  'Cervia',
  'Fiumicino',
  'Isole Tremiti',
  'Lampedusa e Linosa',
  'Pantelleria',
  'Ponza',
  'Stintino',
  'Ustica',
  'Ventotene',
];

/** Every comune, found through its ISTAT code. */
const allComuni = Array.from({ length: 112_000 }, (_, code) =>
  comuneByIstat(String(code).padStart(6, '0')),
).filter((comune) => comune !== undefined);

describe('the list', () => {
  test('is whole', () => {
    expect(allComuni).toHaveLength(7896);
    expect(provinces()).toHaveLength(107);
    expect(regions()).toHaveLength(20);
  });

  test('has coordinates, in Italy, for all but a few', () => {
    const located = allComuni.filter((comune) => comune.latitude !== undefined);
    expect(located.length / allComuni.length).toBeGreaterThan(0.995);
    for (const { latitude, longitude, name } of located) {
      expect(latitude, name).toBeGreaterThan(35.4);
      expect(latitude, name).toBeLessThan(47.2);
      expect(longitude, name).toBeGreaterThan(6.5);
      expect(longitude, name).toBeLessThan(18.7);
    }
  });

  test.each(provinces())('has coordinates for the capital of $name', ({ code, name }) => {
    for (const capital of capitals[code] ?? [name]) {
      const comune = findComune({ name: capital, province: code });
      expect(comune, capital).toBeDefined();
      expect(comune?.latitude, capital).toBeTypeOf('number');
      expect(comune?.longitude, capital).toBeTypeOf('number');
    }
  });

  test('puts nobody far from the rest of the province', () => {
    const lonely = provinces().flatMap(({ code }) => {
      const located = allComuni.filter((comune) => comune.province === code && comune.latitude !== undefined);
      return located.filter((comune) =>
        located.every((other) => other === comune || (distanceKm(comune, other) ?? 0) > 20),
      );
    });
    expect(lonely.map(({ name }) => name).toSorted()).toEqual(farComuni);
  });
});

describe('findComune', () => {
  test.each([
    ['Prato', '100005'],
    ['FORLI', '040012'],
    ["l'aquila", '066049'],
    ['Bolzano', '021008'],
    ['bozen', '021008'],
    ['Rome', '058091'],
    ['Milan', '015146'],
    ['Reggio Calabria', '080063'],
    ['Reggio Emilia', '035033'],
    ['Porretta Terme', '037062'],
    ['Barberino Val d’Elsa', '048054'],
    ['Števerjan', '031019'],
  ])('finds %s', (name, istat) => {
    expect(findComune({ name })?.istat).toBe(istat);
    expect(findComune({ istat })?.istat).toBe(istat);
  });

  test('asks for the province where a name is not enough', () => {
    expect(findComune({ name: 'Samone' })).toBeUndefined();
    expect(findComune({ name: 'Samone', province: 'tn' })?.region).toBe('Trentino-Alto Adige');
    expect(findComune({ name: 'Samone', province: 'Torino' })?.province).toBe('TO');
  });

  test('a province that is not the comune’s finds nothing', () => {
    expect(findComune({ name: 'Prato', province: 'MI' })).toBeUndefined();
  });

  test.each(['', '   ', '—', 'constructor', '__proto__', 'Atlantide', '\u0000'])(
    'finds nothing for %j',
    (name) => {
      expect(findComune({ name })).toBeUndefined();
    },
  );
});

describe('searchComuni', () => {
  test('completes a name, the exact one first', () => {
    const names = searchComuni('prato', 5).map(({ name }) => name);
    expect(names).toHaveLength(5);
    expect(names[0]).toBe('Prato');
    expect(names.every((name) => name.toLowerCase().startsWith('prato') || name.startsWith('Prat'))).toBe(
      true,
    );
  });

  test('knows no name twice and nothing for nothing', () => {
    expect(searchComuni('tavarnelle', 10).map(({ istat }) => istat)).toEqual(['048054']);
    expect(searchComuni(' ', 10)).toEqual([]);
    expect(searchComuni('roma', 0)).toEqual([]);
  });
});

describe('distanceKm', () => {
  test('measures along the globe', () => {
    const roma = findComune({ name: 'Roma' }) ?? {};
    const milano = findComune({ name: 'Milano' }) ?? {};
    expect(distanceKm(roma, milano)).toBeCloseTo(477, -1);
    expect(distanceKm(roma, roma)).toBe(0);
    expect(distanceKm(milano, roma)).toBe(distanceKm(roma, milano));
  });

  test('is unknown where a place is', () => {
    expect(distanceKm({}, { latitude: 43.88, longitude: 11.1 })).toBeUndefined();
  });
});
