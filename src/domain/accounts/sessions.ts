import { and, desc, eq, gt, lt, ne } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { hashToken, newToken } from '../../platform/secrets.ts';
import type { Domain, Queryable } from '../domain.ts';
import { sessions } from './account.table.ts';
import { SESSION_DAYS } from './account.ts';

const MAX_AGENT = 200;
const SESSIONS_SHOWN = 50;

/** A session as its owner sees it; `key` names it to close it, and opens nothing. */
export interface OwnSession {
  readonly key: string;
  readonly createdAt: Date;
  readonly seenAt: Date | null;
  readonly agent: string;
}

/** Opens a session and returns its token, which the browser alone has. */
export async function insertSession(
  db: Queryable,
  domain: Domain,
  accountId: Id,
  agent: string,
): Promise<string> {
  const token = newToken();
  const now = domain.clock.now();
  await db.delete(sessions).where(lt(sessions.expiresAt, now));
  await db.insert(sessions).values({
    tokenHash: hashToken(token),
    accountId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_DAYS * 86_400_000),
    seenAt: now,
    agent: agent.slice(0, MAX_AGENT),
  });
  return token;
}

/** Open sessions of an account, the newest first. */
export async function sessionsOf(domain: Domain, accountId: Id): Promise<OwnSession[]> {
  const { tokenHash: key, createdAt, seenAt, agent } = sessions;
  return domain.db
    .select({ key, createdAt, seenAt, agent })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), gt(sessions.expiresAt, domain.clock.now())))
    .orderBy(desc(sessions.createdAt))
    .limit(SESSIONS_SHOWN);
}

/** Closes one session of an account, whoever holds it. */
export async function closeSession(domain: Domain, accountId: Id, key: string): Promise<void> {
  await domain.db.delete(sessions).where(and(eq(sessions.accountId, accountId), eq(sessions.tokenHash, key)));
}

/** Closes all sessions of an account, but the one of this token. */
export async function closeSessions(db: Transaction, accountId: Id, except?: string): Promise<void> {
  await db
    .delete(sessions)
    .where(
      and(
        eq(sessions.accountId, accountId),
        except === undefined ? undefined : ne(sessions.tokenHash, hashToken(except)),
      ),
    );
}
