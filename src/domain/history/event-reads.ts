import { asc, eq } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import type { Queryable } from '../domain.ts';
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
