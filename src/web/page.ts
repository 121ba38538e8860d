import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SafeHtml } from './html.ts';
import { prefersActivity } from './negotiate.ts';
import { addVary } from './reader.ts';

export function sendPage(reply: FastifyReply, page: SafeHtml, status = 200): FastifyReply {
  return reply.status(status).type('text/html; charset=utf-8').send(page.toString());
}

/**
 * A page whose content has an ActivityPub address too: sends there whoever asks for that, and tells caches that
 * the answer depends on it. True if the request has been answered.
 */
export function redirectToActivity(request: FastifyRequest, reply: FastifyReply, iri: string): boolean {
  addVary(reply, 'Accept');
  if (!prefersActivity(request.headers.accept)) return false;
  reply.redirect(iri, 302);
  return true;
}

/** Chrome applies `form-action` to where a form's answer sends it, and this form's leads to another server. */
export function allowRedirect(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  reply.header('content-security-policy', policy.replace(/form-action [^;]*;?/, ''));
}
