import { and, eq, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import { affiliations } from './membership.table.ts';

/** A group of another node says that a subject belongs to it, or not; an older word changes nothing. */
export async function receiveAffiliation(
  tx: Transaction,
  group: Actor,
  memberUri: string,
  listed: boolean,
  saidAt: Date,
): Promise<void> {
  await tx
    .insert(affiliations)
    .values({ groupId: group.id, memberUri, listed, saidAt })
    .onConflictDoUpdate({
      target: [affiliations.groupId, affiliations.memberUri],
      set: { listed, saidAt },
      setWhere: lt(affiliations.saidAt, saidAt),
    });
}

/** A page of the group's collection, as it read at that time. */
export async function receiveAffiliations(
  tx: Transaction,
  groupId: Id,
  memberUris: readonly string[],
  readAt: Date,
): Promise<void> {
  if (memberUris.length === 0) return;
  await tx
    .insert(affiliations)
    .values(
      [...new Set(memberUris)].map((memberUri) => ({ groupId, memberUri, listed: true, saidAt: readAt })),
    )
    .onConflictDoUpdate({
      target: [affiliations.groupId, affiliations.memberUri],
      set: { listed: true, saidAt: readAt },
      setWhere: lt(affiliations.saidAt, readAt),
    });
}

/** Whoever did not stand in the collection when all of it was read, and was not added since, is not listed. */
export async function dropUnlisted(tx: Transaction, groupId: Id, readAt: Date): Promise<void> {
  await tx
    .update(affiliations)
    .set({ listed: false, saidAt: readAt })
    .where(
      and(eq(affiliations.groupId, groupId), eq(affiliations.listed, true), lt(affiliations.saidAt, readAt)),
    );
}
