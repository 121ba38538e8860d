import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorById } from '../../domain/actors/actor-reads.ts';
import { isFollowedHere } from '../../domain/follows/follow-reads.ts';
import type { Post } from '../../domain/posts/post.table.ts';
import { postsByUri } from '../../domain/posts/post-reads.ts';
import { recordAnswer, recordSilence } from '../../domain/reconciliations/reachability.ts';
import type { Difference } from '../../domain/reconciliations/reconciliation.table.ts';
import { recordUnlisted } from '../../domain/reconciliations/reconciliation-reads.ts';
import { closeCollection, knownMark, recordPage, runUnderWay } from '../../domain/reconciliations/run.ts';
import { enqueue, type NewMessage } from '../../platform/queue/queue.ts';
import type { Handler } from '../../platform/queue/worker.ts';
import type { Federation } from '../federation.ts';
import { neverReceived } from '../inbox/receive-activity.ts';
import { isObject, type JsonObject, type JsonValue } from '../json/context.ts';
import { date, httpUri, list, sameOrigin, typesOf } from '../json/read.ts';
import { FetchError } from '../remote/fetch-document.ts';
import { canonicalDocument, canonicalIfChanged } from '../remote/resolve-actor.ts';
import { takeInFetched } from './fetch-post.ts';
import { fetchPostJob, pullActivityJob, type ReadCollection, readCollectionJob } from './jobs.ts';
import { isRefused, oneByOne } from './one-by-one.ts';

const MAX_PAGES = 200;
const MAX_ITEMS = 10_000;
const COLLECTION_TYPES = new Set([
  'Collection',
  'CollectionPage',
  'OrderedCollection',
  'OrderedCollectionPage',
]);
/** What is said at the same time may come to stand in another order. */
const OVERLAP_MS = 60 * 60_000;

/** What was found on a page: how it differs, and whether it is mended already; and what is to be asked for. */
interface Found {
  readonly items: { uri: string; difference?: Difference; mended?: boolean }[];
  readonly jobs: NewMessage[];
  /** Everything further on is known. */
  readonly isEnough: boolean;
}

/**
 * Compares a collection of a followed group with what is here, and mends: a page a message, so that it goes on where it
 * stopped. What is listed no more is asked for at its own address once all was read.
 */
export function readCollectionHandler(federation: Federation): Handler {
  return oneByOne<ReadCollection>(federation, async (reading, signal) => {
    const { domain } = federation;
    try {
      await readPage(federation, reading, signal);
    } catch (error) {
      if (!isRefused(error)) throw error;
      const why = error instanceof Error ? error.message : String(error);
      if (error instanceof FetchError && error.failure === 'unavailable') {
        await recordSilence(domain, reading.groupId, why);
      } else {
        await domain.db.transaction((tx) =>
          closeCollection(tx, domain, reading, reading.collection, 'failed', why),
        );
      }
      throw error;
    }
  });
}

async function readPage(federation: Federation, reading: ReadCollection, signal: AbortSignal): Promise<void> {
  const { domain, allowPrivateAddresses: allowHttp } = federation;
  const { groupId, runId, collection } = reading;
  const run = await runUnderWay(domain.db, groupId, runId);
  const group = await actorById(domain.db, groupId);
  if (run === undefined || group === undefined || group.deletedAt !== null) return;
  if (!sameOrigin(reading.page, group.uri) || !(await isFollowedHere(domain.db, groupId))) return;
  const mark = reading.pages === 0 ? await knownMark(domain, groupId, collection) : undefined;
  const answer =
    reading.pages === 0
      ? await canonicalIfChanged(federation, reading.page, mark)
      : { ...(await canonicalDocument(federation, reading.page)), etag: undefined };
  await recordAnswer(domain, groupId);
  if (answer === undefined) {
    await domain.db.transaction((tx) => closeCollection(tx, domain, run, collection, 'unchanged'));
    return;
  }
  const { json: document, etag } = answer;
  if (!typesOf(document).some((type) => COLLECTION_TYPES.has(type))) {
    throw new FetchError('refused', `${reading.page} is no collection`);
  }
  // A short collection has its items, or its first page, inside.
  const page = isObject(document.first) ? document.first : document;
  const items = list(page.orderedItems ?? page.items).slice(0, MAX_ITEMS - reading.items);
  const found =
    collection === 'changes'
      ? await unheard(federation, reading, group, items, new Date(run.heardUntil.getTime() - OVERLAP_MS))
      : await compared(federation, reading, group, items, signal);
  if (signal.aborted) return;
  const next = httpUri(page.next ?? (page === document ? document.first : undefined), { allowHttp });
  const goesOn = next !== undefined && !found.isEnough;
  const read = { pages: reading.pages + 1, items: reading.items + items.length };
  const isBounded = read.pages < MAX_PAGES && read.items < MAX_ITEMS;
  const mayGoOn = goesOn && sameOrigin(next, group.uri) && isBounded;
  await domain.db.transaction(async (tx) => {
    await recordPage(tx, run, collection, { items: found.items, etag });
    const jobs = [...found.jobs];
    if (mayGoOn) jobs.push(readCollectionJob({ ...reading, page: next, ...read }));
    else if (goesOn) await closeCollection(tx, domain, run, collection, 'cut');
    else {
      const unlisted = await recordUnlisted(tx, domain, run, group, collection, MAX_ITEMS);
      jobs.push(...unlisted.map((uri) => fetchPostJob({ uri, groupId, runId })));
      await closeCollection(tx, domain, run, collection, 'read');
    }
    await enqueue(tx, domain.clock, jobs);
  });
}

