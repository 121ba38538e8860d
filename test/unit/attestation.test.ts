import { describe, expect, test } from 'vitest';
import {
  attestationFacts,
  attestationState,
  type Visitor,
  warningsOf,
} from '../../src/domain/attestations/attestation.ts';
import { day, dayOf } from '../../src/platform/day.ts';

const visitor = (role: Visitor['role'], territory: string): Visitor => ({
  name: 'Ada Neri',
  role,
  territory,
});
const THREE = [
  visitor('producer', 'Val Belluna'),
  visitor('technician', 'Monti Iblei'),
  visitor('consumer', 'Valle del Serchio'),
];
const facts = { scope: 'Orti', visitedOn: '3/10/2026', validUntil: '2027-10-03', visitors: THREE };

describe('an attestation', () => {
  test('holds until the last of its days, or until it is revoked', () => {
    const until = { revokedAt: null, validUntil: '2027-10-03' };
    expect(attestationState(until, '2027-10-03')).toBe('valid');
    expect(attestationState(until, '2027-10-04')).toBe('expired');
    expect(attestationState({ ...until, revokedAt: new Date(0) }, '2027-10-03')).toBe('revoked');
  });

  test('says where the visit falls short, and forbids nothing', () => {
    expect(warningsOf(THREE)).toEqual([]);
    expect(warningsOf(THREE.slice(0, 2))).toEqual(['roles_missing']);
    const twice = [...THREE.slice(0, 2), visitor('consumer', 'VAL BELLUNA')];
    expect(warningsOf(twice)).toEqual(['territory_repeated']);
  });

  test('reads days as people write them', () => {
    expect(attestationFacts.parse(facts)).toMatchObject({
      visitedOn: '2026-10-03',
      validUntil: '2027-10-03',
    });
  });

  test.each([
    ['expires before the visit', { validUntil: '2/10/2026' }, 'valid_until_before_visit'],
    ['has no such day', { visitedOn: '31/02/2026' }, 'day_invalid'],
    ['has no visitor', { visitors: [] }, 'visitors_missing'],
    ['has a crowd', { visitors: Array.from({ length: 11 }, () => THREE[0]) }, 'too_many_visitors'],
    ['has a strange role', { visitors: [{ ...THREE[0], role: 'boss' }] }, 'visitor_role_unknown'],
  ])('that %s is none', (_, change, code) => {
    const result = attestationFacts.safeParse({ ...facts, ...change });
    expect(result.error?.issues.map(({ message }) => message)).toContain(code);
  });
});

test('a day is Italy’s', () => {
  expect(dayOf(new Date('2026-12-31T23:30:00Z'))).toBe('2027-01-01');
  expect(day.parse('31.12.2026')).toBe('2026-12-31');
});
