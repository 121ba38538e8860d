import { and, count, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type IdWindow, inWindow, newestFirst } from '../../platform/pages.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain, Queryable } from '../domain.ts';
import { followedTags } from './followed-tag.table.ts';

const MAX_TAGS = 200;

/** A hashtag as it is kept: lower case, without `#`. */
const tagInput = z
  .string()
  .max(100)
  .transform((name) => name.normalize('NFC').replace(/^#/, '').toLowerCase())
  .refine((name) => /^[\p{L}\p{M}\p{N}_]{1,60}$/u.test(name), 'tag_invalid');

/** @throws {UserError} `invalid` */
export function readTag(name: string): string {
  return parseInput(tagInput, name);
}

/** @throws {UserError} `invalid`, `forbidden`, `conflict` for too many */
export async function followTag(domain: Domain, caller: Caller, ownerId: Id, input: string): Promise<void> {
  requireActingFor(caller, ownerId);
  const name = readTag(input);
  const [have] = await domain.db
    .select({ count: count() })
    .from(followedTags)
    .where(eq(followedTags.ownerId, ownerId));
  if ((have?.count ?? 0) >= MAX_TAGS) throw new UserError('conflict', 'too_many_tags', { max: MAX_TAGS });
  await domain.db.insert(followedTags).values({ id: domain.ids(), ownerId, name }).onConflictDoNothing();
}

/** @throws {UserError} `invalid`, `forbidden` */
export async function unfollowTag(domain: Domain, caller: Caller, ownerId: Id, input: string): Promise<void> {
  requireActingFor(caller, ownerId);
  const name = readTag(input);
  await domain.db
    .delete(followedTags)
    .where(and(eq(followedTags.ownerId, ownerId), eq(followedTags.name, name)));
}

/** The last one first; paged by the id of the follow. */
export async function followedTagsOf(
  db: Queryable,
  ownerId: Id,
  window: IdWindow,
): Promise<{ id: Id; name: string }[]> {
  const { where, order } = inWindow(followedTags.id, window);
  const rows = await db
    .select({ id: followedTags.id, name: followedTags.name })
    .from(followedTags)
    .where(and(eq(followedTags.ownerId, ownerId), where))
    .orderBy(order)
    .limit(window.limit);
  return newestFirst(rows, window);
}

/** Which of these one of ours follows. */
export async function followedAmong(
  db: Queryable,
  ownerId: Id | undefined,
  names: readonly string[],
): Promise<Set<string>> {
  if (ownerId === undefined || names.length === 0) return new Set();
  const rows = await db
    .select({ name: followedTags.name })
    .from(followedTags)
    .where(and(eq(followedTags.ownerId, ownerId), inArray(followedTags.name, [...names])));
  return new Set(rows.map(({ name }) => name));
}
