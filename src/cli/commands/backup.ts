import type { Command } from 'commander';
import { loadConfig } from '../../platform/config/config.ts';
import { createBackup } from '../backup/create-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { type Cli, COMMON, defineCommand, printOutcome } from '../command.ts';

interface Options {
  readonly config?: string;
  readonly json?: boolean;
}

export function addBackupCommands(program: Command, cli: Cli): void {
  const { backup: words } = cli.words;

  defineCommand(program, cli, 'backup', '<file>', COMMON).action(async (file: string, options: Options) => {
    const { bytes, secretKey } = await createBackup(loadConfig(options.config), file);
    const advice = secretKey ? words.keepSafe : words.keyApart;
    const lines = [words.written(file, Math.ceil(bytes / 1024)), advice];
    printOutcome(cli, { json: { file, bytes, secretKey }, lines }, options.json === true);
  });

  defineCommand(program, cli, 'restore', '<file>', COMMON).action(async (file: string, options: Options) => {
    const { createdAt } = await restoreBackup(loadConfig(options.config), file);
    printOutcome(cli, { json: { file, createdAt }, lines: [words.restored] }, options.json === true);
  });
}
