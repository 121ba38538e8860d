import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { type Access, accessByToken } from '../../domain/oauth/access.ts';
import { covers } from '../../domain/oauth/scopes.ts';
import type { DatabaseHandle } from '../../platform/database/database.ts';
import type { Mastodon } from '../mastodon.ts';
import { anyone } from '../request/access.ts';
import { ApiError, localeOf } from '../request/errors.ts';
import { idInput, optional } from '../request/input.ts';
import {
  type Connection,
  isPrivate,
  keyOf,
  labelOf,
  STREAM_NAMES,
  type Stream,
  type StreamName,
} from './connection.ts';
import { Hub } from './hub.ts';

const MAX_STREAMS = 20;
const MAX_MESSAGE = 4 * 1024;
/** A client that takes nothing in is not waited for. */
const MAX_BUFFERED = 1024 * 1024;
const HEARTBEAT_MS = 20_000;

const asked = z.object({
  stream: z.enum(STREAM_NAMES),
  tag: optional(z.string().max(100)),
  list: optional(idInput),
});
const message = asked.extend({ type: z.enum(['subscribe', 'unsubscribe']) });

/** docs.joinmastodon.org/methods/streaming: over WebSocket, or as events that a server sends (SSE). */
export async function streamingRoutes(
  app: FastifyInstance,
  { mastodon, database }: { mastodon: Mastodon; database: Pick<DatabaseHandle, 'url' | 'session'> },
): Promise<void> {
  const hub = new Hub(mastodon, database);
  app.addHook('preClose', () => hub.stop());
  await app.register(websocket, { options: { maxPayload: MAX_MESSAGE } });

  app.get('/api/v1/streaming/health', anyone(), async (_request, reply) =>
    reply.type('text/plain').send('OK'),
  );

  app.route({
    method: 'GET',
    url: '/api/v1/streaming',
    ...anyone(),
    handler: async (request, reply) => {
      const { stream, tag, list } = read(asked, request.query);
      return sendEvents(request, reply, streamOf(stream, tag, list));
    },
    wsHandler: (socket, request) => void converse(socket, request),
  });

  for (const name of STREAM_NAMES) {
    const path = name.replaceAll(':', '/');
    app.get(`/api/v1/streaming/${path}`, anyone(), async (request, reply) => {
      const { tag, list } = read(asked.omit({ stream: true }), request.query);
      return sendEvents(request, reply, streamOf(name, tag, list));
    });
  }

  async function sendEvents(request: FastifyRequest, reply: FastifyReply, stream: Stream) {
    requireAllowed(request.access, stream);
    const { raw } = reply;
    const write = (text: string) => {
      raw.write(text);
      if (raw.writableLength > MAX_BUFFERED) raw.destroy();
    };
    const connection = connectionOf(request, request.access, {
      send: (_stream, event, payload) => write(`event: ${event}\ndata: ${textOf(payload)}\n\n`),
      close: () => raw.end(),
    });
    connection.streams.set(keyOf(stream), stream);
    if (!hub.add(connection)) throw new ApiError(429, 'too_many_streams');
    reply.hijack();
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'private, no-store',
      'access-control-allow-origin': '*',
      'x-accel-buffering': 'no',
    });
    write(':)\n');
    const beat = setInterval(() => write(':thump\n'), HEARTBEAT_MS);
    raw.on('close', () => {
      clearInterval(beat);
      hub.remove(connection);
    });
  }

  async function converse(socket: WebSocket, request: FastifyRequest): Promise<void> {
    const earlier: string[] = [];
    let hear = (text: string): void => void earlier.push(text);
    socket.on('message', (data) => hear(String(data)));
    socket.on('error', () => socket.terminate());
    const access = await accessOf(request);
    if (access === 'invalid') return socket.close(1008, 'token');
    const connection = connectionOf(request, access ?? null, {
      send: (stream, event, payload) => {
        if (socket.bufferedAmount > MAX_BUFFERED) return socket.terminate();
        socket.send(JSON.stringify({ stream: labelOf(stream), event, payload: textOf(payload) }));
      },
      close: () => socket.close(1000),
    });
    if (!hub.add(connection)) return socket.close(1013, 'too many');
    const beat = setInterval(() => socket.ping(), HEARTBEAT_MS);
    socket.on('close', () => {
      clearInterval(beat);
      hub.remove(connection);
    });
    const complain = (error: string) => socket.send(JSON.stringify({ error, status: 400 }));
    hear = (text) => {
      const said = readMessage(text);
      if (said === undefined) return complain('message');
      const stream = streamOf(said.stream, said.tag, said.list);
      if (said.type === 'unsubscribe') {
        connection.streams.delete(keyOf(stream));
        return;
      }
      if (!isAllowed(access ?? null, stream)) return complain('token');
      if (connection.streams.size >= MAX_STREAMS) return complain('streams');
      connection.streams.set(keyOf(stream), stream);
    };
    const first = asked.safeParse(request.query);
    if (first.success) hear(JSON.stringify({ type: 'subscribe', ...first.data }));
    for (const text of earlier) hear(text);
  }

  /** The access that comes with a WebSocket: browsers can send it in the address, or as a protocol's name. */
  async function accessOf(request: FastifyRequest): Promise<Access | undefined | 'invalid'> {
    if (request.access !== null) return request.access;
    const token = request.headers['sec-websocket-protocol']?.split(',')[0]?.trim();
    if (token === undefined || token === '') return undefined;
    return (await accessByToken(mastodon.domain.db, token)) ?? 'invalid';
  }

  function connectionOf(
    request: FastifyRequest,
    access: Access | null,
    wire: Pick<Connection, 'send' | 'close'>,
  ): Connection {
    const locale = access?.user?.locale ?? localeOf(mastodon, request);
    return {
      tokenId: access?.tokenId,
      reader: { actor: access?.user?.actor, locale },
      streams: new Map(),
      ...wire,
    };
  }
}

function requireAllowed(access: Access | null, stream: Stream): void {
  if (!isAllowed(access, stream)) {
    throw access === null ? new ApiError(401, 'token_missing') : new ApiError(403, 'scope_missing');
  }
}

function isAllowed(access: Access | null, stream: Stream): boolean {
  if (!isPrivate(stream)) return true;
  if (access?.user === undefined) return false;
  return covers(access.scopes, stream.name === 'user:notification' ? 'read:notifications' : 'read:statuses');
}

function streamOf(name: StreamName, tag: string | undefined, list: string | undefined): Stream {
  if (name.startsWith('hashtag')) {
    return { name, tag: (tag ?? '').normalize('NFC').replace(/^#/, '').toLowerCase() };
  }
  return name === 'list' ? { name, list: list ?? '' } : { name };
}

function readMessage(text: string): z.output<typeof message> | undefined {
  try {
    return message.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function read<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw new ApiError(400, 'bad_request');
  return result.data;
}

function textOf(payload: unknown): string {
  return typeof payload === 'string' ? payload : JSON.stringify(payload);
}
