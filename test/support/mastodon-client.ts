import { invite } from '../../src/domain/accounts/invite.ts';
import { appointRepresentative } from '../../src/domain/accounts/sign-in.ts';
import { signUp } from '../../src/domain/accounts/sign-up.ts';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { actorByHandle } from '../../src/domain/actors/actor-reads.ts';
import { operator } from '../../src/domain/caller.ts';
import { oauthApps, oauthTokens } from '../../src/domain/oauth/oauth.table.ts';
import type { Scope } from '../../src/domain/oauth/scopes.ts';
import type { Id } from '../../src/platform/ids.ts';
import { hashToken, newToken } from '../../src/platform/secrets.ts';
import type { TestNode } from './node.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}
/** Whatever an answer holds, looked into without ceremony. */
export interface Json extends Readonly<Record<Field, Json>> {
  readonly [index: number]: Json;
  [Symbol.iterator](): Iterator<Json>;
}

type Field =
  | 'id'
  | 'text'
  | 'type'
  | 'url'
  | 'uri'
  | 'acct'
  | 'name'
  | 'tags'
  | 'content'
  | 'username'
  | 'visibility'
  | 'account'
  | 'accounts'
  | 'card'
  | 'poll'
  | 'reblog'
  | 'status'
  | 'statuses'
  | 'last_status'
  | 'mentions'
  | 'media_attachments'
  | 'description'
  | 'spoiler_text'
  | 'edited_at'
  | 'ancestors'
  | 'descendants'
  | 'pinned'
  | 'notification_groups'
  | 'group_key';

/** Somebody with a client, who acts as one actor. */
export interface TestClient {
  readonly actor: Actor;
  readonly token: string;
  readonly accountId: Id;
  get(path: string): Promise<Answer>;
  post(path: string, body?: object | FormData, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body: object): Promise<Answer>;
  patch(path: string, body: object): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

export async function createClient(
  node: TestNode,
  handle: string,
  options: {
    readonly as?: Actor;
    readonly scopes?: Scope[];
    readonly role?: 'member' | 'coordinator';
  } = {},
): Promise<TestClient> {
  const { domain } = node.services;
  const invitation = await invite(domain, operator, options.role ?? 'member');
  const accountId = await signUp(domain, {
    token: invitation,
    handle,
    name: handle,
    email: `${handle}@${new URL(node.origin).hostname}.example`,
    password: 'una frase lunga',
  });
  const person = await actorByHandle(domain.db, handle);
  if (person === undefined) throw new Error(`${handle} was not made`);
  if (options.as !== undefined) await appointRepresentative(domain, operator, accountId, options.as.id);
  const actor = options.as ?? person;
  const token = await issueToken(
    node,
    accountId,
    actor.id,
    options.scopes ?? ['read', 'write', 'follow', 'push'],
  );
  return { actor, token, accountId, ...speaker(node.origin, token) };
}

export async function issueToken(
  node: TestNode,
  accountId: Id,
  actorId: Id,
  scopes: Scope[],
): Promise<string> {
  const { db, ids, clock } = node.services.domain;
  const appId = ids();
  const createdAt = clock.now();
  await db.insert(oauthApps).values({
    id: appId,
    clientId: newToken(),
    clientSecretHash: hashToken(newToken()),
    name: 'Prova',
    website: null,
    redirectUris: ['urn:ietf:wg:oauth:2.0:oob'],
    scopes,
    createdAt,
  });
  const token = newToken();
  await db
    .insert(oauthTokens)
    .values({ id: ids(), tokenHash: hashToken(token), appId, accountId, actorId, scopes, createdAt });
  return token;
}

/** Asks the API over the network; without a token as anyone. */
export function speaker(origin: string, token?: string) {
  const ask = async (
    method: string,
    path: string,
    body?: object | FormData,
    more: Record<string, string> = {},
  ) => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text || 'null') as Json };
  };
  return {
    get: (path: string) => ask('GET', path),
    post: (path: string, body?: object | FormData, headers?: Record<string, string>) =>
      ask('POST', path, body, headers),
    put: (path: string, body: object) => ask('PUT', path, body),
    patch: (path: string, body: object) => ask('PATCH', path, body),
    delete: (path: string) => ask('DELETE', path),
  };
}
