import { inArray } from 'drizzle-orm';
import type { Id } from '../../platform/ids.ts';
import { OutboundError } from '../../platform/outbound/outbound-error.ts';
import type { Message } from '../../platform/queue/lease.ts';
import type { Outcome } from '../../platform/queue/settle.ts';
import type { Handler } from '../../platform/queue/worker.ts';
import type { Federation } from '../federation.ts';
import { type OwnKey, signingKeyOf } from '../keys/own-keys.ts';
import { digestOf, draftCavageHeaders, rfc9421Headers } from '../keys/sign-request.ts';
import { ACTIVITY_JSON } from '../media-types.ts';
import { activities } from './activity.table.ts';

export const DELIVERY = 'delivery';

export interface Delivery {
  readonly activityId: Id;
  readonly inbox: string;
}

/** How many inboxes of one host get an activity at the same time; the next activity waits for all of them. */
const INBOXES_AT_ONCE = 4;
/** A batch that takes longer leaves the rest of its messages for the next. */
const BATCH_MS = 20_000;
const ATTEMPT_MS = 10_000;
/** An answer of 500 to one message this often: it waits by itself, and those behind it go on. */
const BLAMED_ALONE_AFTER = 8;

/** All that it takes to post an activity, so that nothing but the network is needed any more. */
interface Parcel {
  readonly key: OwnKey;
  readonly body: Buffer;
  readonly digest: string;
}

/** Posts activities to the inboxes of one host: each to all its inboxes there before the next one goes to any. */
export function deliveryHandler(federation: Federation): Handler {
  /** Hosts that turned the older signatures down, as long as this process lives. */
  const rfc9421Hosts = new Set<string>();

  async function handle(
    messages: readonly Message[],
    { lane, signal }: { lane: string; signal: AbortSignal },
  ): Promise<Outcome[]> {
    const parcels = await loadParcels(messages);
    const outcomes: Outcome[] = [];
    const until = Date.now() + BATCH_MS;
    let paused = false;
    async function work(waiting: Message[]): Promise<void> {
      for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
        if (paused || signal.aborted || Date.now() > until) return;
        const parcel = parcels.get((message.payload as Delivery).activityId);
        const outcome = await attempt(message, parcel, signal);
        outcomes.push(outcome);
        federation.metrics.deliveries.inc({ result: outcome.result });
        if (outcome.result !== 'done')
          federation.metrics.deliveryFailures.inc({ reason: kindOf(outcome.error) });
        if (outcome.result === 'retry') paused = true;
      }
    }
    for (const waiting of byActivity(messages)) {
      await Promise.all(Array.from({ length: INBOXES_AT_ONCE }, () => work(waiting)));
    }
    const failed = outcomes.find((outcome) => outcome.result !== 'done');
    if (failed !== undefined) federation.logger.info({ host: lane, ...failed }, 'delivery failed');
    return outcomes;
  }

  async function loadParcels(messages: readonly Message[]): Promise<Map<Id, Parcel>> {
    const ids = [...new Set(messages.map((message) => (message.payload as Delivery).activityId))];
    const rows = await federation.domain.db
      .select({ id: activities.id, actorId: activities.actorId, json: activities.json })
      .from(activities)
      .where(inArray(activities.id, ids));
    const parcels = new Map<Id, Parcel>();
    for (const { id, actorId, json } of rows) {
      const body = Buffer.from(json);
      parcels.set(id, { key: await signingKeyOf(federation, actorId), body, digest: digestOf(body) });
    }
    return parcels;
  }

  async function attempt(
    message: Message,
    parcel: Parcel | undefined,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { id } = message;
    if (parcel === undefined) return { id, result: 'dead', error: 'the activity is gone' };
    const url = new URL((message.payload as Delivery).inbox);
    try {
      const spec = rfc9421Hosts.has(url.host) ? 'rfc9421' : 'draft-cavage';
      let response = await post(url, parcel, spec, signal);
      if (response.status === 401 && spec === 'draft-cavage') {
        const second = await post(url, parcel, 'rfc9421', signal);
        if (second.status !== 401) {
          rfc9421Hosts.add(url.host);
          response = second;
        }
      }
      return outcomeOf(message, response.status, retryAfter(response.headers['retry-after']));
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      const final = error.reason === 'refused-address' || error.reason === 'bad-url';
      return { id, result: final ? 'dead' : 'retry', error: `${error.reason}: ${error.message}` };
    }
  }

  async function post(url: URL, parcel: Parcel, spec: 'draft-cavage' | 'rfc9421', signal: AbortSignal) {
    const { key } = parcel;
    const request = { method: 'POST' as const, url, body: parcel.body, contentType: ACTIVITY_JSON };
    const now = federation.domain.clock.now();
    const headers =
      spec === 'draft-cavage'
        ? draftCavageHeaders(request, key, now, parcel.digest)
        : await rfc9421Headers(request, key, now);
    return federation.outbound.fetch(url, {
      method: 'POST',
      headers,
      body: parcel.body,
      maxBytes: 64 * 1024,
      timeoutMs: ATTEMPT_MS,
      signal,
    });
  }

  function retryAfter(header: string | string[] | undefined): Date | undefined {
    const text = Array.isArray(header) ? header[0] : header;
    if (text === undefined) return undefined;
    const now = federation.domain.clock.now().getTime();
    const at = /^\d{1,7}$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
    return Number.isNaN(at) || at <= now ? undefined : new Date(at);
  }

  return { batch: 50, concurrency: 16, handle };
}

/** The messages of each activity, in the order of the activities. */
function byActivity(messages: readonly Message[]): Message[][] {
  return [...Map.groupBy(messages, (message) => (message.payload as Delivery).activityId).values()];
}

/** The beginning of an error, which is one of few: "timeout", "network", "HTTP 503". */
function kindOf(error: string): string {
  return /^(?:HTTP \d{3}|[a-z-]+(?=:))/.exec(error)?.[0] ?? 'other';
}

/**
 * What an answer means. A host that is down or refuses us for now keeps its messages;
 * what it will never take (404, 410, a malformed request) is put by for the operator to see.
 */
function outcomeOf(message: Message, status: number, retryAt: Date | undefined): Outcome {
  const { id } = message;
  const error = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { id, result: 'done' };
  if (status === 500 && message.attempts >= BLAMED_ALONE_AFTER) return { id, result: 'set-aside', error };
  const passing = status < 400 || status >= 500 || [401, 403, 408, 425, 429].includes(status);
  if (!passing) return { id, result: 'dead', error };
  return retryAt === undefined ? { id, result: 'retry', error } : { id, result: 'retry', error, retryAt };
}
