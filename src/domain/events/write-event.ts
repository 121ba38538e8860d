import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Post } from '../posts/post.table.ts';
import { attendances, type EventRow, events } from './event.table.ts';

/** All that an event says beside its post, ours or from elsewhere. */
export type EventTerms = Omit<EventRow, keyof ReturnType<typeof factsOf> | 'sequence'>;

/** Gives the post what it says as an event: for the first time, or anew, which whoever said yes hears of. */
export async function writeEvent(tx: Transaction, post: Post, terms: EventTerms): Promise<void> {
  const values = { ...terms, ...factsOf(post) };
  await tx
    .insert(events)
    .values(values)
    .onConflictDoUpdate({ target: events.postId, set: { ...values, sequence: sql`${events.sequence} + 1` } });
  await keepForLetters(tx, [post.id]);
}

/** What an event repeats of its post. */
function factsOf(post: Post) {
  return {
    postId: post.id,
    ownerId: post.actorId,
    groupId: post.audienceId,
    own: post.received === null,
    public: post.visibility === 'public',
  };
}

/** The events of posts that were taken back: none are left to be found. Who said yes to them stays known. */
export async function endEvents(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  const ended = await tx
    .delete(events)
    .where(inArray(events.postId, [...postIds]))
    .returning({ id: events.postId });
  if (ended.length > 0)
    await keepForLetters(
      tx,
      ended.map(({ id }) => id),
    );
}

/** Those who said yes have news: see {@link ./tell-attendees.ts}. */
async function keepForLetters(tx: Transaction, postIds: readonly Id[]): Promise<void> {
  await tx
    .update(attendances)
    .set({ toTell: true })
    .where(and(inArray(attendances.postId, [...postIds]), inArray(attendances.state, ['asked', 'coming'])));
}

/** An event, locked until the transaction ends; its post is locked first. */
export async function lockEvent(tx: Transaction, postId: Id): Promise<EventRow | undefined> {
  const [event] = await tx.select().from(events).where(eq(events.postId, postId)).for('update');
  return event;
}
