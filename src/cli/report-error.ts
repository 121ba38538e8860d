import { errorMessage, messages } from '../messages/messages.ts';
import { ConfigError } from '../platform/config/config-error.ts';
import { UserError } from '../platform/errors.ts';
import { type Cli, commandLogger } from './command.ts';

/** Options whose name is not that of the field they fill. */
const OPTIONS: Readonly<Record<string, string>> = {
  sectors: 'sector',
  shows: 'show',
  vatNumber: 'vat',
  expiresAt: 'until',
  unitBased: 'whole',
  images: 'image',
  reciprocals: 'return',
};

/** Says in one sentence on standard error what went wrong; what nobody foresaw is logged there too. */
export function reportError(thrown: unknown, cli: Cli, asJson: boolean): void {
  const error = unreachableDatabase(thrown) ?? thrown;
  const { code, message, field } = describe(error, cli);
  if (code === 'unexpected') {
    const format = process.stderr.isTTY ? 'pretty' : 'json';
    commandLogger({ log: { level: 'error', format } }).error({ err: error }, 'a command failed');
  }
  process.stderr.write(
    asJson ? `${JSON.stringify({ error: { code, message, field } }, undefined, 2)}\n` : `${message}\n`,
  );
}

function describe(error: unknown, cli: Cli): { code: string; message: string; field: string | undefined } {
  if (error instanceof ConfigError) return { code: 'config', message: error.message, field: undefined };
  if (!(error instanceof UserError)) {
    return { code: 'unexpected', message: cli.words.unexpected, field: undefined };
  }
  const { code, field } = error;
  const sentence = errorMessage(error, cli.locale);
  const [name = ''] = field?.split('.') ?? [];
  const option = OPTIONS[name] ?? name;
  const known = Object.hasOwn(messages(cli.locale).cli.options, option);
  return { code, message: known ? `--${option}: ${sentence}` : sentence, field };
}

const UNREACHABLE = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'CONNECT_TIMEOUT',
  '28P01',
  '28000',
  '3D000',
];

/** A database that is not there, or does not let us in, is something the operator can do something about. */
function unreachableDatabase(thrown: unknown): UserError | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ('code' in error && UNREACHABLE.includes(String(error.code))) {
      return new UserError('unavailable', 'database_unreachable', { reason: error.message });
    }
  }
  return undefined;
}
