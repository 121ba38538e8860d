import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../src/federation/json/context.ts';
import { multibaseOfKey } from '../../src/federation/json/multikey.ts';
import { signProof } from '../../src/federation/json/proof.ts';

/** Somebody on another server, with all that is needed to speak in its name. */
export interface PeerActor {
  readonly uri: string;
  readonly keyUri: string;
  readonly proofKeyUri: string;
  readonly privateKey: KeyObject;
  readonly proofKey: KeyObject;
  /** What its address answers; `peer.serve(actor.uri, …)` puts something else there. */
  readonly document: JsonObject;
}

export interface PeerRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

type Responder = (request: PeerRequest, response: ServerResponse) => void;

/** How a signed POST departs from a good one; what is not given is as it should be. */
export interface SignedPost {
  readonly as: PeerActor;
  readonly spec?: 'draft-cavage' | 'rfc9421';
  readonly privateKey?: KeyObject;
  readonly keyId?: string;
  /** The `algorithm` (`alg`) parameter; null leaves it out. */
  readonly algorithm?: string | null;
  /** The `Date` header; a string goes as it is, null leaves it out. With RFC 9421, `created`. */
  readonly date?: Date | string | null;
  /** The `Digest` (`Content-Digest`) header; null leaves it out. */
  readonly digest?: string | null;
  /** The names covered by the signature, in order. */
  readonly covered?: readonly string[];
  /** More signature parameters, such as `created` and `expires`. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** What is signed in place of the real URL and method. */
  readonly signedUrl?: string;
  readonly signedMethod?: string;
  /** The body that is sent and digested; the JSON if not given. */
  readonly body?: string | Buffer;
  /** Changes the headers after signing; an array is sent as several lines. */
  readonly tamper?: (headers: Record<string, string | string[]>) => Record<string, string | string[]>;
  /** The body that is sent in place of the one that was digested. */
  readonly swappedBody?: string | Buffer;
}

export interface Peer {
  readonly origin: string;
  readonly host: string;
  /** All that was asked of it, in order. */
  readonly requests: PeerRequest[];
  actor(name: string): PeerActor;
  /** Answers at an address of the peer's from now on: with a document, or with whatever the responder does. */
  serve(uri: string, answer: JsonObject | Responder): void;
  /** Posts an activity, signed by one of its actors. */
  post(inbox: string, json: unknown, options: SignedPost): Promise<Answer>;
  /** The activity with a proof by its actor (FEP-8b32). */
  prove(json: JsonObject, as: PeerActor): JsonObject;
  close(): Promise<void>;
}

const CONTEXT = [
  'https://www.w3.org/ns/activitystreams',
  'https://w3id.org/security/v1',
  'https://w3id.org/security/multikey/v1',
];

