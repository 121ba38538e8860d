import type { Dispatcher } from 'undici';
import { OutboundError, type OutboundReason } from './outbound-error.ts';

export type OutboundHeaders = Record<string, string>;

export type AbortReason = 'timeout' | 'aborted';

export interface Exchange {
  method: 'GET' | 'POST';
  headers: OutboundHeaders;
  body: string | Uint8Array | undefined;
  maxBytes: number;
  /** Aborted with an {@link AbortReason}. */
  signal: AbortSignal;
}

export interface OutboundAnswer {
  status: number;
  /** Names in lower case; repeated headers joined with a comma. */
  headers: OutboundHeaders;
  body: Buffer;
}

/**
 * One request and its complete answer, without redirects.
 * Dispatches directly: cheaper than a body stream for small answers, and giving up takes effect at once even
 * while the socket is still connecting.
 */
export function exchange(agent: Dispatcher, url: URL, request: Exchange): Promise<OutboundAnswer> {
  const { signal, maxBytes } = request;
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let failure: OutboundError | undefined;
    let status = 0;
    let headers: OutboundHeaders = {};
    const chunks: Buffer[] = [];
    let size = 0;

    const fail = (reason: OutboundReason, message: string, cause?: unknown) => {
      failure ??= new OutboundError(reason, `${url.host} ${message}`, { cause, status: status || undefined });
      signal.removeEventListener('abort', onAbort);
      controller?.abort(failure);
      reject(failure);
    };
    const onAbort = () => fail(signal.reason, 'gave no complete answer before the request was given up');
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });

    agent.dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
      },
      {
        onRequestStart(started) {
          controller = started;
          if (failure) started.abort(failure);
        },
        onResponseStart(_, statusCode, received) {
          if (statusCode < 200) return;
          status = statusCode;
          headers = joined(received);
          const encoding = headers['content-encoding'] ?? 'identity';
          if (encoding.toLowerCase() !== 'identity') fail('encoded', `answered in ${encoding}`);
        },
        onResponseData(_, chunk) {
          size += chunk.length;
          if (size > maxBytes) fail('too-large', `answered with over ${maxBytes} bytes`);
          else chunks.push(chunk);
        },
        onResponseEnd() {
          signal.removeEventListener('abort', onAbort);
          resolve({ status, headers, body: Buffer.concat(chunks, size) });
        },
        onResponseError(_, cause) {
          fail(cause instanceof OutboundError ? cause.reason : 'network', `failed: ${wordsOf(cause)}`, cause);
        },
      },
    );
  });
}

/** Where several addresses were tried in vain, only the code says how. */
function wordsOf(cause: Error & { readonly code?: unknown }): string {
  return cause.message || String(cause.code ?? cause.name);
}

function joined(headers: Record<string, string | string[] | undefined>): OutboundHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
