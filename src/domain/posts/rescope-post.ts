import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Caller } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { endBoosts } from './boost.ts';
import { type Post, posts } from './post.table.ts';
import { passOn } from './write-post.ts';

/** Who is to forget a post: everyone who could have it and is not within its scope, or some groups alone. */
export interface Rescoping {
  readonly everyone: boolean;
  readonly lost: readonly Id[];
}

/** Opens one of our posts to all, or keeps it to some; those who lose it are named in the event. */
export async function rescopePost(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  post: Post,
  visibility: 'public' | 'scoped',
  lost: readonly Id[],
): Promise<Post> {
  const everyone = post.visibility === 'public' && visibility === 'scoped';
  const opens = post.visibility === 'scoped' && visibility === 'public';
  const next: Post = { ...post, visibility };
  await tx.update(posts).set({ visibility }).where(eq(posts.id, post.id));
  if (everyone) await endBoosts(tx, domain, caller, post.id);
  if (opens) await passOn(tx, domain, next);
  if (!everyone && !opens && lost.length === 0) return next;
  const data: Rescoping = { everyone, lost };
  await recordEvent(tx, domain, caller, {
    type: 'post-rescoped',
    actorId: post.actorId,
    subjectId: post.id,
    data: { ...data },
  });
  return next;
}
