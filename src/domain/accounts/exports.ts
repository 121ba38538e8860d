import { and, desc, eq, gt, isNotNull, lt } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { enqueue } from '../../platform/queue/queue.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { writeLetters } from '../letters/write-letters.ts';
import { accountExports, accounts } from './account.table.ts';
import { limitAttempts } from './limit-attempts.ts';

type AccountCaller = Extract<Caller, { kind: 'account' }>;

/** Type of the queue's messages: `{ id, accountId, actorIds }`. */
export const EXPORT = 'export';
/** A copy lies ready so long. */
export const EXPORT_DAYS = 7;
const ASKED_AT_ONCE = 3;

/** What is to be copied, for whom. */
export interface ExportJob {
  readonly id: Id;
  readonly accountId: Id;
  readonly actorIds: readonly Id[];
}

/** Asks for a copy of all that is kept of the caller. @throws {UserError} `too-many` */
export async function askForExport(domain: Domain, { accountId, actsFor }: AccountCaller): Promise<void> {
  await limitAttempts(domain, 'export', accountId, ASKED_AT_ONCE);
  await domain.db.transaction(async (tx) => {
    const id = domain.ids();
    await tx.insert(accountExports).values({ id, accountId, askedAt: domain.clock.now() });
    const payload: ExportJob = { id, accountId, actorIds: actsFor };
    await enqueue(tx, domain.clock, [{ type: EXPORT, lane: `export:${accountId}`, payload }]);
  });
}

/** The copy is there; its owner is told. False where nobody waits for it any more. */
export async function exportReady(domain: Domain, id: Id): Promise<boolean> {
  return domain.db.transaction(async (tx) => {
    const [row] = await tx
      .update(accountExports)
      .set({ readyAt: domain.clock.now() })
      .where(eq(accountExports.id, id))
      .returning();
    const [account] = await tx
      .select()
      .from(accounts)
      .where(eq(accounts.id, row?.accountId ?? '0'));
    if (account === undefined || account.disabledAt !== null) return false;
    const { email, locale } = account;
    const url = `${domain.addresses.origin}/io/account`;
    await writeLetters(tx, domain, [{ kind: 'export-ready', contents: { url }, email, locale }]);
    return true;
  });
}

/** The copies that are ready, newest first. */
export async function exportsOf(domain: Domain, accountId: Id): Promise<{ id: Id; readyAt: Date }[]> {
  const { id, readyAt } = accountExports;
  const rows = await domain.db
    .select({ id, readyAt })
    .from(accountExports)
    .where(and(eq(accountExports.accountId, accountId), isNotNull(readyAt), gt(readyAt, oldest(domain))))
    .orderBy(desc(id))
    .limit(10);
  return rows.flatMap((row) => (row.readyAt === null ? [] : [{ id: row.id, readyAt: row.readyAt }]));
}

/** Forgets copies that are too old, and says which: their files go too. */
export async function dropOldExports(domain: Domain): Promise<Id[]> {
  const rows = await domain.db
    .delete(accountExports)
    .where(lt(accountExports.askedAt, oldest(domain)))
    .returning({ id: accountExports.id });
  return rows.map(({ id }) => id);
}

function oldest(domain: Domain): Date {
  return new Date(domain.clock.now().getTime() - EXPORT_DAYS * 86_400_000);
}
