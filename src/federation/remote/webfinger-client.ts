import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorByHandle } from '../../domain/actors/actor-reads.ts';
import { isBlocked } from '../../domain/moderation/blocked-hosts.ts';
import { UserError } from '../../platform/errors.ts';
import type { Federation } from '../federation.ts';
import { httpUri } from '../json/read.ts';
import { isActivityJson } from '../media-types.ts';
import { askWebfinger, type WebfingerAnswer } from './ask-webfinger.ts';
import { isFresh, resolveActor } from './resolve-actor.ts';

const FRESH_MS = 24 * 60 * 60_000;
const HANDLE = /^@?([\p{L}\p{N}_.-]{1,64})@([a-z0-9.-]{1,253}(?::\d{1,5})?)$/iu;

/**
 * The actor behind `@handle@host`, asked of its server by WebFinger (RFC 7033) where we do not know it well.
 * @throws {UserError} `invalid` for what is no handle, `not-found` where nobody answers to it
 */
export async function resolveHandle(federation: Federation, input: string): Promise<Actor> {
  const [, name, written] = HANDLE.exec(input.trim()) ?? [];
  if (name === undefined || written === undefined)
    throw new UserError('invalid', 'handle_invalid', {}, 'handle');
  const { db, addresses } = federation.domain;
  const host = written.toLowerCase();
  const known = await actorByHandle(db, name, host === addresses.host ? undefined : host);
  if (known !== undefined && known.deletedAt === null && isFresh(federation, known, FRESH_MS)) return known;
  const unresolved = new UserError(
    'not-found',
    'handle_unresolved',
    { handle: `@${name}@${host}` },
    'handle',
  );
  if (host === addresses.host || (await isBlocked(db, host))) throw unresolved;
  const answer = await askWebfinger(federation, host, `acct:${name}@${host}`);
  const uri = answer && selfOf(federation, answer);
  const actor = uri === undefined ? undefined : await resolveActor(federation, uri);
  if (actor === undefined || actor.deletedAt !== null || actor.host === null) throw unresolved;
  // The server that is asked may speak for another of its names, which then has to say the same (subject).
  if (!(await confirms(federation, answer?.subject, { name, host }, actor))) throw unresolved;
  return actor;
}

/** Whether the subject names the handle that was asked, or another that its own host gives to the same actor. */
async function confirms(
  federation: Federation,
  subject: string | undefined,
  asked: { readonly name: string; readonly host: string },
  actor: Actor,
): Promise<boolean> {
  const [, name, host] = /^acct:([^@]+)@([^@/]+)$/i.exec(subject ?? '') ?? [];
  if (name === undefined || host === undefined) return false;
  const same = host.toLowerCase() === asked.host && name.toLowerCase() === asked.name.toLowerCase();
  if (same) return true;
  const second = await askWebfinger(federation, host.toLowerCase(), `acct:${name}@${host}`);
  return (
    second !== undefined &&
    second.subject?.toLowerCase() === subject?.toLowerCase() &&
    selfOf(federation, second) === actor.uri
  );
}

function selfOf(federation: Federation, answer: WebfingerAnswer): string | undefined {
  const self = answer.links.find(({ rel, type }) => rel === 'self' && isActivityJson(type));
  return httpUri(self?.href, { allowHttp: federation.allowPrivateAddresses });
}
