import { isBlocked } from '../../domain/moderation/blocked-hosts.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import type { OutboundHeaders } from '../../platform/outbound/exchange.ts';
import type { OutboundResponse } from '../../platform/outbound/outbound.ts';
import { OutboundError, type OutboundReason } from '../../platform/outbound/outbound-error.ts';
import type { Federation } from '../federation.ts';
import { readJsonObject } from '../inbox/read-body.ts';
import type { JsonObject } from '../json/context.ts';
import { signingKeyOf } from '../keys/own-keys.ts';
import { draftCavageHeaders, rfc9421Headers } from '../keys/sign-request.ts';
import { ACTIVITY_JSON, isActivityJson } from '../media-types.ts';
import { joined, remoteMemory } from './remote-memory.ts';

const ACCEPT = `${ACTIVITY_JSON}, application/ld+json; profile="https://www.w3.org/ns/activitystreams"`;
const FAILURE_REMEMBERED_MS = 60_000;
const MAX_ETAG = 500;
/** What lies in the document: its server may be well, and is not to wait for it. */
const NOT_TAKEN = new Set<OutboundReason>([
  'bad-url',
  'refused-address',
  'too-large',
  'encoded',
  'too-many-redirects',
]);

export type FetchFailure =
  /** 410: it was there. */
  | 'gone'
  /** 404: it is not there, if the server knows what it says. */
  | 'missing'
  /** Something was answered that this node does not take. */
  | 'refused'
  /** No answer, or one that may be another tomorrow. */
  | 'unavailable';

/** A document of another server that could not be had. */
export class FetchError extends Error {
  readonly failure: FetchFailure;
  /** When the server wants to be asked again. */
  readonly retryAt: Date | undefined;

  constructor(failure: FetchFailure, message: string, options: { cause?: unknown; retryAt?: Date } = {}) {
    super(message, { cause: options.cause });
    this.name = 'FetchError';
    this.failure = failure;
    this.retryAt = options.retryAt;
  }
}

/**
 * The ActivityPub document at an address of another server, as that server's own word:
 * its `id` is the address that answered, on the origin that was asked (FEP-fe34).
 * A failure is remembered for a minute; simultaneous requests are one.
 * @throws {FetchError}
 */
export function fetchDocument(federation: Federation, uri: string): Promise<JsonObject> {
  const { failures } = remoteMemory(federation);
  return joined(federation, `document ${uri}`, async () => {
    const now = federation.domain.clock.now().getTime();
    const failed = failures.get(uri);
    if (failed !== undefined && failed.until > now) throw failed.error;
    try {
      return await fetchOwnWord(federation, uri);
    } catch (error) {
      failures.set(uri, { error, until: now + FAILURE_REMEMBERED_MS });
      throw error;
    }
  });
}

/**
 * The same, unless it is what bore the mark `etag` already: then undefined (RFC 9110, 13.1.2).
 * @throws {FetchError}
 */
export async function fetchIfChanged(
  federation: Federation,
  uri: string,
  etag: string | undefined,
): Promise<{ readonly json: JsonObject; readonly etag: string | undefined } | undefined> {
  const answer = await fetchAnswer(federation, uri, etag === undefined ? {} : { 'if-none-match': etag });
  if (answer.status === 304 && etag !== undefined) return undefined;
  requireUsable(uri, answer);
  const json = readAnswer(uri, answer);
  if (json.id !== answer.url) throw refused(uri, `names itself ${String(json.id)}`);
  const mark = answer.headers.etag;
  return { json, etag: mark !== undefined && mark.length <= MAX_ETAG ? mark : undefined };
}

async function fetchOwnWord(federation: Federation, uri: string): Promise<JsonObject> {
  const { origin } = new URL(uri);
  const first = await fetchJson(federation, uri);
  if (first.id === first.url) return first.json;
  // An alias (a page, a key) of the document: what counts is what its own address says.
  if (URL.parse(first.id)?.origin !== origin) throw refused(uri, `names itself ${first.id}`);
  const second = await fetchJson(federation, first.id);
  if (second.id !== second.url) throw refused(uri, `has no address of its own`);
  return second.json;
}

async function fetchJson(
  federation: Federation,
  uri: string,
): Promise<{ url: string; id: string; json: JsonObject }> {
  const answer = await fetchAnswer(federation, uri);
  requireUsable(uri, answer);
  const json = readAnswer(uri, answer);
  return { url: answer.url, id: typeof json.id === 'string' ? json.id : '', json };
}

async function fetchAnswer(
  federation: Federation,
  uri: string,
  headers: OutboundHeaders = {},
): Promise<OutboundResponse> {
  const draft = await request(federation, uri, 'draft-cavage', headers);
  return draft.status === 401 ? request(federation, uri, 'rfc9421', headers) : draft;
}

async function request(
  federation: Federation,
  uri: string,
  spec: 'draft-cavage' | 'rfc9421',
  headers: OutboundHeaders,
): Promise<OutboundResponse> {
  const { db, addresses, clock } = federation.domain;
  const { application } = await nodeActors(db);
  const key = await signingKeyOf(federation, application.id);
  try {
    return await federation.outbound.fetch(uri, {
      accept: ACCEPT,
      headers,
      prepare: async (url) => {
        if (url.origin === addresses.origin) throw refused(uri, 'leads back to this node');
        if (await isBlocked(db, url.host)) throw refused(uri, `is on the blocked host ${url.host}`);
        const unsigned = { method: 'GET' as const, url };
        const now = clock.now();
        return spec === 'rfc9421'
          ? rfc9421Headers(unsigned, key, now)
          : draftCavageHeaders(unsigned, key, now);
      },
    });
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    const failure = NOT_TAKEN.has(error.reason) ? 'refused' : 'unavailable';
    throw new FetchError(failure, error.message, { cause: error });
  }
}

function requireUsable(uri: string, answer: OutboundResponse): void {
  const { status, headers } = answer;
  if (status === 410) throw new FetchError('gone', `${uri} is gone`);
  if (status === 404) throw new FetchError('missing', `${uri} is not there`);
  if (status === 429 || status >= 500) {
    const retryAt = retryAfter(headers);
    throw new FetchError(
      'unavailable',
      `${uri} answered ${status}`,
      retryAt === undefined ? {} : { retryAt },
    );
  }
  if (status !== 200) throw refused(uri, `answered ${status}`);
  // Only what a server meant as ActivityPub: not a page, not a file that somebody uploaded.
  if (!isActivityJson(headers['content-type'])) throw refused(uri, 'is not ActivityPub');
}

function readAnswer(uri: string, answer: OutboundResponse): JsonObject {
  try {
    return readJsonObject(answer.body);
  } catch (error) {
    throw new FetchError('refused', `${uri} is not read`, { cause: error });
  }
}

function retryAfter(headers: Readonly<Record<string, string>>): Date | undefined {
  const text = headers['retry-after'] ?? '';
  const at = /^\d{1,9}$/.test(text) ? Date.now() + Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at);
}

function refused(uri: string, why: string): FetchError {
  return new FetchError('refused', `${uri} ${why}`);
}
