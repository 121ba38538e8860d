import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorById } from '../../domain/actors/actor-reads.ts';
import { isFollowedHere } from '../../domain/follows/follow-reads.ts';
import { enqueue, type NewMessage } from '../../platform/queue/queue.ts';
import type { Handler } from '../../platform/queue/worker.ts';
import type { Federation } from '../federation.ts';
import { isObject, type JsonObject } from '../json/context.ts';
import { httpUri, list, sameOrigin } from '../json/read.ts';
import { canonicalDocument } from '../remote/resolve-actor.ts';
import { takeInFetched } from './fetch-post.ts';
import { type Backfill, backfillJob, fetchPostJob } from './jobs.ts';
import { isRefused, oneByOne } from './one-by-one.ts';

const MAX_PAGES = 200;
const MAX_ITEMS = 10_000;

/**
 * Reads what a followed group offered before it was followed: a page a message, so that it goes on where it stopped.
 */
export function backfillHandler(federation: Federation): Handler {
  return oneByOne<Backfill>(federation, (payload, signal) => readPage(federation, payload, signal));
}

async function readPage(federation: Federation, backfill: Backfill, signal: AbortSignal): Promise<void> {
  const { domain, allowPrivateAddresses: allowHttp } = federation;
  const group = await actorById(domain.db, backfill.groupId);
  if (group === undefined || group.deletedAt !== null) return;
  if (!sameOrigin(backfill.page, group.uri) || !(await isFollowedHere(domain.db, group.id))) return;
  const { json: document } = await canonicalDocument(federation, backfill.page);
  // A short collection has its items, or its first page, inside.
  const page = isObject(document.first) ? document.first : document;
  const items = list(page.orderedItems ?? page.items).slice(0, MAX_ITEMS - backfill.items);
  const jobs: NewMessage[] = [];
  for (const item of items) {
    if (signal.aborted) return;
    const uri = httpUri(item, { allowHttp });
    // A collection speaks for its own origin and sends us nowhere else.
    if (uri === undefined || !sameOrigin(uri, group.uri)) continue;
    const taken = isObject(item) && (await tryToTakeIn(federation, group, uri, item));
    if (!taken) jobs.push(fetchPostJob({ uri, groupId: group.id }));
  }
  const next = httpUri(page.next ?? (page === document ? document.first : undefined), { allowHttp });
  const read = { pages: backfill.pages + 1, items: backfill.items + items.length };
  if (next !== undefined && sameOrigin(next, group.uri) && read.pages < MAX_PAGES && read.items < MAX_ITEMS) {
    jobs.push(backfillJob({ groupId: group.id, page: next, ...read }));
  }
  await domain.db.transaction((tx) => enqueue(tx, domain.clock, jobs));
}

/** False for what has to be asked by itself. */
async function tryToTakeIn(
  federation: Federation,
  group: Actor,
  uri: string,
  item: JsonObject,
): Promise<boolean> {
  try {
    await takeInFetched(federation, uri, { json: item, received: item }, group);
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}
