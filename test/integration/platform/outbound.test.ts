import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createOutbound, type Outbound } from '../../../src/platform/outbound/outbound.ts';

const logger = pino({ level: 'silent' });
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function outbound(allowPrivateAddresses = true): Outbound {
  const created = createOutbound({
    allowPrivateAddresses,
    userAgent: 'Distretto (+https://nodo.test/)',
    logger,
  });
  cleanups.push(() => created.close());
  return created;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (listener: RequestListener) => listen(createServer(listener));

describe('an answer', () => {
  it('has status, headers, body and final URL', async () => {
    const origin = await serve((request, response) => {
      response.writeHead(404, { 'Content-Type': 'text/plain', 'X-Many': ['a', 'b'] });
      response.end(JSON.stringify({ url: request.url, headers: request.headers }));
    });
    const answer = await outbound().fetch(`${origin}/a?b=c#d`, {
      accept: 'application/activity+json',
      headers: { 'x-own': '1' },
    });
    expect(answer).toMatchObject({
      status: 404,
      headers: { 'content-type': 'text/plain', 'x-many': 'a, b' },
      url: `${origin}/a?b=c`,
    });
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      url: '/a?b=c',
      headers: {
        accept: 'application/activity+json',
        'accept-encoding': 'identity',
        'user-agent': 'Distretto (+https://nodo.test/)',
        'x-own': '1',
      },
    });
  });

  it('comes to a POST, whose body arrives as it is', async () => {
    const origin = await serve(async (request, response) => {
      const chunks = await Array.fromAsync(request);
      response.writeHead(202).end(Buffer.concat(chunks));
    });
    const body = Buffer.from('{"è":"\u0001"}');
    const answer = await outbound().fetch(origin, { method: 'POST', body });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual(body);
  });

  it('comes from localhost names', async () => {
    const origin = await serve((request, response) => response.end(request.headers.host));
    const url = origin.replace('127.0.0.1', 'nodo.localhost');
    expect((await outbound().fetch(url)).body.toString()).toBe(new URL(url).host);
  });
});

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '0x7f.1',
    '2130706433',
    '017700000001',
    '127.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    'localhost',
    'x.localhost',
  ])('are refused when private: %s, without a connection', async (host) => {
    let connections = 0;
    const server = createServer((_, response) => response.end());
    server.on('connection', () => connections++);
    const { port } = new URL(await listen(server));
    await expect(outbound(false).fetch(`https://${host}:${port}/`)).rejects.toMatchObject({
      name: 'OutboundError',
      reason: 'refused-address',
    });
    expect(connections).toBe(0);
  });

  it.each([
    '169.254.169.254',
    '[::ffff:169.254.169.254]',
    '[64:ff9b::7f00:1]',
    '[fd00:ec2::254]',
    '0.0.0.0',
    '[::]',
  ])('are refused even where private ones are allowed: %s', async (host) => {
    await expect(outbound(true).fetch(`https://${host}/latest/meta-data`)).rejects.toMatchObject({
      reason: 'refused-address',
    });
  });

  it('are checked again at a redirect', async () => {
    const origin = await serve((_, response) => {
      response.writeHead(302, { location: 'https://169.254.169.254/latest' }).end();
    });
    await expect(outbound().fetch(origin)).rejects.toMatchObject({ reason: 'refused-address' });
  });

  it('that nobody listens at are a network failure, with its cause', async () => {
    const origin = await serve((_, response) => response.end());
    await cleanups.pop()?.();
    await expect(outbound().fetch(origin)).rejects.toMatchObject({
      reason: 'network',
      cause: { code: 'ECONNREFUSED' },
    });
  });
});

describe('the deadline', () => {
  const drip: RequestListener = (_, response) => {
    response.writeHead(202);
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  };

  it('covers a body that drips, and tells the status that had come', async () => {
    const origin = await serve(drip);
    await expect(outbound().fetch(origin, { timeoutMs: 1000 })).rejects.toMatchObject({
      reason: 'timeout',
      status: 202,
    });
  });

  it('covers an answer that never begins', async () => {
    const origin = await serve(() => {});
    await expect(outbound().fetch(origin, { timeoutMs: 100 })).rejects.toMatchObject({
      reason: 'timeout',
      status: undefined,
    });
  });

  it('covers a TLS handshake that never ends', async () => {
    const sockets: Socket[] = [];
    const server = createTcpServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const out = outbound();
    cleanups.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    await expect(out.fetch(`https://127.0.0.1:${port}/`, { timeoutMs: 100 })).rejects.toMatchObject({
      reason: 'timeout',
    });
  });

  it('covers a request that waits for one of the connections', async () => {
    let received = 0;
    const origin = await serve(() => received++);
    const out = outbound();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => out.fetch(`${origin}/${index}`, { timeoutMs: 1000 })),
    );
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.reason)).toEqual(
      Array(20).fill('timeout'),
    );
    expect(received).toBeLessThan(20);
  });

  it('covers all redirects together', async () => {
    const seen: string[] = [];
    const origin = await serve((request, response) => {
      seen.push(request.url ?? '');
      if (request.url === '/2') return;
      setTimeout(
        () => response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end(),
        10,
      );
    });
    await expect(outbound().fetch(`${origin}/0`, { timeoutMs: 1500 })).rejects.toMatchObject({
      reason: 'timeout',
    });
    expect(seen).toEqual(['/0', '/1', '/2']);
  });

  it('gives way to the caller who aborts', async () => {
    const caller = new AbortController();
    const origin = await serve(() => caller.abort());
    await expect(outbound().fetch(origin, { signal: caller.signal })).rejects.toMatchObject({
      reason: 'aborted',
    });
    await expect(outbound().fetch(origin, { signal: caller.signal })).rejects.toMatchObject({
      reason: 'aborted',
    });
  });
});

