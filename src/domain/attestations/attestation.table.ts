import { date, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { posts } from '../posts/post.table.ts';
import type { Visitor } from './attestation.ts';

/** A participatory-guarantee attestation: what a district found when it visited a subject. Its post says the rest. */
export const attestations = pgTable(
  'attestations',
  {
    postId: id('post_id')
      .primaryKey()
      .references(() => posts.id),
    /** The IRI of the subject that was visited, which may be one that we do not know. */
    subjectUri: text('subject_uri').notNull(),
    scope: text('scope').notNull(),
    /** What the visitors found: sanitised HTML, without the rest of the post. */
    findings: text('findings').notNull().default(''),
    visitedOn: date('visited_on').notNull(),
    validUntil: date('valid_until').notNull(),
    visitors: jsonb('visitors').$type<readonly Visitor[]>().notNull(),
    revokedAt: instant('revoked_at'),
    /** Why its issuer no longer stands by it. */
    revocationReason: text('revocation_reason'),
  },
  (t) => [index('attestations_subject').on(t.subjectUri, t.postId)],
);

export type Attestation = typeof attestations.$inferSelect;
