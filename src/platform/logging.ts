import { configureSync, type LogRecord, type Sink } from '@logtape/logtape';
import { DrizzleQueryError } from 'drizzle-orm';
import pino, { type DestinationStream, type Level, type Logger } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { LogConfig } from './config/config.ts';

/** Names of what is never written, however they are spelled: `access_token`, `Set-Cookie`. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  'set-cookie',
  'x-csrf-token',
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'secretKey',
  'clientSecret',
  'codeVerifier',
  'privateKey',
  'privateKeyPem',
];
const SECRETS = new Set(SECRET_NAMES.map(bare));

/** How deep plain objects are searched for secrets; what lies deeper is not written. */
const DEPTH = 6;

const CAUSES = 5;

/** The node's log, on standard output; what the libraries log with LogTape (Fedify does) goes there too. */
export function createLogger(
  log: LogConfig,
  output: DestinationStream = pino.destination({ sync: true }),
): Logger {
  const logger = pino(
    {
      level: log.level,
      // For what a child logger was made with, which no formatter sees. For the rest it would not do: each wildcard
      // path has one depth and one spelling, and enough of them cost 0.1 ms a line.
      redact: { paths: SECRET_NAMES.map((name) => `["${name}"]`), censor: '[redacted]' },
      formatters: { log: (object) => hideSecrets(object) },
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

function hideSecrets(object: object, depth = DEPTH): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) =>
      SECRETS.has(bare(name)) ? [name, '[redacted]'] : [name, hidden(value, depth - 1)],
    ),
  );
}

function hidden(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return depth > 0 ? value.map((item) => hidden(item, depth - 1)) : '[…]';
  // Instances of classes, requests among them, are for their serializers.
  const plain = value !== null && typeof value === 'object' && isPlain(value);
  if (!plain) return value;
  return depth > 0 ? hideSecrets(value, depth) : '{…}';
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

function isPlain(object: object): boolean {
  const prototype = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
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
