import { and, asc, count, eq, gt } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { type Application, applications } from './application.table.ts';

/** Those that wait for an answer, the oldest first. @throws {UserError} `forbidden` */
export async function openApplications(
  { db }: Domain,
  caller: Caller,
  limit: number,
  afterId?: Id,
): Promise<Application[]> {
  requireCoordinator(caller);
  const after = afterId === undefined ? undefined : gt(applications.id, afterId);
  return db
    .select()
    .from(applications)
    .where(and(eq(applications.state, 'asked'), after))
    .orderBy(asc(applications.id))
    .limit(limit);
}

export async function openApplicationCount(db: Queryable): Promise<number> {
  const [row] = await db.select({ total: count() }).from(applications).where(eq(applications.state, 'asked'));
  return row?.total ?? 0;
}
