import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorById } from '../../domain/actors/actor-reads.ts';
import { UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import type { Federation } from '../federation.ts';
import { headerLines } from '../inbox/header-lines.ts';
import { MAX_BODY_BYTES } from '../inbox/read-body.ts';
import { receiveActivity } from '../inbox/receive-activity.ts';
import { Refusal } from '../inbox/refusal.ts';
import { isActivityJson } from '../media-types.ts';
import { echoRoute } from './echo-route.ts';

/** Values that PostgreSQL does not take, or a rule of the data that they break: the sender's doing. */
const BAD_DATA = /^2[23]/;

/** The inboxes: one for all (`/inbox`), and one for each actor. */
export async function inboxRoutes(
  app: FastifyInstance,
  { federation }: { federation: Federation },
): Promise<void> {
  const { db } = federation.domain;

  app.removeAllContentTypeParsers();
  // The signature is over the bytes as they came.
  app.addContentTypeParser(
    /^application\/(activity|ld)\+json/i,
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (_request, body, done) => done(null, body),
  );

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const [status, reason] = judge(error);
    if (status >= 500) throw error;
    if (status === 401) federation.metrics.signatureFailures.inc({ reason });
    federation.logger[status === 401 || status === 403 ? 'warn' : 'info'](
      { status, reason, detail: error.message.slice(0, 300), key: keyIdOf(request) },
      'activity refused',
    );
    return reply.code(status).send({ error: reason });
  });

  async function receive(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!isActivityJson(request.headers['content-type']))
      return reply.code(415).send({ error: 'not-activity-json' });
    if (request.headers['content-encoding'] !== undefined) throw new Refusal(400, 'body-encoded');
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const target = request.raw.url ?? request.url;
    const headers = headerLines(request.raw.rawHeaders);
    await receiveActivity(federation, { method: 'POST', target, headers, body });
    return reply.code(202).send();
  }

  echoRoute(app, federation);
  app.post('/inbox', receive);
  app.post('/actors/node/inbox', receive);
  app.post('/actors/:id/inbox', async (request, reply) => {
    const { id } = request.params as { id: string };
    const actor = isId(id) ? await actorById(db, id) : undefined;
    if (actor === undefined || actor.host !== null || actor.deletedAt !== null) {
      return reply.code(404).send({ error: 'no-such-inbox' });
    }
    return receive(request, reply);
  });
}

/** Which answer an error stands for. Only what is our own fault is left above 499. */
function judge(error: FastifyError): [status: number, reason: string] {
  if (error instanceof Refusal) return [error.status, error.reason];
  if (error instanceof UserError) return [error.kind === 'forbidden' ? 403 : 400, error.code];
  if (BAD_DATA.test(sqlState(error))) return [400, 'activity-invalid'];
  return [error.statusCode ?? 500, error.code ?? 'error'];
}

function sqlState(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.name === 'PostgresError' && 'code' in error) return String(error.code);
  return sqlState(error.cause);
}

function keyIdOf(request: FastifyRequest): string | undefined {
  const header = request.headers['signature-input'] ?? request.headers.signature;
  return /key[Ii]d="([^"]{1,300})"/.exec(String(header ?? ''))?.[1];
}
