import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Domain } from '../../domain/domain.ts';
import type { CollectionName } from '../../domain/reconciliations/reconciliation.table.ts';
import { followedGroups } from '../../domain/reconciliations/reconciliation-reads.ts';
import { startRun, takeTurn } from '../../domain/reconciliations/run.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { enqueue, type NewMessage } from '../../platform/queue/queue.ts';
import { readAffiliationsJob, readCollectionJob } from './jobs.ts';

const AT_A_TIME = 500;
/** Longer than a sender keeps trying: of whoever was never compared, so much is asked for. */
const FIRST_LOOK_BACK_MS = 31 * 24 * 60 * 60_000;

const COLLECTIONS = ['offers', 'upcomingEvents', 'attestations', 'changes'] as const;

/**
 * Begins to read what a group lists now: offers, events to come, attestations, members. What it said lately is read as
 * well, unless it was followed only now.
 */
export async function firstReading(tx: Transaction, domain: Domain, group: Actor): Promise<NewMessage[]> {
  return reading(tx, domain, group, ['offers', 'upcomingEvents', 'attestations'], {
    heardUntil: domain.clock.now(),
  });
}

async function reading(
  tx: Transaction,
  domain: Domain,
  group: Actor,
  names: readonly CollectionName[],
  options: { readonly heardUntil: Date; readonly whole?: boolean },
): Promise<NewMessage[]> {
  const pages = names.flatMap((name) => {
    const page = group[name];
    return page === null ? [] : [{ name, page }];
  });
  const runId = await startRun(
    tx,
    domain,
    group,
    pages.map(({ name }) => name),
    options,
  );
  const jobs = pages.map(({ name, page }) =>
    readCollectionJob({ groupId: group.id, runId, collection: name, page, pages: 0, items: 0 }),
  );
  const readAt = domain.clock.now().getTime();
  return group.affiliations === null
    ? jobs
    : [...jobs, readAffiliationsJob({ groupId: group.id, page: group.affiliations, pages: 0, readAt })];
}

/** Compares all that a group publishes with what is here; `whole`: whatever it says of nothing having changed. */
export async function reconcile(
  domain: Domain,
  group: Actor,
  { whole = false }: { readonly whole?: boolean } = {},
): Promise<void> {
  await domain.db.transaction((tx) => begin(tx, domain, group, whole));
}

async function begin(tx: Transaction, domain: Domain, group: Actor, whole: boolean): Promise<void> {
  const heardUntil = new Date(domain.clock.now().getTime() - FIRST_LOOK_BACK_MS);
  const jobs = await reading(tx, domain, group, COLLECTIONS, { heardUntil, whole });
  await enqueue(tx, domain.clock, jobs);
}

/** Compares those whose turn has come tonight, each once whatever the number of processes. */
export async function reconcileDue(domain: Domain): Promise<void> {
  const now = domain.clock.now();
  for (const group of await followedGroups(domain.db, { due: now }, AT_A_TIME)) {
    await domain.db.transaction(async (tx) => {
      if (await takeTurn(tx, group.id, now)) await begin(tx, domain, group, false);
    });
  }
}
