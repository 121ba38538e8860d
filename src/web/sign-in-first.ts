import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from './page.ts';
import { addressWith } from './query.ts';
import { bindVisitor, type Reader } from './reader.ts';
import { signInPage } from './views/account-pages.ts';

/** What asks for somebody signed in as it is opened from elsewhere, and pages that may be answered. */
const GOING_ON =
  /^\/(?:(?:oauth\/authorize|authorize_interaction|avvisi\/nuova)\/?\?[^\s\\]*|(?:offerte|eventi|ordini|decisioni|sondaggi|annunci|note)\/\d{1,19}|(?:novita|seguiti|avvisi)(?:\?[\w=&]*)?|@[\w.@:-]{1,300})$/;

/** Where to go on after signing in: one of the pages that send people to sign in, and nowhere else. */
export function nextPage(next: string | undefined): string {
  return next !== undefined && GOING_ON.test(next) ? next : '/io';
}

/** The way to sign in from a page, and back to it. */
export function signInPath({ path }: Reader): string {
  return addressWith('/accedi', { next: nextPage(path) === path ? path : undefined });
}

/** The page to sign in on, in place of the one that was asked for. */
export function sendSignIn(reader: Reader, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const bound = bindVisitor(reader, request, reply);
  return sendPage(reply, signInPage(bound, '', undefined, request.url));
}
