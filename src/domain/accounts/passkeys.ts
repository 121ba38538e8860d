import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { and, asc, eq, gt, isNull, lt } from 'drizzle-orm';
import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import type { Actor } from '../actors/actor.table.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { nodeActors } from '../node/node-reads.ts';
import { accounts, passkeyChallenges, passkeys } from './account.table.ts';
import { insertSession } from './sessions.ts';

type AccountCaller = Extract<Caller, { kind: 'account' }>;

const CHALLENGE_MINUTES = 10;
const PASSKEYS_SHOWN = 50;
const MAX_NAME = 60;

/** What a browser answers (WebAuthn Level 3, `PublicKeyCredential.toJSON`); its parts are checked by the library. */
const answer = z.looseObject({
  id: z.string().min(1).max(2000),
  rawId: z.string().max(2000),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(10_000) }),
});

/** Where a passkey holds: this node's name, and pages of its address. */
function partyOf({ addresses }: Domain) {
  const { origin } = addresses;
  return { rpID: new URL(origin).hostname, origin };
}

/** What a browser needs to make a passkey. The caller has shown the password. */
export async function beginPasskey(
  domain: Domain,
  { accountId }: AccountCaller,
  person: Actor,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { group } = await nodeActors(domain.db);
  const known = await domain.db.select().from(passkeys).where(eq(passkeys.accountId, accountId));
  const options = await generateRegistrationOptions({
    rpName: group.name,
    rpID: partyOf(domain).rpID,
    userName: person.handle,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(accountId),
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    // It stands for e-mail, password and second step: the device knows whose it is, and asks for a finger or a code.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(domain, options.challenge, accountId);
  return options;
}

/** Keeps the passkey that the browser made. @throws {UserError} `invalid` */
export async function addPasskey(
  domain: Domain,
  caller: AccountCaller,
  input: unknown,
  name: string,
): Promise<void> {
  const { rpID, origin } = partyOf(domain);
  const response = parseInput(answer, input) as unknown as RegistrationResponseJSON;
  const { verified, registrationInfo } = await refusingNonsense(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(domain, challenge, caller.accountId),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    }),
  );
  if (!verified || registrationInfo === undefined) throw new UserError('invalid', 'passkey_refused');
  const { id, publicKey, counter } = registrationInfo.credential;
  await domain.db.transaction(async (tx) => {
    await tx
      .insert(passkeys)
      .values({
        id,
        accountId: caller.accountId,
        publicKey: Buffer.from(publicKey),
        counter,
        name: name.slice(0, MAX_NAME),
        createdAt: domain.clock.now(),
      })
      .onConflictDoNothing();
    await recordEvent(tx, domain, caller, {
      type: 'account-changed',
      subjectId: caller.accountId,
      data: { what: 'passkey' },
    });
  });
}

export async function beginPasskeySignIn(domain: Domain): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { rpID } = partyOf(domain);
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
  await keepChallenge(domain, options.challenge, null);
  return options;
}

/**
 * Opens a session for whoever holds a passkey: the device has asked for a finger or a code, so no other step follows.
 * @throws {UserError} `forbidden`, the same for an unknown one and one that does not hold
 */
export async function signInWithPasskey(domain: Domain, input: unknown, agent: string): Promise<string> {
  const { rpID, origin } = partyOf(domain);
  const response = parseInput(answer, input) as unknown as AuthenticationResponseJSON;
  const [known] = await domain.db
    .select({ passkey: passkeys })
    .from(passkeys)
    .innerJoin(accounts, eq(accounts.id, passkeys.accountId))
    .where(and(eq(passkeys.id, response.id), isNull(accounts.disabledAt)));
  if (known === undefined) throw new UserError('forbidden', 'passkey_refused');
  const { id, publicKey, counter, accountId } = known.passkey;
  const { verified, authenticationInfo } = await refusingNonsense(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(domain, challenge, null),
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: { id, publicKey: new Uint8Array(publicKey), counter },
      requireUserVerification: true,
    }),
  );
  if (!verified) throw new UserError('forbidden', 'passkey_refused');
  await domain.db
    .update(passkeys)
    .set({ counter: authenticationInfo.newCounter, usedAt: domain.clock.now() })
    .where(eq(passkeys.id, id));
  return insertSession(domain.db, domain, accountId, agent);
}

export interface OwnPasskey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

export async function passkeysOf(domain: Domain, accountId: Id): Promise<OwnPasskey[]> {
  const { id, name, createdAt } = passkeys;
  return domain.db
    .select({ id, name, createdAt })
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId))
    .orderBy(asc(createdAt))
    .limit(PASSKEYS_SHOWN);
}

export async function removePasskey(domain: Domain, { accountId }: AccountCaller, id: string): Promise<void> {
  await domain.db.delete(passkeys).where(and(eq(passkeys.id, id), eq(passkeys.accountId, accountId)));
}

async function keepChallenge(domain: Domain, challenge: string, accountId: Id | null): Promise<void> {
  const now = domain.clock.now();
  await domain.db.delete(passkeyChallenges).where(lt(passkeyChallenges.expiresAt, now));
  const expiresAt = new Date(now.getTime() + CHALLENGE_MINUTES * 60_000);
  await domain.db.insert(passkeyChallenges).values({ challenge, accountId, expiresAt });
}

/** Whether we asked this, of this account or of anyone; nobody answers it a second time. */
async function takeChallenge(domain: Domain, challenge: string, accountId: Id | null): Promise<boolean> {
  const taken = await domain.db
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.challenge, challenge),
        accountId === null ? isNull(passkeyChallenges.accountId) : eq(passkeyChallenges.accountId, accountId),
        gt(passkeyChallenges.expiresAt, domain.clock.now()),
      ),
    )
    .returning();
  return taken.length === 1;
}

/** The library throws where something does not fit. */
async function refusingNonsense<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('forbidden', 'passkey_refused');
  }
}
