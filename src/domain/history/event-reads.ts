import { asc, desc, eq, lt } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import { actorsByIds } from '../actors/actor-reads.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { domainEvents } from './domain-event.table.ts';

export type DomainEvent = typeof domainEvents.$inferSelect;

/** What happened to one thing, oldest first. */
export async function eventsAbout(db: Queryable, subjectId: Id, limit: number): Promise<DomainEvent[]> {
  return db
    .select()
    .from(domainEvents)
    .where(eq(domainEvents.subjectId, subjectId))
    .orderBy(asc(domainEvents.id))
    .limit(limit);
}

const HISTORY_LIMIT = 50;

export interface HistoryEntry {
  readonly event: DomainEvent;
  readonly actor: Actor | undefined;
}

/** What happened to one thing, oldest first, with who did it. */
export async function historyOf(db: Queryable, subjectId: Id): Promise<HistoryEntry[]> {
  const events = await eventsAbout(db, subjectId, HISTORY_LIMIT);
  const ids = [...new Set(events.flatMap((event) => event.actorId ?? []))];
  const byId = new Map((await actorsByIds(db, ids)).map((actor) => [actor.id, actor]));
  return events.map((event) => ({ event, actor: byId.get(event.actorId ?? '') }));
}

/** All that happened on the node, newest first; `before` is the id of the last one seen. @throws {UserError} `forbidden` */
export async function eventLog(
  domain: Domain,
  caller: Caller,
  limit: number,
  before?: Id,
): Promise<DomainEvent[]> {
  requireCoordinator(caller);
  return domain.db
    .select()
    .from(domainEvents)
    .where(before === undefined ? undefined : lt(domainEvents.id, before))
    .orderBy(desc(domainEvents.id))
    .limit(limit);
}
