import { createHash, createVerify, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { Pool } from 'undici';

const ACTIVITY_JSON = 'application/activity+json';
const CONNECTIONS = 16;

/** A POST that came to an inbox of the peer. */
export interface Delivered {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A POST made ready to be sent. */
export interface Signed {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Another server, on loopback: actors with one RSA-2048 key between them, each with an inbox that takes everything. */
export interface Peer {
  readonly delivered: readonly Delivered[];
  actor(number: number): string;
  /** Signs a POST by draft-cavage-http-signatures-12. */
  sign(number: number, target: string, activity: object): Signed;
  /** Sends all of them over a few connections, each answered with 2xx, and says how it went otherwise. */
  send(origin: string, requests: readonly Signed[]): Promise<void>;
  close(): Promise<void>;
}

export async function openPeer(): Promise<Peer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' });
  const delivered: Delivered[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const number = /^\/actors\/(\d+)$/.exec(path)?.[1];
    if (request.method === 'POST') {
      delivered.push({ path, headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(202).end();
    } else if (number !== undefined) {
      response.writeHead(200, { 'content-type': ACTIVITY_JSON }).end(JSON.stringify(actorJson(number)));
    } else {
      response.writeHead(404).end();
    }
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://localhost:${address.port}`;
  const pools = new Map<string, Pool>();

  function actorJson(number: string) {
    const id = `${origin}/actors/${number}`;
    return {
      '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1'],
      id,
      type: 'Organization',
      preferredUsername: `realta_${number}`,
      name: `Realtà ${number}`,
      summary: '<p>Una realtà di un altro territorio.</p>',
      url: `${origin}/@realta_${number}`,
      inbox: `${id}/inbox`,
      outbox: `${id}/outbox`,
      followers: `${id}/followers`,
      discoverable: true,
      indexable: true,
      publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem },
    };
  }

  return {
    delivered,
    actor: (number) => `${origin}/actors/${number}`,
    sign: (number, target, activity) => {
      const url = new URL(target);
      const body = JSON.stringify(activity);
      const covered = {
        '(request-target)': `post ${url.pathname}`,
        host: url.host,
        date: new Date().toUTCString(),
        digest: `SHA-256=${createHash('sha256').update(body).digest('base64')}`,
        'content-type': ACTIVITY_JSON,
      };
      const text = Object.entries(covered)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n');
      const signature = sign('sha256', Buffer.from(text), privateKey).toString('base64');
      const { '(request-target)': _, ...headers } = covered;
      const names = Object.keys(covered).join(' ');
      const keyId = `${origin}/actors/${number}#main-key`;
      return {
        path: url.pathname,
        body,
        headers: {
          ...headers,
          signature: `keyId="${keyId}",algorithm="rsa-sha256",headers="${names}",signature="${signature}"`,
        },
      };
    },
    send: async (to, requests) => {
      const pool = pools.get(to) ?? new Pool(to, { connections: CONNECTIONS });
      pools.set(to, pool);
      const queue = [...requests].reverse();
      const work = async () => {
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
          const response = await pool.request({ ...next, method: 'POST' });
          const text = await response.body.text();
          if (response.statusCode >= 300) throw new Error(`${next.path}: ${response.statusCode} ${text}`);
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, work));
    },
    close: async () => {
      for (const pool of pools.values()) await pool.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Whether a delivery's digest is its body's and its signature that of the key. */
export function isSignedBy(publicKeyPem: string, { path, headers, body }: Delivered): boolean {
  const digest = `SHA-256=${createHash('sha256').update(body).digest('base64')}`;
  const [, names = '', signature = ''] =
    /headers="([^"]+)".*signature="([^"]+)"/.exec(String(headers.signature)) ?? [];
  const text = names
    .split(' ')
    .map((name) => `${name}: ${name === '(request-target)' ? `post ${path}` : headers[name]}`)
    .join('\n');
  const holds = createVerify('sha256').update(text).verify(publicKeyPem, signature, 'base64');
  return headers.digest === digest && holds && names.split(' ').includes('digest');
}
