import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, callerName } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { domainEvents } from './domain-event.table.ts';

export const DOMAIN_EVENTS_CHANNEL = 'domain_events';

export type DomainEventType =
  | 'node-set-up'
  | 'actor-changed'
  | 'member-added'
  | 'member-changed'
  | 'member-left'
  | 'account-created'
  | 'account-changed'
  | 'post-published'
  | 'post-changed'
  | 'post-rescoped'
  | 'post-withdrawn'
  | 'post-boosted'
  | 'boost-undone'
  | 'post-favourited'
  | 'favourite-undone'
  | 'post-pinned'
  | 'post-unpinned'
  | 'follow-requested'
  | 'follow-undone'
  | 'follow-accepted'
  | 'follow-rejected'
  | 'agreement-proposed'
  | 'agreement-accepted'
  | 'agreement-rejected'
  | 'agreement-withdrawn'
  | 'agreement-cancelled'
  | 'agreement-done'
  | 'agreement-fulfilled'
  | 'poll-voted'
  | 'attendance-asked'
  | 'attendance-accepted'
  | 'attendance-refused'
  | 'attendance-left'
  | 'membership-asked'
  | 'membership-admitted'
  | 'membership-refused'
  | 'membership-withdrawn'
  | 'membership-left'
  | 'membership-removed'
  | 'flows-published'
  | 'flows-hidden'
  | 'flows-counted'
  | 'charter-published'
  | 'charter-accepted'
  | 'application-asked'
  | 'application-admitted'
  | 'application-refused'
  | 'pact-proposed'
  | 'pact-signed'
  | 'pact-refused'
  | 'pact-left'
  | 'pact-in-force'
  | 'pact-ended'
  | 'order-confirmed'
  | 'order-dissolved'
  | 'order-cancelled'
  | 'pledge-offered'
  | 'pledge-counted'
  | 'pledge-refused'
  | 'pledge-withdrawn'
  | 'actor-blocked'
  | 'actor-unblocked'
  | 'actor-reported'
  | 'report-settled'
  | 'settings-changed'
  | 'first-run-ended'
  | 'host-blocked'
  | 'host-unblocked'
  | 'host-allowed'
  | 'host-disallowed'
  | 'allow-list-changed'
  | 'actor-suspended'
  | 'actor-restored';

export interface NewDomainEvent {
  readonly type: DomainEventType;
  readonly actorId?: Id | undefined;
  readonly subjectId?: Id | undefined;
  readonly data?: Record<string, unknown>;
}

/** Writes down what happened, in the transaction that makes it happen, and wakes the relay when that commits. */
export async function recordEvent(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  event: NewDomainEvent,
): Promise<void> {
  await tx.insert(domainEvents).values({
    id: domain.ids(),
    type: event.type,
    actorId: event.actorId,
    subjectId: event.subjectId,
    data: event.data ?? {},
    caller: callerName(caller),
    occurredAt: domain.clock.now(),
  });
  await tx.execute(sql`SELECT pg_notify(${DOMAIN_EVENTS_CHANNEL}, '')`);
}
