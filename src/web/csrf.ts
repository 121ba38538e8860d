import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { UserError } from '../platform/errors.ts';
import { hashToken } from '../platform/secrets.ts';

/** What a form carries: it follows from the secret in the reader's cookie, and the secret does not follow from it. */
export function csrfToken(secret: string): string {
  return hashToken(`form:${secret}`);
}

/**
 * A form counts only if a page of ours was its origin, as the browser says, and it carries the reader's own token.
 * @throws {UserError} `forbidden`
 */
export function requireOwnForm(request: FastifyRequest, origin: string, secret: string | undefined): void {
  const { body } = request;
  const given = typeof body === 'object' && body !== null && 'csrf' in body ? String(body.csrf) : '';
  if (!comesFromHere(request, origin)) throw new UserError('forbidden', 'form_from_elsewhere', { origin });
  if (secret === undefined || !sameText(given, csrfToken(secret))) {
    throw new UserError('forbidden', 'form_too_old');
  }
}

/** Browsers say `Origin` with every POST, and `Sec-Fetch-Site` since 2023: neither may be wrong, one must be there. */
function comesFromHere(request: FastifyRequest, origin: string): boolean {
  const { origin: claimed, 'sec-fetch-site': site } = request.headers;
  if (claimed === undefined && site === undefined) return false;
  return (claimed === undefined || claimed === origin) && (site === undefined || site === 'same-origin');
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
