import type { FastifyReply, FastifyRequest } from 'fastify';
import { type SignedIn, signedIn } from '../domain/accounts/sign-in.ts';
import type { Actor } from '../domain/actors/actor.table.ts';
import type { Domain } from '../domain/domain.ts';
import { nodeActors } from '../domain/node/node-reads.ts';
import type { NodeSettings } from '../domain/node/settings.ts';
import type { RemoteLookup } from '../domain/remote-lookup.ts';
import type { Finding } from '../messages/finding.ts';
import { LOCALES, type Locale, type Messages, messages } from '../messages/messages.ts';
import { negotiateLocale } from '../messages/negotiate-locale.ts';
import type { ExportFiles } from '../platform/export-files.ts';
import { newToken } from '../platform/secrets.ts';
import type { Cookies } from './cookies.ts';
import { csrfToken, requireOwnForm } from './csrf.ts';

/** What a coordinator may try from the pages, done by the rooms above. */
export interface Checks {
  /** Whether the node's public address answers as it should. */
  outside(): Promise<readonly Finding[]>;
  /** At once, past the queue. @throws {UserError} `conflict` without a way out for letters, `unavailable` with the reason */
  sendTestLetter(email: string, locale: Locale): Promise<void>;
}

/** What every route works with. */
export interface Web {
  readonly domain: Domain;
  readonly cookies: Cookies;
  readonly role: 'district' | 'network';
  /** Whether letters leave by e-mail; else coordinators read them here. */
  readonly mail: boolean;
  /** Where copies of people's data lie. */
  readonly exports: ExportFiles;
  /** Asks other servers. */
  readonly lookup: RemoteLookup;
  readonly checks: Checks;
  /** The language for readers who ask for none that we have. */
  readonly locale: Locale;
}

/** Who reads, and where: what every page is made for. */
export interface Reader {
  readonly web: Web;
  readonly group: Actor;
  /** What the district has decided of its node. */
  readonly settings: NodeSettings;
  readonly locale: Locale;
  readonly words: Messages['web'];
  readonly taxonomy: Messages['taxonomy'];
  readonly agreements: Messages['agreements'];
  readonly memberships: Messages['memberships'];
  /** Path and query of the page. */
  readonly path: string;
  readonly signedIn: SignedIn | undefined;
  /** What the reader's forms carry; undefined while nothing binds them to this reader. */
  readonly csrf: string | undefined;
}

export async function readerOf(web: Web, request: FastifyRequest, reply: FastifyReply): Promise<Reader> {
  const { domain, cookies } = web;
  const session = cookies.read(request, 'session');
  const [{ group, settings }, account] = await Promise.all([
    nodeActors(domain.db),
    session === undefined ? undefined : signedIn(domain, session),
  ]);
  const locale = localeOf(web, request, settings, account);
  const { web: words, taxonomy, agreements, memberships } = messages(locale);
  reply.header('content-language', locale);
  reply.header('cache-control', account === undefined ? 'no-cache' : 'private, no-store');
  addVary(reply, 'Accept-Language, Cookie');
  return {
    web,
    group,
    settings,
    locale,
    words,
    taxonomy,
    agreements,
    memberships,
    path: request.url,
    signedIn: account,
    csrf: account === undefined || session === undefined ? undefined : csrfToken(session),
  };
}

function localeOf(
  web: Web,
  request: FastifyRequest,
  settings: NodeSettings,
  account: SignedIn | undefined,
): Locale {
  const chosen = web.cookies.read(request, 'lang');
  return (
    LOCALES.find((locale) => locale === chosen) ??
    account?.locale ??
    negotiateLocale(request.headers['accept-language'], settings.locale)
  );
}

export function addVary(reply: FastifyReply, fields: string): void {
  const before = reply.getHeader('vary');
  reply.header('vary', before === undefined ? fields : `${before}, ${fields}`);
}

/** For a page with a form that somebody not signed in fills in: binds the form to their browser. */
export function bindVisitor(reader: Reader, request: FastifyRequest, reply: FastifyReply): Reader {
  if (reader.csrf !== undefined) return reader;
  const { cookies } = reader.web;
  const known = cookies.read(request, 'visitor');
  const secret = known !== undefined && /^[\w-]{43}$/.test(known) ? known : newToken();
  if (secret !== known) cookies.write(reply, 'visitor', secret);
  reply.header('cache-control', 'private, no-store');
  return { ...reader, csrf: csrfToken(secret) };
}

/** @throws {UserError} `forbidden` unless the posted form was made for this reader by one of our pages */
export function requireReadersForm(reader: Reader, request: FastifyRequest): void {
  const { cookies, domain } = reader.web;
  const secret = cookies.read(request, reader.signedIn === undefined ? 'visitor' : 'session');
  requireOwnForm(request, domain.addresses.origin, secret);
}
