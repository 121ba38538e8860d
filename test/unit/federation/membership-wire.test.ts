import { describe, expect, it } from 'vitest';
import type { Membership } from '../../../src/domain/memberships/membership.table.ts';
import { type KnownFacts, stateOf, stepsFor } from '../../../src/domain/memberships/membership.ts';
import {
  acceptJoin,
  joinGroup,
  leaveGroup,
  rejectJoin,
} from '../../../src/federation/json/membership-to-json.ts';
import { actor, addresses, district } from './views.ts';

const then = new Date('2026-10-01T08:00:00Z');
const membership: Membership = {
  id: '60',
  joinUri: addresses.activity('60'),
  memberId: '7',
  groupId: '1',
  message: 'Siamo <venti> famiglie\ncon un forno',
  charter: 'https://prato.example/carta/3',
  state: 'asked',
  askedAt: then,
  charterAcceptedAt: then,
  admittedAt: null,
  refusedAt: null,
  leftAt: null,
  changedAt: then,
};
const tie = { membership, member: actor(), group: district };
const from = (by: string, to: string) => ({
  uri: addresses.activity('61'),
  actor: addresses.actor(by),
  to: [addresses.actor(to)],
  published: then,
});

const documents = {
  'membership-join': joinGroup({ ...from('7', '1'), uri: membership.joinUri }, tie),
  'membership-accept': acceptJoin(from('1', '7'), tie),
  'membership-reject': rejectJoin(from('1', '7'), tie, 'Prima "parliamone"'),
  'membership-leave': leaveGroup(from('7', '1'), tie, ''),
};

describe('what we say of memberships', () => {
  it.each(Object.entries(documents))('%s is the same, byte for byte', async (name, document) => {
    await expect(`${JSON.stringify(document, undefined, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });
});

describe('a membership', () => {
  it('has the state that follows from its facts, whatever came first', () => {
    const known = (...facts: ('admitted' | 'refused' | 'left')[]): KnownFacts => ({
      admittedAt: facts.includes('admitted') ? then : null,
      refusedAt: facts.includes('refused') ? then : null,
      leftAt: facts.includes('left') ? then : null,
    });
    expect(stateOf(known())).toBe('asked');
    expect(stateOf(known('admitted'))).toBe('admitted');
    expect(stateOf(known('refused'))).toBe('refused');
    expect(stateOf(known('left'))).toBe('withdrawn');
    expect(stateOf(known('refused', 'left'))).toBe('refused');
    expect(stateOf(known('admitted', 'left'))).toBe('left');
    expect(stateOf(known('admitted', 'refused'))).toBe('removed');
    expect(stateOf(known('admitted', 'refused', 'left'))).toBe('removed');
  });

  it('leaves each side what it may do', () => {
    expect(stepsFor({ state: 'asked' }, 'group')).toEqual(['admit', 'refuse']);
    expect(stepsFor({ state: 'asked' }, 'member')).toEqual(['leave']);
    expect(stepsFor({ state: 'admitted' }, 'group')).toEqual(['remove']);
    expect(stepsFor({ state: 'admitted' }, 'member')).toEqual(['leave']);
    expect(stepsFor({ state: 'removed' }, 'member')).toEqual([]);
  });
});
