import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';

/** Where every process hears what clients that look on are to be shown. */
export const LIVE_CHANNEL = 'live';

/** What has just come about. Only ids: what a reader may see of it is asked when it is shown. */
export type LiveEvent =
  | { readonly event: 'status'; readonly id: Id; readonly postId: Id }
  | { readonly event: 'edited'; readonly postId: Id }
  /** `for` names those who may know that it was there; without, everyone. */
  | { readonly event: 'deleted'; readonly id: Id; readonly for?: readonly Id[] }
  | { readonly event: 'notified'; readonly ids: readonly Id[] };

/** Tells it to whoever looks on, in all processes, when the transaction commits. */
export async function tellLive(tx: Transaction, event: LiveEvent): Promise<void> {
  await tx.execute(sql`SELECT pg_notify(${LIVE_CHANNEL}, ${JSON.stringify(event)})`);
}
