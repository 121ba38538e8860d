import { UserError } from '../../platform/errors.ts';

/** What `--from` may say. */
export const ORIGINS: ReadonlyMap<string, 'here' | 'elsewhere' | undefined> = new Map([
  ['here', 'here'],
  ['elsewhere', 'elsewhere'],
  ['all', undefined],
]);

/** What stands for a word of the command line. @throws {UserError} `invalid`, at the field, naming the words that do */
export function choose<T>(choices: ReadonlyMap<string, T>, name: string, field: string): T | undefined {
  if (choices.has(name)) return choices.get(name);
  throw new UserError('invalid', 'choice_unknown', { choices: [...choices.keys()].join(', ') }, field);
}