describe('the size limit', () => {
  it('ends an answer of 64 MB early', async () => {
    let written = 0;
    const origin = await serve((_, response) => {
      const more = () => {
        while (written < 64_000_000) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return;
        }
        response.end();
      };
      response.on('drain', more);
      more();
    });
    await expect(outbound().fetch(origin)).rejects.toMatchObject({ reason: 'too-large', status: 200 });
    expect(written).toBeLessThan(64_000_000);
  });

  it('is exact', async () => {
    const origin = await serve((_, response) => response.end('12345'));
    expect((await outbound().fetch(origin, { maxBytes: 5 })).body).toHaveLength(5);
    await expect(outbound().fetch(origin, { maxBytes: 4 })).rejects.toMatchObject({ reason: 'too-large' });
  });

  it.each(['gzip', 'br', 'GZIP, gzip'])('is not to be got around by %s', async (encoding) => {
    const bomb = gzipSync(Buffer.alloc(2_000_000));
    const origin = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
    );
    await expect(outbound().fetch(origin)).rejects.toMatchObject({ reason: 'encoded', status: 200 });
  });
});

describe('redirects', () => {
  /** Redirects `/3` to `/2` and so on until `/0`; `/loop` to itself. */
  const countdown = () =>
    serve((request, response) => {
      const path = request.url?.slice(1);
      const location = path === 'loop' ? '/loop' : `/${Number(path) - 1}`;
      if (path === '0') response.end('there');
      else response.writeHead(307, { location }).end();
    });

  it('are followed three times and no more', async () => {
    const origin = await countdown();
    const out = outbound();
    expect(await out.fetch(`${origin}/3`)).toMatchObject({ status: 200, url: `${origin}/0` });
    await expect(out.fetch(`${origin}/4`)).rejects.toMatchObject({
      reason: 'too-many-redirects',
      status: 307,
    });
    await expect(out.fetch(`${origin}/loop`)).rejects.toMatchObject({ reason: 'too-many-redirects' });
  });

  it('are the answer where none may be followed', async () => {
    const origin = await countdown();
    expect(await outbound().fetch(`${origin}/1`, { redirects: 0 })).toMatchObject({
      status: 307,
      url: `${origin}/1`,
    });
  });

  it('are never followed by a POST', async () => {
    const seen: string[] = [];
    const origin = await serve((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.writeHead(308, { location: '/elsewhere' }).end();
    });
    expect((await outbound().fetch(`${origin}/inbox`, { method: 'POST', body: 'x' })).status).toBe(308);
    expect(seen).toEqual(['POST /inbox']);
  });

  it('are prepared one by one', async () => {
    const signed: unknown[] = [];
    const origin = await serve((request, response) => {
      signed.push([request.url, request.headers.signature]);
      if (request.url === '/b') response.end();
      else response.writeHead(301, { location: '/b' }).end();
    });
    await outbound().fetch(`${origin}/a`, { prepare: async (url) => ({ signature: `for ${url.pathname}` }) });
    expect(signed).toEqual([
      ['/a', 'for /a'],
      ['/b', 'for /b'],
    ]);
  });

  it.each([
    'http://bosco.example/',
    'https://a:b@bosco.example/',
    'file:///etc/passwd',
    'https://',
    'data:text/plain,x',
  ])('to %s are refused', async (location) => {
    const origin = await serve((_, response) => response.writeHead(302, { location }).end());
    await expect(outbound().fetch(origin)).rejects.toMatchObject({ reason: 'bad-url' });
  });
});

describe('many requests', () => {
  it('for one URL at one time are one, unless signed or posted', async () => {
    let received = 0;
    const origin = await serve((_, response) => {
      received++;
      setTimeout(() => response.end('x'), 50);
    });
    const out = outbound();
    const storm = await Promise.all(
      Array.from({ length: 100 }, () => out.fetch(origin, { accept: 'text/html' })),
    );
    expect(storm.every(({ body }) => body.toString() === 'x')).toBe(true);
    expect(received).toBe(1);
    await Promise.all([out.fetch(origin, { accept: 'text/html' }), out.fetch(origin)]);
    expect(received).toBe(3);
    await Promise.all([1, 2].map(() => out.fetch(origin, { prepare: () => ({}) })));
    await Promise.all([1, 2].map(() => out.fetch(origin, { method: 'POST', body: 'x' })));
    expect(received).toBe(7);
  });

  it('to one host share at most eight connections', async () => {
    let connections = 0;
    const server = createServer((_, response) => response.writeHead(202).end());
    server.on('connection', () => connections++);
    const origin = await listen(server);
    const out = outbound();
    const statuses = await Promise.all(
      Array.from(
        { length: 500 },
        async () => (await out.fetch(origin, { method: 'POST', body: 'x' })).status,
      ),
    );
    expect(statuses).toEqual(Array(500).fill(202));
    expect(connections).toBeLessThanOrEqual(8);
  });

  it('under way are waited for when closing, later ones fail', async () => {
    const arrived = Promise.withResolvers<void>();
    const origin = await serve((_, response) => {
      arrived.resolve();
      setTimeout(() => response.end('x'), 50);
    });
    const out = createOutbound({ allowPrivateAddresses: true, userAgent: 'x', logger });
    const running = out.fetch(origin);
    await arrived.promise;
    await out.close();
    expect((await running).status).toBe(200);
    await expect(out.fetch(origin)).rejects.toMatchObject({ reason: 'network' });
  });
});
