import { and, desc, eq, gte, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Day } from '../../platform/day.ts';
import type { Id } from '../../platform/ids.ts';
import { type Cursor, isAfter } from '../../platform/pages.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { fingerprint } from '../posts/fingerprint.ts';
import { type Post, posts } from '../posts/post.table.ts';
import { type Attestation, attestations } from './attestation.table.ts';

/** An attestation with who issued it and, where we know it, whom it is about. */
export interface AttestationView {
  readonly post: Post;
  readonly attestation: Attestation;
  readonly issuer: Actor;
  readonly subject: Actor | null;
}

export interface AttestationFilter {
  /** IRI of the subject. */
  readonly subjectUri?: string | undefined;
  /** Neither revoked nor expired on this day. */
  readonly validOn?: Day | undefined;
}

const subject = alias(actors, 'subject');

/** Attestations of this district and of those that it follows, newest first. */
export async function listAttestations(
  db: Queryable,
  { subjectUri, validOn }: AttestationFilter,
  limit: number,
  after?: Cursor,
): Promise<AttestationView[]> {
  return select(db)
    .where(
      and(
        eq(posts.kind, 'attestation'),
        eq(posts.visibility, 'public'),
        isNull(posts.deletedAt),
        isNull(actors.suspendedAt),
        subjectUri === undefined ? undefined : eq(attestations.subjectUri, subjectUri),
        validOn === undefined
          ? undefined
          : and(isNull(attestations.revokedAt), gte(attestations.validUntil, validOn)),
        after && isAfter(after, posts.publishedAt, posts.id),
      ),
    )
    .orderBy(desc(posts.publishedAt), desc(posts.id))
    .limit(limit);
}

/** One attestation that anyone may read. */
export async function attestationById(db: Queryable, id: Id): Promise<AttestationView | undefined> {
  const [view] = await select(db).where(and(eq(posts.id, id), isNull(posts.deletedAt)));
  return view?.post.visibility === 'public' && view.issuer.suspendedAt === null ? view : undefined;
}

/** How many this one has issued here and not taken back. */
/** Another text whenever an attestation of this issuer comes, goes or is changed. */
export async function attestationsVersion(db: Queryable, issuerId: Id): Promise<string> {
  const [row] = await db
    .select({ version: fingerprint })
    .from(posts)
    .where(
      and(
        eq(posts.actorId, issuerId),
        eq(posts.kind, 'attestation'),
        isNull(posts.deletedAt),
        isNull(posts.received),
      ),
    );
  return row?.version ?? '';
}

export async function attestationCount(db: Queryable, issuerId: Id): Promise<number> {
  return db.$count(
    posts,
    and(
      eq(posts.actorId, issuerId),
      eq(posts.kind, 'attestation'),
      isNull(posts.deletedAt),
      isNull(posts.received),
    ),
  );
}

export function attestationCursor({ post }: AttestationView): Cursor {
  return { at: post.publishedAt, id: post.id };
}

function select(db: Queryable) {
  return db
    .select({ post: posts, attestation: attestations, issuer: actors, subject })
    .from(attestations)
    .innerJoin(posts, eq(posts.id, attestations.postId))
    .innerJoin(actors, eq(actors.id, posts.actorId))
    .leftJoin(subject, eq(subject.uri, attestations.subjectUri));
}
