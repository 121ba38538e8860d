import { configureSync, type LogRecord, type Sink } from '@logtape/logtape';
import { DrizzleQueryError } from 'drizzle-orm';
import pino, { type DestinationStream, type Level, type Logger } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { LogConfig } from './config/config.ts';

const SECRET_KEYS = [
  'authorization',
  'Authorization',
  'cookie',
  'Cookie',
  'set-cookie',
  'x-csrf-token',
  'password',
  'token',
  'accessToken',
  'access_token',
  'secret',
  'secretKey',
  'clientSecret',
  'client_secret',
  'codeVerifier',
  'code_verifier',
  'privateKey',
  'privateKeyPem',
  'private_key',
];

/** Secrets are hidden in what is logged and up to three levels inside it. */
const REDACTED = SECRET_KEYS.flatMap((key) =>
  ['', '*', '*.*', '*.*.*'].map((parent) => `${parent}["${key}"]`),
);

const CAUSES = 5;

/** The node's log, on standard output; what the libraries log with LogTape (Fedify does) goes there too. */
export function createLogger(
  log: LogConfig,
  output: DestinationStream = pino.destination({ sync: true }),
): Logger {
  const logger = pino(
    {
      level: log.level,
      redact: { paths: REDACTED, censor: '[redacted]' },
      serializers: { err: describeError },
    },
    log.format === 'pretty' ? forPeople(output) : output,
  );
  configureSync({
    reset: true,
    sinks: { pino: sinkInto(logger) },
    loggers: [
      { category: [], sinks: ['pino'], lowestLevel: 'warning' },
      // Below warning Fedify logs whole activities, private ones included.
      {
        category: ['fedify'],
        sinks: ['pino'],
        parentSinks: 'override',
        lowestLevel: log.level === 'trace' ? 'trace' : 'warning',
      },
    ],
  });
  return logger;
}

function forPeople(output: DestinationStream): DestinationStream {
  const format = prettyFactory({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' });
  return { write: (line) => output.write(format(line) ?? '') };
}

const LEVELS: Record<LogRecord['level'], Level> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warning: 'warn',
  error: 'error',
  fatal: 'fatal',
};

/** Passes on the sentence and the error, never the other properties: those may be keys, headers or whole documents. */
function sinkInto(logger: Logger): Sink {
  return ({ category, level, message, properties }) => {
    const err = Object.values(properties).find((value) => value instanceof Error);
    logger[LEVELS[level]]({ category: category.join('.'), err }, message.map(plain).join(''));
  };
}

function plain(part: unknown): string {
  if (part instanceof URL) return part.href;
  if (part instanceof Error) return part.message;
  return typeof part === 'object' && part !== null ? `[${part.constructor?.name ?? 'Object'}]` : String(part);
}

/** An error's own account, without the values a query was given, nor PostgreSQL's detail, which repeats them. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return String(error);
  const failedQuery = error instanceof DrizzleQueryError;
  const { stack = '' } = error;
  return {
    type: error.name,
    message: failedQuery ? `Failed query: ${error.query}` : error.message,
    code: 'code' in error ? error.code : undefined,
    stack: stack.slice(stack.search(/\n {4}at /) + 1),
    cause: error.cause !== undefined && depth < CAUSES ? describeError(error.cause, depth + 1) : undefined,
  };
}
