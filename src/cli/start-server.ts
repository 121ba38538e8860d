import type { Logger } from 'pino';
import { type Background, startBackground } from '../app/background.ts';
import { createServer } from '../app/server.ts';
import { openServices } from '../app/services.ts';
import { inviteFirstCoordinator } from '../domain/accounts/invite.ts';
import type { Config } from '../platform/config/config.ts';
import { lockDataDir } from '../platform/data-dir.ts';
import { UserError } from '../platform/errors.ts';
import { errorCode } from '../platform/files.ts';
import type { Cli } from './command.ts';

/**
 * Starts the node: its pages, and unless `webOnly` its background work.
 * @throws {UserError} `conflict` (the folder or the port is taken), `unavailable`
 */
export async function startServer(
  config: Config,
  logger: Logger,
  { words: { start: words }, print }: Cli,
  { stack, stopping, webOnly }: { stack: AsyncDisposableStack; stopping: AbortSignal; webOnly: boolean },
): Promise<void> {
  const { host, port } = config.listen;
  print(words.node(config.name));
  print(config.source === undefined ? words.defaults : words.configuration(config.source));
  const lock = lockDataDir(config.dataDir);
  stack.defer(() => lock.release());
  print(words.opening(config.dataDir));
  const services = await openServices(config, logger);
  stack.defer(() => services.close());
  stopping.throwIfAborted();
  let background: Background | undefined;
  stack.defer(async () => background?.stop());
  const server = await createServer(services);
  // Last in, first out: nobody is let in any more before the work behind stops.
  stack.defer(() => server.close());
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw listenError(error, host, port);
  }
  if (!webOnly) background = startBackground(services);
  print(words.listening(config.origin));
  const token = await inviteFirstCoordinator(services.domain);
  if (token !== undefined) print(words.firstCoordinator(`${config.origin}/iscrizione?token=${token}`));
  print(words.stop);
}

function listenError(error: unknown, host: string, port: number): unknown {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new UserError('conflict', 'port_taken', { port });
    case 'EACCES':
      return new UserError('unavailable', 'port_forbidden', { port });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UserError('unavailable', 'host_not_here', { host });
    default:
      return error;
  }
}
