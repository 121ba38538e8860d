import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { cellOf, positionOf } from '../places/position.ts';
import type { Post } from '../posts/post.table.ts';
import { proposals, reciprocals } from './proposal.table.ts';
import { returnsOf } from './returns.ts';

type ProposalRow = typeof proposals.$inferInsert;

type PostFacts = ReturnType<typeof factsOf> & ReturnType<typeof derivedFrom>;

/** All that a proposal says beside its post, ours or from elsewhere. */
export type ProposalTerms = Omit<ProposalRow, keyof PostFacts | 'state' | 'search'> & {
  readonly reciprocals: readonly Omit<typeof reciprocals.$inferInsert, 'postId' | 'position'>[];
};

/** The words that a proposal is found by. */
export interface SearchWords {
  readonly title: string;
  readonly text: string;
  readonly about: readonly (string | null | undefined)[];
}

/** Gives the post its terms; for a post that had others, {@link endTerms} comes first. */
export async function addTerms(
  tx: Transaction,
  post: Post,
  state: ProposalRow['state'],
  terms: ProposalTerms,
  words: SearchWords,
): Promise<void> {
  const { reciprocals: inReturn, ...facts } = terms;
  const values = {
    ...facts,
    ...factsOf(post),
    ...derivedFrom(terms),
    state,
    search: searchVector(words),
  };
  await tx.insert(proposals).values(values).prepare('add_terms').execute();
  if (inReturn.length > 0) {
    await tx
      .insert(reciprocals)
      .values(inReturn.map((one, position) => ({ ...one, postId: post.id, position })))
      .prepare('add_reciprocals')
      .execute();
  }
}

/** What a proposal repeats of its post. */
function factsOf(post: Post) {
  return {
    postId: post.id,
    ownerId: post.actorId,
    groupId: post.audienceId,
    own: post.received === null,
    public: post.visibility === 'public',
    publishedAt: post.publishedAt,
  };
}

/** What is said of the terms once more, so that it can be searched. */
function derivedFrom({ latitude, longitude, negotiable, reciprocals: inReturn }: Derivable) {
  const place = latitude == null || longitude == null ? undefined : { latitude, longitude };
  return {
    position: place === undefined ? null : positionOf(place),
    cell: place === undefined ? null : cellOf(place),
    returns: returnsOf(negotiable, inReturn),
  };
}

type Derivable = Pick<ProposalRow, 'latitude' | 'longitude' | 'negotiable'> & {
  readonly reciprocals: readonly Omit<typeof reciprocals.$inferInsert, 'postId' | 'position'>[];
};

/** The terms of posts that were taken back: none are left to be found. */
export async function endTerms(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  await tx.delete(reciprocals).where(inArray(reciprocals.postId, [...postIds]));
  await tx.delete(proposals).where(inArray(proposals.postId, [...postIds]));
}

/** Cut well below the megabyte that PostgreSQL allows a vector. */
function searchVector({ title, text, about }: SearchWords): SQL<string> {
  const rest = about.filter(Boolean).join(' ').slice(0, 2000);
  return sql<string>`setweight(to_tsvector('italian_unaccented', ${title.slice(0, 500)}), 'A')
    || setweight(to_tsvector('italian_unaccented', ${rest}), 'B')
    || to_tsvector('italian_unaccented', ${text.slice(0, 20_000)})`;
}
