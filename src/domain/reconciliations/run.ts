import { and, count, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import type { Domain, Queryable } from '../domain.ts';
import { nextTurn } from './next-turn.ts';
import {
  type CollectionName,
  type Difference,
  type Reconciliation,
  reconciledCollections,
  reconciledItems,
  reconciliations,
} from './reconciliation.table.ts';

/** A server whose mark does not change with what is on later pages would hide it for ever. */
const MARK_BELIEVED_MS = 7 * 24 * 60 * 60_000;

/**
 * Begins to compare what a followed group publishes with what is here; a run of the group that has not ended is given
 * up. Of a group that was never compared, all is known that it said until `heardUntil`. `whole`: all is read, whatever
 * the group's marks (ETag) say.
 */
export async function startRun(
  tx: Transaction,
  domain: Domain,
  group: Actor,
  names: readonly CollectionName[],
  { heardUntil, whole = false }: { readonly heardUntil: Date; readonly whole?: boolean },
): Promise<Id> {
  const now = domain.clock.now();
  const runId = domain.ids();
  const begun = { runId, startedAt: now, endedAt: null, incomplete: null, nextAt: nextTurn(group.uri, now) };
  const [before] = await tx
    .select({ runId: reconciliations.runId })
    .from(reconciliations)
    .where(eq(reconciliations.groupId, group.id))
    .for('update');
  if (before !== undefined) {
    await tx.delete(reconciledItems).where(eq(reconciledItems.runId, before.runId));
  }
  await tx
    .insert(reconciliations)
    .values({ groupId: group.id, ...begun, heardUntil })
    .onConflictDoUpdate({ target: reconciliations.groupId, set: begun });
  if (names.length === 0) return runId;
  await tx
    .insert(reconciledCollections)
    .values(names.map((name) => ({ groupId: group.id, name, state: 'reading' as const })))
    .onConflictDoUpdate({
      target: [reconciledCollections.groupId, reconciledCollections.name],
      set: { state: 'reading', newEtag: null, ...(whole ? { etag: null } : {}) },
    });
  return runId;
}

/** Whether the group's turn has come and no other process has begun it meanwhile: none will in this transaction. */
export async function takeTurn(tx: Transaction, groupId: Id, now: Date): Promise<boolean> {
  const [row] = await tx
    .select({ nextAt: reconciliations.nextAt })
    .from(reconciliations)
    .where(eq(reconciliations.groupId, groupId))
    .for('update');
  return row === undefined || row.nextAt <= now;
}

/** The run, if it is the group's present one and has not ended. */
export async function runUnderWay(
  db: Queryable,
  groupId: Id,
  runId: Id,
): Promise<Reconciliation | undefined> {
  const [run] = await db.select().from(reconciliations).where(isUnderWay(groupId, runId));
  return run;
}

/** What the group was last told to be the mark of all of a collection, as long as that is to be believed. */
export async function knownMark(
  domain: Domain,
  groupId: Id,
  name: CollectionName,
): Promise<string | undefined> {
  const [row] = await domain.db
    .select({ etag: reconciledCollections.etag, readAt: reconciledCollections.readAt })
    .from(reconciledCollections)
    .where(and(eq(reconciledCollections.groupId, groupId), eq(reconciledCollections.name, name)));
  const age = domain.clock.now().getTime() - (row?.readAt?.getTime() ?? 0);
  return age < MARK_BELIEVED_MS ? (row?.etag ?? undefined) : undefined;
}

/** A page of a collection was read. */
export async function recordPage(
  tx: Transaction,
  run: Pick<Reconciliation, 'groupId' | 'runId'>,
  name: CollectionName,
  page: {
    readonly items: readonly { uri: string; difference?: Difference | undefined; mended?: boolean }[];
    /** Of the first page. */
    readonly etag?: string | undefined;
  },
): Promise<void> {
  if (page.etag !== undefined) {
    await tx.update(reconciledCollections).set({ newEtag: page.etag }).where(isCollection(run.groupId, name));
  }
  if (page.items.length === 0) return;
  await tx
    .insert(reconciledItems)
    .values(page.items.map((item) => ({ runId: run.runId, ...item })))
    // A page may be read twice: what came of an item stays.
    .onConflictDoNothing();
}

/** Nothing more of a collection will be read in this run. */
export async function closeCollection(
  tx: Transaction,
  domain: Domain,
  run: Pick<Reconciliation, 'groupId' | 'runId'>,
  name: CollectionName,
  state: 'read' | 'unchanged' | 'cut' | 'failed',
  why?: string,
): Promise<void> {
  if (!(await lockRun(tx, run))) return;
  const readAt = state === 'read' ? { readAt: domain.clock.now() } : {};
  await tx
    .update(reconciledCollections)
    .set({ state, ...readAt })
    .where(isCollection(run.groupId, name));
  if (state === 'failed' || state === 'cut') {
    await tx
      .update(reconciliations)
      .set({ incomplete: why ?? `${name}: too long` })
      .where(eq(reconciliations.runId, run.runId));
  }
  await endIfDone(tx, domain, run);
}

/** What became of a difference. Where the other side says the same as we do, there was none. */
export async function settleItem(
  tx: Transaction,
  domain: Domain,
  run: Pick<Reconciliation, 'groupId' | 'runId'>,
  uri: string,
  result: 'mended' | 'kept' | 'same',
): Promise<void> {
  if (!(await lockRun(tx, run))) return;
  const item = and(eq(reconciledItems.runId, run.runId), eq(reconciledItems.uri, uri));
  const settled = result === 'same' ? { difference: null, mended: null } : { mended: result === 'mended' };
  await tx.update(reconciledItems).set(settled).where(item);
  await endIfDone(tx, domain, run);
}

/** Two that settle the last two things at the same time would each leave the end to the other. */
async function lockRun(
  tx: Transaction,
  { groupId, runId }: Pick<Reconciliation, 'groupId' | 'runId'>,
): Promise<boolean> {
  const locked = await tx
    .select({ id: reconciliations.runId })
    .from(reconciliations)
    .where(isUnderWay(groupId, runId))
    .for('update');
  return locked.length > 0;
}

async function endIfDone(
  tx: Transaction,
  domain: Domain,
  { groupId, runId }: Pick<Reconciliation, 'groupId' | 'runId'>,
): Promise<void> {
  const [open] = await tx
    .select({ count: count() })
    .from(reconciledCollections)
    .where(and(eq(reconciledCollections.groupId, groupId), eq(reconciledCollections.state, 'reading')));
  if ((open?.count ?? 0) > 0) return;
  const [left] = await tx
    .select({
      waiting: sql<number>`count(*) FILTER (WHERE mended IS NULL)::int`,
      unmended: sql<number>`count(*) FILTER (WHERE NOT mended)::int`,
    })
    .from(reconciledItems)
    .where(and(eq(reconciledItems.runId, runId), isNotNull(reconciledItems.difference)));
  if (left === undefined || left.waiting > 0) return;
  const now = domain.clock.now();
  await tx
    .delete(reconciledItems)
    .where(and(eq(reconciledItems.runId, runId), isNull(reconciledItems.difference)));
  const [run] = await tx
    .update(reconciliations)
    .set({ endedAt: now })
    .where(eq(reconciliations.runId, runId))
    .returning();
  if (run === undefined || run.incomplete !== null) return;
  await tx
    .update(reconciliations)
    .set({ wholeAt: now, heardUntil: run.startedAt })
    .where(eq(reconciliations.runId, runId));
  // With something unmended, the next run looks at all of it again.
  if (left.unmended > 0) return;
  await tx
    .update(reconciledCollections)
    .set({ etag: reconciledCollections.newEtag })
    .where(and(eq(reconciledCollections.groupId, groupId), eq(reconciledCollections.state, 'read')));
}

function isUnderWay(groupId: Id, runId: Id) {
  return and(
    eq(reconciliations.groupId, groupId),
    eq(reconciliations.runId, runId),
    isNull(reconciliations.endedAt),
  );
}

function isCollection(groupId: Id, name: CollectionName) {
  return and(eq(reconciledCollections.groupId, groupId), eq(reconciledCollections.name, name));
}
