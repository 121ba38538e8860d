import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Actor } from '../actors/actor.table.ts';
import { remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { isForgotten, remember } from '../posts/tombstones.ts';
import { receiveAffiliation } from './affiliations.ts';
import { learnFact, lockMembership } from './learn-fact.ts';
import { memberships } from './membership.table.ts';
import { takesMembers } from './membership.ts';

type Effect = 'taken' | 'ignored';

/** A Join of another node, read and known to be its actor's. */
export interface IncomingJoin {
  readonly joinUri: string;
  readonly message: string;
  readonly charter: string | null;
  /** As its sender says. */
  readonly askedAt: Date | undefined;
}

/**
 * Somebody elsewhere asks to belong to a group of ours: that, and no more, until the group decides. Of several requests
 * the last one counts; one that was taken back before it came is nothing.
 */
export async function receiveJoin(
  tx: Transaction,
  domain: Domain,
  member: Actor,
  group: Actor,
  { joinUri, message, charter, askedAt: said }: IncomingJoin,
): Promise<Effect> {
  if (!takesMembers(group) || (await isForgotten(tx, joinUri))) return 'ignored';
  const now = domain.clock.now();
  const askedAt = said !== undefined && said < now ? said : now;
  const [last] = await tx
    .select()
    .from(memberships)
    .where(and(eq(memberships.memberId, member.id), eq(memberships.groupId, group.id)))
    .orderBy(desc(memberships.askedAt))
    .limit(1)
    .for('update');
  if (last !== undefined && (last.joinUri === joinUri || last.askedAt > askedAt)) return 'ignored';
  const facts = {
    joinUri,
    message,
    charter,
    charterAcceptedAt: charter === null ? null : askedAt,
    askedAt,
    changedAt: now,
  };
  if (last?.state === 'asked') {
    await tx.update(memberships).set(facts).where(eq(memberships.id, last.id));
    return 'taken';
  }
  const id = domain.ids();
  const inserted = await tx
    .insert(memberships)
    .values({ ...facts, id, memberId: member.id, groupId: group.id, state: 'asked' })
    .onConflictDoNothing()
    .returning({ id: memberships.id });
  if (inserted.length === 0) return 'ignored';
  await recordEvent(tx, domain, remote, { type: 'membership-asked', actorId: member.id, subjectId: id });
  return 'taken';
}

/** The group elsewhere answers what one of ours asked, or ends what it had granted (a refusal after an admission). */
export async function receiveJoinAnswer(
  tx: Transaction,
  domain: Domain,
  group: Actor,
  joinUri: string,
  answer: 'admitted' | 'refused',
  { note = '', saidAt }: { readonly note?: string; readonly saidAt: Date },
): Promise<Effect> {
  const view = await lockMembership(tx, { joinUri });
  if (view === undefined || view.group.id !== group.id || view.member.host !== null) return 'ignored';
  await learnFact(tx, domain, remote, view, answer, note);
  await receiveAffiliation(tx, group, view.member.uri, answer === 'admitted', saidAt);
  return 'taken';
}

/**
 * Somebody elsewhere leaves, or takes a request back, perhaps before we have seen it. Where the Join is not named,
 * what there is ends.
 */
export async function receiveLeave(
  tx: Transaction,
  domain: Domain,
  member: Actor,
  left: { readonly joinUri: string } | { readonly group: Actor },
  note: string,
): Promise<Effect> {
  const joinUris = 'joinUri' in left ? [left.joinUri] : await openJoins(tx, member, left.group);
  let effect: Effect = 'ignored';
  for (const joinUri of joinUris) {
    const view = await lockMembership(tx, { joinUri });
    if (view === undefined) {
      await remember(tx, domain, joinUri);
      effect = 'taken';
    } else if (view.member.id === member.id) {
      await learnFact(tx, domain, remote, view, 'left', note);
      effect = 'taken';
    }
  }
  return effect;
}

async function openJoins(tx: Transaction, member: Actor, group: Actor): Promise<string[]> {
  const rows = await tx
    .select({ joinUri: memberships.joinUri })
    .from(memberships)
    .where(
      and(
        eq(memberships.memberId, member.id),
        eq(memberships.groupId, group.id),
        inArray(memberships.state, ['asked', 'admitted']),
      ),
    );
  return rows.map((row) => row.joinUri);
}
