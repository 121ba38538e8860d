import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { type Config, loadConfig } from '../../platform/config/config.ts';
import { MIN_PASSPHRASE } from '../../platform/config/schema.ts';
import { UserError } from '../../platform/errors.ts';
import { createBackup } from '../backup/create-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { type Cli, COMMON, defineCommand, printOutcome } from '../command.ts';

interface Options {
  readonly config?: string;
  readonly json?: boolean;
  readonly passphraseStdin?: boolean;
}

const OPTIONS = ['passphrase-stdin', ...COMMON] as const;

export function addBackupCommands(program: Command, cli: Cli): void {
  const { backup: words } = cli.words;

  defineCommand(program, cli, 'backup', '<file>', OPTIONS).action(async (file: string, options: Options) => {
    const config = loadConfig(options.config);
    const passphrase = await passphraseOf(config, options);
    const { bytes, secretKey } = await createBackup(config, file, passphrase);
    const encrypted = passphrase !== undefined;
    const advice = encrypted ? words.encrypted : secretKey ? words.keepSafe : words.keyApart;
    const lines = [words.written(file, Math.ceil(bytes / 1024)), advice];
    printOutcome(cli, { json: { file, bytes, secretKey, encrypted }, lines }, options.json === true);
  });

  defineCommand(program, cli, 'restore', '<file>', OPTIONS).action(async (file: string, options: Options) => {
    const config = loadConfig(options.config);
    const { createdAt } = await restoreBackup(config, file, await passphraseOf(config, options));
    printOutcome(cli, { json: { file, createdAt }, lines: [words.restored] }, options.json === true);
  });
}

/** Asked for, else kept in the environment for backups that nobody attends. */
async function passphraseOf(config: Config, { passphraseStdin }: Options): Promise<string | undefined> {
  if (passphraseStdin !== true) return config.backupPassphrase;
  const passphrase = (await text(process.stdin)).trimEnd();
  if (passphrase.length < MIN_PASSPHRASE)
    throw new UserError('invalid', 'backup_passphrase_short', { min: MIN_PASSPHRASE });
  return passphrase;
}
