import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorMessage, type Locale, type Messages, messages } from '../../messages/messages.ts';
import { negotiateLocale } from '../../messages/negotiate-locale.ts';
import { type ErrorKind, UserError } from '../../platform/errors.ts';
import type { Mastodon } from '../mastodon.ts';

type ErrorCode = keyof Messages['mastodon']['errors'];

/** What is wrong with a request as such, whatever it asks for. */
export class ApiError extends Error {
  readonly statusCode: number;
  readonly code: ErrorCode;

  constructor(statusCode: number, code: ErrorCode) {
    super(code);
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** As Mastodon answers; what is gone and what is private answer like what never was. */
const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  forbidden: 403,
  'not-found': 404,
  conflict: 422,
  gone: 404,
  'too-many': 429,
  unavailable: 503,
};

export function answerErrors(app: FastifyInstance, mastodon: Mastodon): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { errors } = messages(localeOf(mastodon, request)).mastodon;
    if (error instanceof ApiError) return send(reply, error.statusCode, errors[error.code]);
    if (error instanceof UserError) {
      const status = error.code === 'invalid_cursor' ? 400 : STATUS[error.kind];
      const said = status === 404 ? errors.not_found : errorMessage(error, localeOf(mastodon, request));
      return send(reply, status, said);
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return send(reply, status, status === 413 ? errors.too_large : errors.bad_request);
    request.log.error({ err: error }, 'a request of a client failed');
    return send(reply, 500, errors.unexpected);
  });
}

function send(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').send({ error });
}

/** The language of whoever asks. */
export function localeOf({ locale }: Mastodon, request: FastifyRequest): Locale {
  return request.access?.user?.locale ?? negotiateLocale(request.headers['accept-language'], locale);
}
