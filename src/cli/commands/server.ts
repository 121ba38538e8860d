import type { Command } from 'commander';
import { messages } from '../../messages/messages.ts';
import { type Config, loadConfig } from '../../platform/config/config.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { createLogger } from '../../platform/logging.ts';
import { runUntilStopped } from '../../platform/run-until-stopped.ts';
import { type Cli, COMMON, defineCommand, printOutcome } from '../command.ts';
import { openOnly } from '../open-only.ts';
import { startServer } from '../start-server.ts';
import { startWorker } from '../start-worker.ts';

export function addServerCommands(program: Command, cli: Cli): void {
  defineCommand(program, cli, 'start', '', ['web-only', 'config']).action(
    async (options: { config?: string; webOnly?: boolean }) => {
      const config = loadConfig(options.config);
      const logger = createLogger(config.log);
      await runUntilStopped(logger, (stack, stopping) =>
        startServer(config, logger, spoken(cli, config), {
          stack,
          stopping,
          webOnly: options.webOnly === true,
        }),
      );
    },
  );

  defineCommand(program, cli, 'worker', '', ['config']).action(async (options: { config?: string }) => {
    const config = loadConfig(options.config);
    const logger = createLogger(config.log);
    await runUntilStopped(logger, (stack) => startWorker(config, logger, spoken(cli, config), stack));
  });

  defineCommand(program, cli, 'migrate', '', [...COMMON]).action(
    async (options: { config?: string; json?: boolean }) => {
      const database = await openOnly(loadConfig(options.config));
      try {
        await migrate(database);
      } finally {
        await database.close();
      }
      printOutcome(cli, { json: { migrated: true }, lines: [cli.words.migrated] }, options.json === true);
    },
  );
}

/** What runs for long speaks the language of the node, not of the terminal that it was started from. */
function spoken(cli: Cli, { locale }: Config): Cli {
  return { ...cli, locale, words: messages(locale).cli };
}
