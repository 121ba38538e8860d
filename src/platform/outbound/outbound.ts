import { lookup } from 'node:dns';
import type { Logger } from 'pino';
import { Agent } from 'undici';
import { guardedConnector } from './address-guard.ts';
import { type AbortReason, exchange, type OutboundAnswer, type OutboundHeaders } from './exchange.ts';
import { OutboundError } from './outbound-error.ts';
import { checkedUrl } from './url-guard.ts';

export interface OutboundOptions {
  /** Lets requests reach loopback and RFC 1918 addresses, and http on loopback: for demos and tests. */
  allowPrivateAddresses: boolean;
  userAgent: string;
  logger: Logger;
}

export interface OutboundRequest {
  /** Default GET. */
  method?: 'GET' | 'POST';
  /** Sent at every hop: what belongs to one URL, or is secret, comes from `prepare`. Names in lower case. */
  headers?: OutboundHeaders;
  body?: string | Uint8Array;
  accept?: string;
  /** Of the answer's body; default 1 MiB. */
  maxBytes?: number;
  /** For everything from DNS to the last byte, redirects included; default 10 s. */
  timeoutMs?: number;
  /** How many redirects a GET follows; with 0 the redirect is the answer. A POST never follows. Default 3. */
  redirects?: 0 | 1 | 2 | 3;
  signal?: AbortSignal;
  /** More headers for one hop, asked anew at each: a signature covers the URL. */
  prepare?: (url: URL) => OutboundHeaders | Promise<OutboundHeaders>;
}

export interface OutboundResponse extends OutboundAnswer {
  /** The URL that answered, after redirects, without fragment. */
  url: string;
}

export interface Outbound {
  /** Any status is an answer; throws {@link OutboundError} where there is none to use. */
  fetch(url: string | URL, request?: OutboundRequest): Promise<OutboundResponse>;
  /** Resolves when the requests under way have ended; redirects are no longer followed. */
  close(): Promise<void>;
}

const CONNECTIONS_PER_HOST = 8;
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);

/** The one way out: every request of the node to another server passes here, over one pool of connections. */
export function createOutbound({ allowPrivateAddresses, userAgent, logger }: OutboundOptions): Outbound {
  const agent = new Agent({
    connections: CONNECTIONS_PER_HOST,
    connect: guardedConnector(lookup, allowPrivateAddresses),
    // One deadline spans the exchange; undici's own, one for each phase, would only add timers.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const inFlight = new Map<string, Promise<OutboundResponse>>();

  async function follow(input: string | URL, request: OutboundRequest, signal: AbortSignal) {
    const { method = 'GET', redirects = 3, maxBytes = 1024 * 1024 } = request;
    let url = checkedUrl(input, undefined, allowPrivateAddresses);
    for (let hop = 0; ; hop++) {
      const answer = await exchange(agent, url, {
        method,
        headers: {
          'user-agent': userAgent,
          // A compressed answer could unfold to any size: none is asked for and none is accepted.
          'accept-encoding': 'identity',
          ...(request.accept && { accept: request.accept }),
          ...request.headers,
          ...(await request.prepare?.(url)),
        },
        body: request.body,
        maxBytes,
        signal,
      });
      const { location } = answer.headers;
      const redirected = REDIRECT_STATUSES.has(answer.status) && location !== undefined;
      if (!redirected || method === 'POST' || redirects === 0) return { ...answer, url: url.href };
      if (hop === redirects) {
        throw new OutboundError('too-many-redirects', `${url.host} redirects on`, { status: answer.status });
      }
      url = checkedUrl(location, url.href, allowPrivateAddresses);
    }
  }

  async function fetchOnce(url: string | URL, request: OutboundRequest): Promise<OutboundResponse> {
    const deadline = new AbortController();
    const giveUp = (reason: AbortReason) => deadline.abort(reason);
    const timer = setTimeout(giveUp, request.timeoutMs ?? 10_000, 'timeout');
    const onAbort = () => giveUp('aborted');
    if (request.signal?.aborted) onAbort();
    request.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await follow(url, request, deadline.signal);
    } catch (error) {
      if (error instanceof OutboundError) {
        const level = error.reason === 'refused-address' ? 'warn' : 'debug';
        logger[level](
          { reason: error.reason, status: error.status, detail: error.message },
          'no answer used',
        );
      }
      throw error;
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Many who ask for one document at one time share one request, unless theirs is signed or theirs to abort. */
  function fetchShared(url: string | URL, request: OutboundRequest): Promise<OutboundResponse> {
    const key = JSON.stringify([String(url), request]);
    let running = inFlight.get(key);
    if (!running) {
      running = fetchOnce(url, request).finally(() => inFlight.delete(key));
      inFlight.set(key, running);
    }
    return running;
  }

  return {
    fetch(url, request = {}) {
      const shareable = request.method !== 'POST' && !request.prepare && !request.signal;
      return shareable ? fetchShared(url, request) : fetchOnce(url, request);
    },
    close: () => agent.close(),
  };
}
