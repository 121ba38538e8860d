import { z } from 'zod';
import { OutboundError } from '../../platform/outbound/outbound-error.ts';
import type { Federation } from '../federation.ts';
import { readJsonObject } from '../inbox/read-body.ts';
import { Refusal } from '../inbox/refusal.ts';

const MAX_BYTES = 64 * 1024;
const TIMEOUT_MS = 5_000;

const jrd = z.object({
  subject: z.string().max(500).optional(),
  links: z
    .array(
      z.object({
        rel: z.string(),
        type: z.string().optional(),
        href: z.string().optional(),
        template: z.string().max(2000).optional(),
      }),
    )
    .max(100),
});

export type WebfingerAnswer = z.output<typeof jrd> & {
  /** The host that answered, where the one that was asked sends on to another. */
  readonly host: string;
};

/** What a server says of `acct:name@host` or of its own address (RFC 7033); undefined where there is nothing to use. */
export async function askWebfinger(
  federation: Federation,
  host: string,
  resource: string,
): Promise<WebfingerAnswer | undefined> {
  const url = `${schemeOf(federation, host)}://${host}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`;
  try {
    const answer = await federation.outbound.fetch(url, {
      accept: 'application/jrd+json, application/json',
      maxBytes: MAX_BYTES,
      timeoutMs: TIMEOUT_MS,
    });
    if (answer.status !== 200) return undefined;
    const { data } = jrd.safeParse(readJsonObject(answer.body));
    return data && { ...data, host: new URL(answer.url).host };
  } catch (error) {
    if (error instanceof OutboundError || error instanceof Refusal) return undefined;
    throw error;
  }
}

export function schemeOf({ allowPrivateAddresses }: Federation, host: string): 'http' | 'https' {
  return allowPrivateAddresses && isLoopback(host) ? 'http' : 'https';
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|[a-z0-9.-]+\.localhost|127(?:\.\d{1,3}){3})(?::\d+)?$/.test(host);
}
