import type { Logger } from 'pino';
import { startBackground } from '../app/background.ts';
import { openServices } from '../app/services.ts';
import type { Config } from '../platform/config/config.ts';
import type { Cli } from './command.ts';

/** Starts the background work alone, on the node's database; any number of these may run beside the server. */
export async function startWorker(
  config: Config,
  logger: Logger,
  { words: { start: words }, print }: Cli,
  stack: AsyncDisposableStack,
): Promise<void> {
  print(words.node(config.name));
  print(config.source === undefined ? words.defaults : words.configuration(config.source));
  const services = await openServices(config, logger);
  stack.defer(() => services.close());
  const background = startBackground(services);
  stack.defer(() => background.stop());
  print(words.working);
  print(words.stop);
}