/** A small server of the fediverse on loopback, for tests: its actors are real, and every header can be bent. */
export async function startPeer(options: {
  readonly actors: readonly string[];
  readonly now?: () => Date;
}): Promise<Peer> {
  const now = options.now ?? (() => new Date());
  const requests: PeerRequest[] = [];
  const served = new Map<string, JsonObject | Responder>();
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = '', url: path = '', headers } = incoming;
    const received = { method, path, headers, body: Buffer.concat(chunks).toString() };
    requests.push(received);
    if (method === 'POST') return response.writeHead(202).end();
    const answer = served.get(path);
    if (answer === undefined) return response.writeHead(404).end();
    if (typeof answer === 'function') return answer(received, response);
    return response
      .writeHead(200, { 'content-type': 'application/activity+json' })
      .end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = `http://${host}`;
  const actors = new Map(options.actors.map((name) => [name, createActor(origin, name)]));
  for (const [name, actor] of actors) {
    served.set(`/users/${name}`, actor.document);
    const resource = encodeURIComponent(`acct:${name}@${host}`);
    served.set(`/.well-known/webfinger?resource=${resource}`, {
      subject: `acct:${name}@${host}`,
      links: [{ rel: 'self', type: 'application/activity+json', href: actor.uri }],
    });
  }
  return {
    origin,
    host,
    requests,
    actor: (name) => {
      const actor = actors.get(name);
      if (actor === undefined) throw new Error(`the peer has no actor ${name}`);
      return actor;
    },
    serve: (uri, answer) => served.set(uri.startsWith(origin) ? uri.slice(origin.length) : uri, answer),
    post: (inbox, json, post) => signedPost(inbox, json, post, now()),
    prove: (json, as) => signProof(json, { keyUri: as.proofKeyUri, privateKey: as.proofKey, created: now() }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An actor that stands on no server yet. */
export function createActor(origin: string, name: string): PeerActor {
  const uri = `${origin}/users/${name}`;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ed25519 = generateKeyPairSync('ed25519');
  const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
  const keyUri = `${uri}#main-key`;
  const proofKeyUri = `${uri}#ed25519-key`;
  return {
    uri,
    keyUri,
    proofKeyUri,
    privateKey: rsa.privateKey,
    proofKey: ed25519.privateKey,
    document: {
      '@context': CONTEXT,
      id: uri,
      type: 'Person',
      preferredUsername: name,
      name,
      inbox: `${uri}/inbox`,
      outbox: `${uri}/outbox`,
      followers: `${uri}/followers`,
      endpoints: { sharedInbox: `${origin}/inbox` },
      publicKey: { id: keyUri, owner: uri, publicKeyPem: pem(rsa.publicKey) },
      assertionMethod: [
        {
          id: proofKeyUri,
          type: 'Multikey',
          controller: uri,
          publicKeyMultibase: multibaseOfKey(pem(ed25519.publicKey)),
        },
      ],
    },
  };
}

/** Signs with node:crypto alone, so that nothing corrects what a test bends. */
export function signedPost(inbox: string, json: unknown, post: SignedPost, now: Date): Promise<Answer> {
  const body = Buffer.from(post.body ?? JSON.stringify(json));
  const headers =
    post.spec === 'rfc9421' ? rfc9421(inbox, body, post, now) : draftCavage(inbox, body, post, now);
  const sent = Buffer.from(post.swappedBody ?? body);
  return send(inbox, post.tamper?.(headers) ?? headers, sent);
}

/** The headers of a GET that is signed by one of a peer's actors. */
export function signedGetHeaders(address: string, as: PeerActor): Record<string, string> {
  const url = new URL(address);
  const headers = { host: url.host, date: new Date().toUTCString() };
  const lines = [
    `(request-target): get ${url.pathname}${url.search}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  const signed = sign('sha256', Buffer.from(lines.join('\n')), as.privateKey).toString('base64');
  const names = '(request-target) host date';
  return {
    ...headers,
    signature: `keyId="${as.keyUri}",algorithm="rsa-sha256",headers="${names}",signature="${signed}"`,
  };
}

function draftCavage(inbox: string, body: Buffer, post: SignedPost, now: Date): Record<string, string> {
  const url = new URL(post.signedUrl ?? inbox);
  const headers = withoutNull({
    host: url.host,
    date: dateHeader(post.date, now),
    digest: post.digest === undefined ? `SHA-256=${sha256(body)}` : post.digest,
    'content-type': 'application/activity+json',
    'content-length': String(body.length),
  });
  const covered = post.covered ?? ['(request-target)', 'host', 'date', 'digest', 'content-type'];
  const lines = covered.map((name) => {
    if (name === '(request-target)') {
      return `${name}: ${(post.signedMethod ?? 'post').toLowerCase()} ${url.pathname}${url.search}`;
    }
    const parameter = /^\((\w+)\)$/.exec(name)?.[1];
    return `${name}: ${parameter === undefined ? (headers[name] ?? '') : post.parameters?.[parameter]}`;
  });
  const algorithm = post.algorithm === undefined ? 'rsa-sha256' : post.algorithm;
  const parameters = [
    `keyId="${post.keyId ?? post.as.keyUri}"`,
    ...(algorithm === null ? [] : [`algorithm="${algorithm}"`]),
    ...Object.entries(post.parameters ?? {}).map(([name, value]) => `${name}=${value}`),
    `headers="${covered.join(' ')}"`,
    `signature="${signature(lines, post)}"`,
  ];
  // What was signed for another host is sent to this one all the same.
  return { ...headers, host: new URL(inbox).host, signature: parameters.join(',') };
}

function rfc9421(inbox: string, body: Buffer, post: SignedPost, now: Date): Record<string, string> {
  const target = post.signedUrl ?? inbox;
  const headers = withoutNull({
    host: new URL(inbox).host,
    'content-digest': post.digest === undefined ? `sha-256=:${sha256(body)}:` : post.digest,
    'content-type': 'application/activity+json',
  });
  const covered = post.covered ?? ['@method', '@target-uri', 'content-digest'];
  const derived: Record<string, string> = {
    '@method': post.signedMethod ?? 'POST',
    '@target-uri': target,
    '@authority': new URL(target).host,
    '@path': new URL(target).pathname,
  };
  const algorithm = post.algorithm === undefined ? 'rsa-v1_5-sha256' : post.algorithm;
  const created = Math.floor((post.date instanceof Date ? post.date : now).getTime() / 1000);
  const parameters = [
    `(${covered.map((name) => `"${name}"`).join(' ')})`,
    ...Object.entries({ created, ...post.parameters }).map(([name, value]) => `${name}=${value}`),
    `keyid="${post.keyId ?? post.as.keyUri}"`,
    ...(algorithm === null ? [] : [`alg="${algorithm}"`]),
  ].join(';');
  const lines = [
    ...covered.map((name) => `"${name}": ${derived[name] ?? headers[name] ?? ''}`),
    `"@signature-params": ${parameters}`,
  ];
  return {
    ...headers,
    'signature-input': `sig1=${parameters}`,
    signature: `sig1=:${signature(lines, post)}:`,
  };
}

function signature(lines: readonly string[], post: SignedPost): string {
  const key = post.privateKey ?? post.as.privateKey;
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return sign(hash, Buffer.from(lines.join('\n')), key).toString('base64');
}

function sha256(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64');
}

function dateHeader(date: Date | string | null | undefined, now: Date): string | null {
  if (date === null || typeof date === 'string') return date;
  return (date ?? now).toUTCString();
}

function withoutNull(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** Sends exactly these headers, over a connection of its own. */
export function send(
  url: string,
  headers: Readonly<Record<string, string | readonly string[]>>,
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const raw = Object.entries(headers)
      .filter(([name]) => name !== 'content-length')
      .flatMap(([name, values]) => [values].flat().flatMap((value) => [name, value]));
    const outgoing = request(url, {
      method: 'POST',
      agent: false,
      headers: [...raw, 'content-length', String(body.length)],
    });
    outgoing.on('error', reject);
    outgoing.on('response', async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
    });
    outgoing.end(body);
  });
}
