import { and, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { actorById } from '../actors/actor-reads.ts';
import { type Caller, requireActingFor, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { nodeActors } from '../node/node-reads.ts';
import { posts } from '../posts/post.table.ts';
import { visibleTo } from '../posts/visible-to.ts';
import { type Report, reports } from './report.table.ts';

const MAX_POSTS = 50;

const newReport = z.strictObject({
  postIds: z.array(z.string()).max(MAX_POSTS).default([]),
  category: z.enum(['spam', 'legal', 'violation', 'other']).default('other'),
  comment: z.string().trim().max(2000).default(''),
  /** Whether the server of whom it is about is to be told too: by the node, which does not say who complained. */
  forward: z.boolean().default(false),
});

/**
 * Tells the coordinators of somebody's conduct, with posts that are theirs.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`
 */
export async function reportActor(
  domain: Domain,
  caller: Caller,
  reporterId: Id,
  targetId: Id,
  input: z.input<typeof newReport>,
): Promise<Report> {
  requireActingFor(caller, reporterId);
  const { postIds, category, comment, forward } = parseInput(newReport, input);
  return domain.db.transaction(async (tx) => {
    const target = await actorById(tx, targetId);
    if (target === undefined) throw new UserError('not-found', 'actor_unknown', { handle: targetId });
    const about =
      postIds.length === 0
        ? []
        : await tx
            .select({ uri: posts.uri })
            .from(posts)
            .innerJoin(actors, eq(actors.id, posts.actorId))
            .where(and(inArray(posts.id, postIds), eq(posts.actorId, targetId), visibleTo(reporterId)));
    const [report] = await tx
      .insert(reports)
      .values({
        id: domain.ids(),
        reporterId,
        targetId,
        posts: about.map(({ uri }) => uri),
        category,
        comment,
        createdAt: domain.clock.now(),
      })
      .returning();
    if (report === undefined) throw new Error('the report was not inserted');
    if (forward && target.host !== null) {
      const { application } = await nodeActors(tx);
      await recordEvent(tx, domain, caller, {
        type: 'actor-reported',
        actorId: application.id,
        subjectId: report.id,
        data: { targetId, posts: report.posts, comment },
      });
    }
    return report;
  });
}

/** Somebody elsewhere, or their server, complains of one of ours. */
export async function receiveReport(
  tx: Transaction,
  domain: Domain,
  report: {
    readonly uri: string;
    readonly reporter: Actor;
    readonly target: Actor;
    readonly comment: string;
    readonly about: readonly string[];
  },
): Promise<void> {
  const { uri, reporter, target, comment, about } = report;
  const theirs =
    about.length === 0
      ? []
      : await tx
          .select({ uri: posts.uri })
          .from(posts)
          .where(and(inArray(posts.uri, about.slice(0, MAX_POSTS)), eq(posts.actorId, target.id)));
  await tx
    .insert(reports)
    .values({
      id: domain.ids(),
      uri,
      reporterId: reporter.id,
      targetId: target.id,
      posts: theirs.map((post) => post.uri),
      category: 'other',
      comment: comment.slice(0, 2000),
      createdAt: domain.clock.now(),
    })
    .onConflictDoNothing();
}

export interface OpenReport {
  readonly report: Report;
  readonly reporter: Actor;
  readonly target: Actor;
}

/** What waits for the coordinators, the last one first; `before` is the id of the last one seen. @throws {UserError} */
export async function openReports(
  { db }: Domain,
  caller: Caller,
  limit: number,
  before?: Id,
): Promise<OpenReport[]> {
  requireCoordinator(caller);
  const reporter = alias(actors, 'reporter');
  const target = alias(actors, 'target');
  return db
    .select({ report: reports, reporter, target })
    .from(reports)
    .innerJoin(reporter, eq(reporter.id, reports.reporterId))
    .innerJoin(target, eq(target.id, reports.targetId))
    .where(and(isNull(reports.settledAt), before === undefined ? undefined : lt(reports.id, before)))
    .orderBy(desc(reports.id))
    .limit(limit);
}

/** The coordinators have seen to it. @throws {UserError} `forbidden` */
export async function settleReport(domain: Domain, caller: Caller, id: Id): Promise<void> {
  requireCoordinator(caller);
  await domain.db.transaction(async (tx) => {
    const [settled] = await tx
      .update(reports)
      .set({ settledAt: domain.clock.now() })
      .where(and(eq(reports.id, id), isNull(reports.settledAt)))
      .returning();
    if (settled === undefined) return;
    await recordEvent(tx, domain, caller, {
      type: 'report-settled',
      subjectId: id,
      data: { targetId: settled.targetId },
    });
  });
}
