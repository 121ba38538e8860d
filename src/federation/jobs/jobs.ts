import type { CollectionName } from '../../domain/reconciliations/reconciliation.table.ts';
import type { Id } from '../../platform/ids.ts';
import type { NewMessage } from '../../platform/queue/queue.ts';

export const FETCH_POST = 'fetch-post';
export const READ_COLLECTION = 'read-collection';
export const PULL_ACTIVITY = 'pull-activity';
export const READ_AFFILIATIONS = 'read-affiliations';
export const READ_FLOWS = 'read-flows';
export const REFRESH_ACTOR = 'refresh-actor';
export const FORGET_GROUP = 'forget-group';

const FETCHING = [
  FETCH_POST,
  READ_COLLECTION,
  PULL_ACTIVITY,
  READ_AFFILIATIONS,
  READ_FLOWS,
  REFRESH_ACTOR,
] as const;

/** A post to be asked of its own server. */
export interface FetchPost {
  readonly uri: string;
  /** Who passed it on. */
  readonly groupId?: Id;
  /** The Announce of the post itself, to be remembered with it. */
  readonly announce?: string;
  /** The comparison that wants it. */
  readonly runId?: Id;
}

/** An activity that a group has said and that never came. */
export interface PullActivity {
  readonly uri: string;
  readonly groupId: Id;
  readonly runId: Id;
}

/** A page of what a group publishes, to be compared with what is here. */
export interface ReadCollection {
  readonly groupId: Id;
  readonly runId: Id;
  readonly collection: CollectionName;
  readonly page: string;
  /** Pages and items read before. */
  readonly pages: number;
  readonly items: number;
}

export function fetchPostJob(payload: FetchPost): NewMessage {
  const dedupeKey = `${FETCH_POST}:${payload.uri} ${payload.announce ?? ''} ${payload.runId ?? ''}`;
  return { lane: fetchLaneOf(payload.uri), type: FETCH_POST, dedupeKey, payload };
}

export function pullActivityJob(payload: PullActivity): NewMessage {
  const dedupeKey = `${PULL_ACTIVITY}:${payload.uri} ${payload.runId}`;
  return { lane: fetchLaneOf(payload.uri), type: PULL_ACTIVITY, dedupeKey, payload };
}

export function readCollectionJob(payload: ReadCollection): NewMessage {
  const dedupeKey = `${READ_COLLECTION}:${payload.page} ${payload.runId}`;
  return { lane: fetchLaneOf(payload.page), type: READ_COLLECTION, dedupeKey, payload };
}

/** What a district publishes of its flows, to be read. */
export function readFlowsJob(groupId: Id, uri: string): NewMessage {
  return {
    lane: fetchLaneOf(uri),
    type: READ_FLOWS,
    dedupeKey: `${READ_FLOWS}:${groupId}`,
    payload: { groupId },
  };
}

/** A page of a group's affiliations to be read. */
export interface ReadAffiliations {
  readonly groupId: Id;
  readonly page: string;
  /** Pages read before. */
  readonly pages: number;
  /** When the reading began (ms). */
  readonly readAt: number;
}

export function readAffiliationsJob(payload: ReadAffiliations): NewMessage {
  const dedupeKey = `${READ_AFFILIATIONS}:${payload.page}`;
  return { lane: fetchLaneOf(payload.page), type: READ_AFFILIATIONS, dedupeKey, payload };
}

/** An actor to be asked of its server, with who belongs to it. */
export interface RefreshActor {
  readonly uri: string;
  /** What was asked within so long is not asked again (ms); a day, if it is not said. */
  readonly maxAgeMs?: number;
}

export function refreshActorJob(
  uri: string,
  { maxAgeMs, notBefore }: { readonly maxAgeMs?: number; readonly notBefore?: Date } = {},
): NewMessage {
  const payload: RefreshActor = maxAgeMs === undefined ? { uri } : { uri, maxAgeMs };
  const job = { lane: fetchLaneOf(uri), type: REFRESH_ACTOR, dedupeKey: `${REFRESH_ACTOR}:${uri}`, payload };
  return notBefore === undefined ? job : { ...job, notBefore };
}

/** A group that nobody here follows any more. */
export function forgetGroupJob(groupId: Id): NewMessage {
  const dedupeKey = `${FORGET_GROUP}:${groupId}`;
  return { lane: dedupeKey, type: FORGET_GROUP, dedupeKey, payload: { groupId } };
}

/** Where all that is asked of an actor's server waits. */
export function fetchLanesOf({ uri }: { readonly uri: string }): { type: string; lane: string }[] {
  return FETCHING.map((type) => ({ type, lane: fetchLaneOf(uri) }));
}

/** One server is asked one thing at a time. */
function fetchLaneOf(uri: string): string {
  return `fetch:${new URL(uri).host}`;
}
