import { type Command, Option } from 'commander';
import pino from 'pino';
import { openServices, type Services } from '../app/services.ts';
import type { Locale, Messages } from '../messages/messages.ts';
import { type Config, loadConfig } from '../platform/config/config.ts';
import { createLogger } from '../platform/logging.ts';
import { speak } from './speak.ts';

/** To whom the commands speak, and how. */
export interface Cli {
  readonly locale: Locale;
  readonly words: Messages['cli'];
  readonly print: (line: string) => void;
}

/** What a command has to say: for programs (`--json`, stable keys) and for people. */
export interface Outcome {
  readonly json: unknown;
  readonly lines: readonly string[];
}

type CommandPath = keyof Messages['cli']['commands'];
type OptionName = keyof Messages['cli']['options'];

/** These may be given several times. */
const REPEATABLE: ReadonlySet<OptionName> = new Set([
  'sector',
  'return',
  'image',
  'alt',
  'show',
  'amount',
  'visitor',
  'answer',
  'choice',
  'party',
  'offer',
  'score',
  'pickup',
]);

/** The options of every command that works on the node's data. */
export const COMMON = ['config', 'json'] as const satisfies readonly OptionName[];

/** Adds a command ("member add"), as the catalogue describes it, with the options named. */
export function defineCommand(
  parent: Command,
  cli: Cli,
  path: CommandPath,
  args: string,
  options: readonly OptionName[],
): Command {
  const name = path.split(' ').at(-1);
  const command = speak(parent.command(`${name} ${args}`.trim()), cli.words).description(
    cli.words.commands[path],
  );
  for (const option of options) command.addOption(describeOption(cli, option));
  return command;
}

/** A command that only holds others. */
export function defineGroup(parent: Command, cli: Cli, path: CommandPath): Command {
  return speak(parent.command(path), cli.words).description(cli.words.commands[path]);
}

function describeOption({ words }: Cli, name: OptionName): Option {
  const [placeholder, description] = words.options[name];
  const flags = placeholder === '' ? `--${name}` : `--${name} <${placeholder}>`;
  if (!REPEATABLE.has(name)) return new Option(flags, description);
  const collect = (value: string, before: string[] = []) => [...before, value];
  return new Option(flags, `${description} ${words.repeatable}`).argParser(collect);
}

interface CommonOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/**
 * Makes the action of a command that works on the node's data, beside the server or without it, and prints what
 * came of it. `work` gets what commander gives an action: the arguments, then the options.
 */
export function withServices<A extends unknown[]>(
  cli: Cli,
  work: (services: Services, ...args: A) => Promise<Outcome>,
): (...args: [...A, Command]) => Promise<void> {
  return async (...args) => {
    const command = args.at(-1) as Command;
    const { config: path, json } = command.opts<CommonOptions>();
    const config = loadConfig(path);
    const services = await openServices(config, commandLogger(config));
    try {
      const outcome = await work(services, ...(args.slice(0, -1) as A));
      printOutcome(cli, outcome, json === true);
    } finally {
      await services.close();
    }
  };
}

/** What goes wrong behind a command is told on standard error: its output is on the other. */
export function commandLogger({ log }: Pick<Config, 'log'>): ReturnType<typeof createLogger> {
  return createLogger({ ...log, level: 'warn' }, pino.destination({ fd: 2, sync: true }));
}

export function printOutcome(cli: Cli, { json, lines }: Outcome, asJson: boolean): void {
  if (asJson) cli.print(JSON.stringify(json, undefined, 2));
  else for (const line of lines) cli.print(line);
}
