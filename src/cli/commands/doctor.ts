import type { Command } from 'commander';
import { examine } from '../../app/doctor/examine.ts';
import { type Finding, findings, findingText } from '../../messages/finding.ts';
import { messages } from '../../messages/messages.ts';
import { type Config, loadConfig } from '../../platform/config/config.ts';
import { ConfigError } from '../../platform/config/config-error.ts';
import { type Cli, COMMON, commandLogger, defineCommand, printOutcome } from '../command.ts';

interface Options {
  readonly config?: string;
  readonly json?: boolean;
  readonly sendTo?: string;
}

const MARKS = { ok: '✓', attention: '!', fault: '✗' } as const;

/** Exit code 1 where there is a fault. */
export function addDoctorCommand(program: Command, cli: Cli): void {
  defineCommand(program, cli, 'doctor', '', ['send-to', ...COMMON]).action(async (options: Options) => {
    const found = await look(cli, options);
    const faults = found.filter(({ level }) => level === 'fault').length;
    const { doctor: words } = messages(cli.locale);
    const lines = [...found.flatMap((one) => report(cli, one)), '', words.sum(faults)];
    const json = {
      ok: faults === 0,
      findings: found.map((one) => ({ ...one, ...findingText(one, cli.locale) })),
    };
    printOutcome(cli, { json, lines }, options.json === true);
    if (faults > 0) process.exitCode = 1;
  });
}

async function look(cli: Cli, { config: path, sendTo }: Options): Promise<Finding[]> {
  let config: Config;
  try {
    config = loadConfig(path);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [findings('config').fault('config_wrong', { reason: error.message.replace('\n', ' ') })];
  }
  const to = sendTo === undefined ? undefined : { email: sendTo, locale: cli.locale };
  return examine(config, { sendTo: to, logger: commandLogger(config) });
}

function report(cli: Cli, finding: Finding): string[] {
  const { checks } = messages(cli.locale).doctor;
  const { found, advice } = findingText(finding, cli.locale);
  const line = `${MARKS[finding.level]} ${checks[finding.check]}: ${found}`;
  return advice === undefined ? [line] : [line, `    → ${advice}`];
}
