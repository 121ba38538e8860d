import { createHash, sign } from 'node:crypto';
import { signRequest as signWithFedify } from '@fedify/fedify';
import { type OwnKey, toCryptoKey } from './own-keys.ts';

export interface UnsignedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly body?: Buffer | undefined;
  readonly contentType?: string;
}

/** The `Digest` of a body: the same for every inbox that it goes to. */
export function digestOf(body: Buffer): string {
  return `SHA-256=${createHash('sha256').update(body).digest('base64')}`;
}

/**
 * The headers that sign a request as draft-cavage-http-signatures-12 wants it: what every server understands,
 * and Mastodon before 4.5 understands alone.
 */
export function draftCavageHeaders(
  request: UnsignedRequest,
  key: OwnKey,
  now: Date,
  digest = request.body === undefined ? undefined : digestOf(request.body),
): Record<string, string> {
  const { method, url } = request;
  const headers: Record<string, string> = { host: url.host, date: now.toUTCString() };
  if (digest !== undefined) headers.digest = digest;
  if (request.contentType !== undefined) headers['content-type'] = request.contentType;
  const lines = [
    `(request-target): ${method.toLowerCase()} ${url.pathname}${url.search}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  const signature = sign('sha256', Buffer.from(lines.join('\n')), key.privateKey).toString('base64');
  const names = ['(request-target)', ...Object.keys(headers)].join(' ');
  return {
    ...headers,
    signature: `keyId="${key.uri}",algorithm="rsa-sha256",headers="${names}",signature="${signature}"`,
  };
}

/** The headers that sign a request by RFC 9421, for servers that have turned the older way down. */
export async function rfc9421Headers(
  request: UnsignedRequest,
  key: OwnKey,
  now: Date,
): Promise<Record<string, string>> {
  const headers: Record<string, string> = { host: request.url.host, date: now.toUTCString() };
  if (request.contentType !== undefined) headers['content-type'] = request.contentType;
  const body = request.body === undefined ? undefined : new Uint8Array(request.body);
  const signed = await signWithFedify(
    new Request(request.url, { method: request.method, headers, body: body ?? null }),
    await toCryptoKey(key),
    new URL(key.uri),
    { spec: 'rfc9421' },
  );
  return { ...headers, ...Object.fromEntries(signed.headers) };
}
