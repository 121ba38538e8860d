import type { Command } from 'commander';
import { z } from 'zod';
import type { Locale } from '../../messages/messages.ts';
import { parseInput } from '../../platform/input.ts';
import { type Cli, defineCommand } from '../command.ts';

/** Given by the program's entry: this room does not know the demonstration. */
export type RunDemo = (firstPort: number, locale: Locale) => Promise<void>;

const portSchema = z.strictObject({ port: z.coerce.number().int().min(1).max(65_532).default(3101) });

export function addDemoCommand(program: Command, cli: Cli, runDemo: RunDemo): void {
  defineCommand(program, cli, 'demo', '', ['port']).action(async (options: { port?: string }) => {
    await runDemo(parseInput(portSchema, { port: options.port }).port, cli.locale);
  });
}
