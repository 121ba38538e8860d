import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invite, inviteFirstCoordinator } from '../../../src/domain/accounts/invite.ts';
import { appointRepresentative, signedIn, signIn, signOut } from '../../../src/domain/accounts/sign-in.ts';
import { openInvitation, signUp } from '../../../src/domain/accounts/sign-up.ts';
import { actorByHandle } from '../../../src/domain/actors/actor-reads.ts';
import { operator } from '../../../src/domain/caller.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { changeMember } from '../../../src/domain/members/change-member.ts';
import { endMembership } from '../../../src/domain/members/end-membership.ts';
import { directory, memberCount } from '../../../src/domain/members/member-reads.ts';
import { affiliationsOf } from '../../../src/domain/memberships/membership-reads.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';

let test: TestDomain;
beforeAll(async () => {
  test = await createTestDomain();
});
afterAll(() => test.database.drop());

const farm = {
  handle: 'podere',
  name: 'Podere La Fonte',
  kind: 'enterprise',
  comune: 'Prato',
  province: 'PO',
  sectors: ['filiera-corta'],
  site: 'https://podere.example/',
  vatNumber: 'IT 00743110157',
  email: 'info@podere.example',
} as const;

describe('a member', () => {
  it('shows only what it agreed to show', async () => {
    const actor = await addMember(test.domain, operator, {
      ...farm,
      sectors: [...farm.sectors],
      shows: ['kind', 'place'],
    });
    expect(actor).toMatchObject({
      type: 'Organization',
      handle: 'podere',
      kind: 'https://w3id.org/des/ns#Enterprise',
      comune: 'Prato',
      province: 'PO',
      sectors: [],
      site: null,
      vatNumber: null,
      memberOf: [test.actors.group.uri],
      uri: `https://valle.example/actors/${actor.id}`,
    });
    expect(actor.latitude).toBeCloseTo(43.88, 1);
  });

  it('changes one thing and keeps the rest', async () => {
    const actor = await actorByHandle(test.domain.db, 'podere');
    const changed = await changeMember(test.domain, operator, actor?.id ?? '', {
      shows: ['kind', 'sectors', 'site', 'vat'],
    });
    expect(changed).toMatchObject({
      name: 'Podere La Fonte',
      sectors: ['filiera-corta'],
      site: 'https://podere.example/',
      vatNumber: '00743110157',
      comune: null,
      latitude: null,
    });
  });

  it.each([
    [{ handle: 'Podere' }, 'handle_taken'],
    [{ handle: '../x' }, 'handle_invalid'],
    [{ handle: 'altro', comune: 'Atlantide' }, 'comune_unknown'],
    [{ handle: 'altro', vatNumber: '00743110158' }, 'vat_invalid'],
    [{ handle: 'altro', site: 'javascript:alert(1)' }, 'site_invalid'],
    [{ handle: 'altro', name: '' }, 'value_missing'],
    [{ handle: 'altro', kind: 'club' as never }, 'kind_unknown'],
  ])('is refused with %o', async (wrong, code) => {
    const attempt = addMember(test.domain, operator, { ...farm, sectors: [], shows: ['place'], ...wrong });
    await expect(attempt).rejects.toMatchObject({ code });
  });

  it('is found in the directory by what it shows', async () => {
    await addMember(test.domain, operator, {
      handle: 'gas_rosso',
      name: 'GAS Rosso',
      kind: 'buying-group',
      summary: 'Compriamo insieme arance e pasta',
      shows: ['kind', 'place'],
      comune: 'Siena',
    });
    await addMember(test.domain, operator, {
      handle: 'nascosta',
      name: 'Cooperativa Nascosta',
      kind: 'workers',
      listed: false,
      shows: ['kind'],
    });
    const names = async (filter: Parameters<typeof directory>[1]) =>
      (await directory(test.domain.db, filter, 10)).map((actor) => actor.name);
    expect(await names({})).toEqual(['GAS Rosso', 'Podere La Fonte']);
    expect(await names({ comune: 'siena' })).toEqual(['GAS Rosso']);
    expect(await names({ sector: 'filiera-corta' })).toEqual(['Podere La Fonte']);
    expect(await names({ kind: 'https://w3id.org/des/ns#BuyingGroup' })).toEqual(['GAS Rosso']);
    expect(await names({ text: 'arancia' })).toEqual(['GAS Rosso']);
    const [first] = await directory(test.domain.db, {}, 1);
    const rest = await directory(test.domain.db, {}, 10, first);
    expect(rest.map((actor) => actor.name)).toEqual(['Podere La Fonte']);
    expect(await memberCount(test.domain.db)).toBe(3);
    expect(await affiliationsOf(test.domain.db, test.actors.group.id, 10)).toHaveLength(3);
  });

  it('leaves, and its handle is never given again', async () => {
    const actor = await actorByHandle(test.domain.db, 'gas_rosso');
    await endMembership(test.domain, operator, actor?.id ?? '', { by: 'district' });
    expect(await memberCount(test.domain.db)).toBe(2);
    await expect(
      addMember(test.domain, operator, { handle: 'gas_rosso', name: 'X', kind: 'person' }),
    ).rejects.toMatchObject({ code: 'handle_taken' });
    await expect(
      endMembership(test.domain, operator, actor?.id ?? '', { by: 'district' }),
    ).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('an account', () => {
  const person = {
    handle: 'anna',
    name: 'Anna Bianchi',
    email: 'Anna@valle.example',
    password: 'una frase lunga',
  };

  it('is opened by the first coordinator with a link that works once', async () => {
    const old = await inviteFirstCoordinator(test.domain);
    const token = (await inviteFirstCoordinator(test.domain)) ?? '';
    expect(await openInvitation(test.domain, old ?? '')).toBeUndefined();
    await expect(signUp(test.domain, { ...person, token, password: 'corta' })).rejects.toMatchObject({
      code: 'password_too_short',
    });
    await signUp(test.domain, { ...person, token });
    await expect(signUp(test.domain, { ...person, handle: 'bis', token })).rejects.toMatchObject({
      kind: 'gone',
    });
    expect(await inviteFirstCoordinator(test.domain)).toBeUndefined();
  });

  it('signs in and out, and acts for whom it may', async () => {
    await expect(signIn(test.domain, person.email, 'sbagliata!')).rejects.toMatchObject({
      code: 'sign_in_failed',
    });
    await expect(signIn(test.domain, 'nessuno@valle.example', person.password)).rejects.toMatchObject({
      code: 'sign_in_failed',
    });
    const outcome = await signIn(test.domain, 'anna@VALLE.example', person.password);
    const token = 'session' in outcome ? outcome.session : '';
    const session = await signedIn(test.domain, token);
    expect(session).toMatchObject({ person: { handle: 'anna' }, caller: { role: 'coordinator' } });
    const podere = await actorByHandle(test.domain.db, 'podere');
    const asAnna = session?.caller ?? operator;
    await expect(changeMember(test.domain, asAnna, podere?.id ?? '', { name: 'Mio' })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    const accountId = session?.caller.accountId ?? '';
    await appointRepresentative(test.domain, operator, accountId, podere?.id ?? '');
    const again = await signedIn(test.domain, token);
    await changeMember(test.domain, again?.caller ?? operator, podere?.id ?? '', { name: 'Il Podere' });
    await signOut(test.domain, token);
    expect(await signedIn(test.domain, token)).toBeUndefined();
  });

  it('of a member invites nobody', async () => {
    const member = { kind: 'account', accountId: '1', role: 'member', actsFor: [] } as const;
    await expect(invite(test.domain, member, 'coordinator')).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