/** Posts, whole or by their addresses: what is not here, or newer there, is taken in or asked for. */
async function compared(
  federation: Federation,
  { groupId, runId }: ReadCollection,
  group: Actor,
  listed: readonly JsonValue[],
  signal: AbortSignal,
): Promise<Found> {
  const own = ownOf(federation, group, listed);
  const known = new Map(
    (await postsByUri(federation.domain.db, [...own.keys()])).map((post) => [post.uri, post]),
  );
  const found: Found = { items: [], jobs: [], isEnough: false };
  for (const [uri, item] of own) {
    if (signal.aborted) break;
    const difference = differenceOf(item, known.get(uri));
    if (difference === undefined) found.items.push({ uri });
    else if (isObject(item) && (await tryToTakeIn(federation, group, uri, item))) {
      found.items.push({ uri, difference, mended: true });
    } else {
      found.items.push({ uri, difference });
      found.jobs.push(fetchPostJob({ uri, groupId, runId }));
    }
  }
  return found;
}

function differenceOf(item: JsonValue, known: Post | undefined): Difference | undefined {
  if (known === undefined) return 'missing';
  const said = isObject(item) ? (date(item.updated) ?? date(item.published)) : undefined;
  const isNewer = said !== undefined && said > (known.updatedAt ?? known.publishedAt);
  return isNewer && known.deletedAt === null ? 'older' : undefined;
}

/** Activities of the group, by address and time, newest first: those that never came are asked for. */
async function unheard(
  federation: Federation,
  { groupId, runId }: ReadCollection,
  group: Actor,
  listed: readonly JsonValue[],
  since: Date,
): Promise<Found> {
  const own = ownOf(federation, group, listed);
  const saidAt = (item: JsonValue | undefined) => (isObject(item) ? date(item.published) : undefined);
  const recent = [...own].filter(([, item]) => (saidAt(item) ?? since) >= since).map(([uri]) => uri);
  const missing = await neverReceived(federation.domain.db, recent);
  return {
    items: missing.map((uri) => ({ uri, difference: 'unheard' as const })),
    jobs: missing.map((uri) => pullActivityJob({ uri, groupId, runId })),
    isEnough: recent.length < own.size,
  };
}

/** A collection speaks for its own origin and sends us nowhere else. */
function ownOf(
  { allowPrivateAddresses: allowHttp }: Federation,
  group: Actor,
  listed: readonly JsonValue[],
): Map<string, JsonValue> {
  return new Map(
    listed.flatMap((item) => {
      const uri = httpUri(item, { allowHttp });
      return uri !== undefined && sameOrigin(uri, group.uri) ? [[uri, item]] : [];
    }),
  );
}

/** False for what has to be asked by itself. */
async function tryToTakeIn(
  federation: Federation,
  group: Actor,
  uri: string,
  item: JsonObject,
): Promise<boolean> {
  try {
    const post = await takeInFetched(federation, uri, { json: item, received: item }, group);
    return differenceOf(item, post) === undefined;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}
