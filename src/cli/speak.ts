import type { Command } from 'commander';
import type { Messages } from '../messages/messages.ts';

type Words = Messages['cli'];

/** Makes commander speak the operator's language: headings, its own option and what it finds wrong. */
export function speak(command: Command, words: Words): Command {
  return command
    .exitOverride()
    .helpCommand(false)
    .helpOption('-h, --help', words.help.option)
    .configureHelp({
      styleTitle: (title) => words.help.titles[title as keyof typeof words.help.titles] ?? title,
    })
    .configureOutput({
      outputError: (text, write) => write(`${translate(text, words.usage)}\n`),
    });
}

/** Commander's sentences, with what they quote. */
const USAGE = {
  unknownCommand: /unknown command '(.+?)'/,
  unknownOption: /unknown option '(.+?)'/,
  missingArgument: /missing required argument '(.+?)'/,
  optionMissingArgument: /option '(.+?)' argument missing/,
  mandatoryOption: /required option '(.+?)' not specified/,
  excessArguments: /too many arguments.*: (.+)\.$/,
} as const;

function translate(text: string, usage: Words['usage']): string {
  for (const [key, pattern] of Object.entries(USAGE)) {
    const quoted = pattern.exec(text.split('\n')[0] ?? '')?.[1];
    if (quoted !== undefined) return usage[key as keyof typeof USAGE](quoted);
  }
  return text.trimEnd();
}
