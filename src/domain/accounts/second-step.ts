import { randomInt } from 'node:crypto';
import { and, eq, isNotNull, lt } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { hashToken } from '../../platform/secrets.ts';
import type { Caller } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { nodeActors } from '../node/node-reads.ts';
import { recoveryCodes, secondSteps } from './account.table.ts';
import { limitAttempts } from './limit-attempts.ts';

type AccountCaller = Extract<Caller, { kind: 'account' }>;

const RECOVERY_CODES = 10;
const PERIOD_SECONDS = 30;
const GUESSES = 8;
/** Without what is easily taken for something else. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** What an app of codes is given: the secret in base32, and the same as an address (`otpauth://`). */
export interface NewSecondStep {
  readonly secret: string;
  readonly address: string;
}

export async function hasSecondStep(db: Queryable, accountId: Id): Promise<boolean> {
  const rows = await db
    .select({ id: secondSteps.accountId })
    .from(secondSteps)
    .where(and(eq(secondSteps.accountId, accountId), isNotNull(secondSteps.confirmedAt)));
  return rows.length === 1;
}

/** Makes a secret, or gives the one that was made and not confirmed. @throws {UserError} `conflict` */
export async function beginSecondStep(
  domain: Domain,
  { accountId }: AccountCaller,
  label: string,
): Promise<NewSecondStep> {
  const fresh = new Secret({ size: 20 }).base32;
  const row = await domain.db.transaction(async (tx) => {
    const secret = domain.vault.seal(fresh, sealOf(accountId));
    await tx.insert(secondSteps).values({ accountId, secret }).onConflictDoNothing();
    return requireStep(tx, accountId);
  });
  if (row.confirmedAt !== null) throw new UserError('conflict', 'second_step_there');
  const { group } = await nodeActors(domain.db);
  const totp = totpOf(domain, row);
  totp.issuer = group.name.replaceAll(':', ' ');
  totp.label = label;
  return { secret: totp.secret.base32, address: totp.toString() };
}

/**
 * The app has the secret, as a first code shows: from now on signing in takes a code. Returns the recovery codes,
 * which are told this once.
 * @throws {UserError} `invalid`, `conflict`, `too-many`
 */
export async function confirmSecondStep(
  domain: Domain,
  caller: AccountCaller,
  code: string,
): Promise<string[]> {
  const { accountId } = caller;
  await limitAttempts(domain, 'second-step', accountId, GUESSES);
  return domain.db.transaction(async (tx) => {
    const row = await requireStep(tx, accountId);
    if (row.confirmedAt !== null) throw new UserError('conflict', 'second_step_there');
    await takeCode(tx, domain, accountId, code);
    await tx
      .update(secondSteps)
      .set({ confirmedAt: domain.clock.now() })
      .where(eq(secondSteps.accountId, accountId));
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
    await tx
      .insert(recoveryCodes)
      .values(codes.map((one) => ({ accountId, codeHash: hashToken(plain(one)) })));
    await recordEvent(tx, domain, caller, {
      type: 'account-changed',
      subjectId: accountId,
      data: { what: 'second-step' },
    });
    return codes;
  });
}

/**
 * Takes a code of the app, or one of recovery; neither is taken twice.
 * @throws {UserError} `invalid`, `too-many`
 */
export async function checkSecondStep(
  tx: Transaction,
  domain: Domain,
  accountId: Id,
  code: string,
): Promise<void> {
  if (/^[\d\s]+$/.test(code)) return takeCode(tx, domain, accountId, code);
  const used = await tx
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.accountId, accountId), eq(recoveryCodes.codeHash, hashToken(plain(code)))))
    .returning();
  if (used.length === 0) throw new UserError('invalid', 'code_wrong', {}, 'code');
}

/** Signing in takes no code any more. The caller has shown the password. */
export async function dropSecondStep(domain: Domain, caller: AccountCaller): Promise<void> {
  await dropStepOf(domain, caller, caller.accountId);
}

/** The same for somebody who lost telephone and codes, by whoever has a shell on the server. @throws {UserError} `forbidden` */
export async function unlockAccount(domain: Domain, caller: Caller, accountId: Id): Promise<void> {
  if (caller.kind !== 'operator') throw new UserError('forbidden', 'coordinators_only');
  await dropStepOf(domain, caller, accountId);
}

async function dropStepOf(domain: Domain, caller: Caller, accountId: Id): Promise<void> {
  await domain.db.transaction(async (tx) => {
    await forgetSecondStep(tx, accountId);
    const data = { what: 'second-step-off' };
    await recordEvent(tx, domain, caller, { type: 'account-changed', subjectId: accountId, data });
  });
}

export async function forgetSecondStep(tx: Transaction, accountId: Id): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
  await tx.delete(secondSteps).where(eq(secondSteps.accountId, accountId));
}

async function takeCode(tx: Transaction, domain: Domain, accountId: Id, code: string): Promise<void> {
  const row = await requireStep(tx, accountId);
  const timestamp = domain.clock.now().getTime();
  const delta = totpOf(domain, row).validate({ token: code.replace(/\s/g, ''), timestamp, window: 1 });
  const step = Math.floor(timestamp / 1000 / PERIOD_SECONDS) + (delta ?? 0);
  const taken =
    delta === null
      ? []
      : await tx
          .update(secondSteps)
          .set({ lastStep: step })
          .where(and(eq(secondSteps.accountId, accountId), lt(secondSteps.lastStep, step)))
          .returning({ id: secondSteps.accountId });
  if (taken.length === 0) throw new UserError('invalid', 'code_wrong', {}, 'code');
}

async function requireStep(tx: Transaction, accountId: Id) {
  const [row] = await tx.select().from(secondSteps).where(eq(secondSteps.accountId, accountId)).for('update');
  if (row === undefined) throw new UserError('conflict', 'second_step_missing');
  return row;
}

function totpOf(domain: Domain, { accountId, secret }: typeof secondSteps.$inferSelect): TOTP {
  const opened = domain.vault.open(secret, sealOf(accountId));
  return new TOTP({
    secret: Secret.fromBase32(opened),
    period: PERIOD_SECONDS,
    digits: 6,
    algorithm: 'SHA1',
  });
}

function sealOf(accountId: Id): string {
  return `second-step:${accountId}`;
}

function newRecoveryCode(): string {
  const part = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${part()}-${part()}-${part()}`;
}

/** As it is hashed: people leave out the hyphen, or write capitals. */
function plain(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, '');
}
