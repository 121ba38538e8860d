import { sql } from 'drizzle-orm';
import { accounts } from '../../src/domain/accounts/account.table.ts';
import { oauthApps, oauthTokens } from '../../src/domain/oauth/oauth.table.ts';
import { statusesFor } from '../../src/domain/statuses/status-reads.ts';
import { feedHome } from '../../src/domain/timelines/feed-home.ts';
import {
  accountTimeline,
  homeTimeline,
  publicTimeline,
  tagTimeline,
} from '../../src/domain/timelines/timeline-reads.ts';
import type { Database } from '../../src/platform/database/database.ts';
import type { Id } from '../../src/platform/ids.ts';
import { hashToken, newToken } from '../../src/platform/secrets.ts';
import { repeat } from './catalogue.ts';
import type { Measurement } from './measure.ts';
import type { BenchNode, Rig } from './rig.ts';
import { STATUSES, seedTimelines } from './timeline-seed.ts';
import { cpuSeconds } from './usage.ts';

const PAGE = { limit: 20 };

/** Timelines of a reader with 2,000 follows among a million statuses, and what they would take without a table of their own. */
export async function benchTimeline(rig: Rig): Promise<Measurement[]> {
  const database = await rig.createDatabase('bench_timeline');
  const node = await rig.startNode(database);
  const { db } = database;
  const reader = await seedTimelines(node.domain);
  const here = { cpu: () => cpuSeconds(process.pid) };
  const time = (what: string, read: () => Promise<unknown>) => repeat(rig, here, `timeline: ${what}`, read);
  const whole = async (refs: Parameters<typeof statusesFor>[2]) => {
    const statuses = await statusesFor(db, reader, refs);
    if (statuses.length !== PAGE.limit) throw new Error(`${statuses.length} statuses`);
  };
  const deep = (await homeTimeline(db, reader, { limit: 1_000 })).at(-1)?.id;
  const measurements = [
    await time('home', async () => whole(await homeTimeline(db, reader, PAGE))),
    await time('home, page 50', async () => whole(await homeTimeline(db, reader, { ...PAGE, maxId: deep }))),
    await time('home, places alone', () => homeTimeline(db, reader, PAGE)),
    await time('home, read follow by follow', () => byFollow(db, reader)),
    await time('home, read newest first', () => newestFirst(db, reader, 0)),
    await time('home, read newest first past 100,000 of others', () => newestFirst(db, reader, 100_000)),
    await time('public', async () => whole(await publicTimeline(db, reader, {}, PAGE))),
    await time('tag', async () => whole(await tagTimeline(db, reader, { any: ['mercato'] }, PAGE))),
    await time('account', async () => whole(await accountTimeline(db, '7', {}, PAGE))),
    await time('a status into the homes of those who follow', () => feed(db)),
    await repeat(rig, node, 'timeline: home, page by HTTP', await homePage(node, reader)),
  ];
  await node.stop();
  return measurements;
}

/** The same as a client asks for it, with the figures of every author. */
async function homePage({ origin, domain: { db, ids, clock } }: BenchNode, readerId: Id) {
  const createdAt = clock.now();
  const [accountId, appId, token] = [ids(), ids(), newToken()];
  const account = { id: accountId, personId: readerId, email: 'lettore@prova.example', passwordHash: '-' };
  await db.insert(accounts).values({ ...account, role: 'member', locale: 'it', createdAt });
  const app = { id: appId, clientId: newToken(), clientSecretHash: '-', name: 'Prova', redirectUris: [] };
  await db.insert(oauthApps).values({ ...app, scopes: ['read'], createdAt });
  const access = { id: ids(), tokenHash: hashToken(token), appId, accountId, actorId: readerId };
  await db.insert(oauthTokens).values({ ...access, scopes: ['read'], createdAt });
  return async () => {
    const response = await fetch(`${origin}/api/v1/timelines/home`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const statuses = await response.json();
    if (!Array.isArray(statuses) || statuses.length !== PAGE.limit) throw new Error('no page');
  };
}

/** The newest of each that is followed, then the newest of these. */
function byFollow(db: Database, readerId: Id): Promise<unknown> {
  return db.execute(sql`
    SELECT p.id FROM follows f CROSS JOIN LATERAL (
      SELECT id FROM posts WHERE actor_id = f.followed_id AND deleted_at IS NULL ORDER BY id DESC LIMIT ${PAGE.limit}) AS p
    WHERE f.follower_id = ${readerId} AND f.state = 'accepted'
    ORDER BY p.id DESC LIMIT ${PAGE.limit}`);
}

/** All statuses backwards, until enough are by somebody that is followed; `skipped` are the newest, as if by others. */
function newestFirst(db: Database, readerId: Id, skipped: number): Promise<unknown> {
  return db.execute(sql`
    SELECT p.id FROM posts p
    WHERE p.deleted_at IS NULL AND p.visibility = 'public' AND p.in_reply_to IS NULL AND EXISTS (
      SELECT 1 FROM follows f WHERE f.follower_id = ${readerId} AND f.followed_id = p.actor_id AND f.state = 'accepted')
    ORDER BY p.id DESC OFFSET ${skipped} LIMIT ${PAGE.limit}`);
}

/** One status more by somebody whom many follow; not kept. */
async function feed(db: Database): Promise<void> {
  await db
    .transaction(async (tx) => {
      const [post] = await tx.execute<{ id: Id; actor_id: Id }>(
        sql`SELECT id::text, actor_id::text FROM posts WHERE id = ${STATUSES - 9_000}`,
      );
      if (post === undefined) throw new Error('no post');
      const visibility = 'public' as const;
      await feedHome(tx, {
        post: { id: post.id, actorId: post.actor_id, visibility, inReplyTo: null, language: null },
        mentionIds: [],
      });
      throw new NotKept();
    })
    .catch((error: unknown) => {
      if (!(error instanceof NotKept)) throw error;
    });
}

class NotKept extends Error {}
