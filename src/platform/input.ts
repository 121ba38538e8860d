import type { z } from 'zod';
import { UserError } from './errors.ts';

/**
 * Reads what came from outside through a schema.
 * A schema's own message is an error code of the catalogue; zod's are mapped to a few general ones.
 * @throws {UserError} `invalid`, naming the first field that is wrong.
 */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new UserError('invalid', errorCode(issue), { field, ...limits(issue) }, field);
}

function errorCode(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'invalid_value';
  if (/^[a-z]+(_[a-z]+)+$/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'value_missing' : 'invalid_value';
    case 'too_small':
      return issue.origin === 'string' ? 'value_missing' : 'value_too_small';
    case 'too_big':
      return issue.origin === 'string' ? 'text_too_long' : 'value_too_big';
    case 'unrecognized_keys':
      return 'unknown_field';
    default:
      return 'invalid_value';
  }
}

function limits(issue: z.core.$ZodIssue | undefined): Record<string, number | string> {
  if (issue?.code === 'too_big') return { max: Number(issue.maximum) };
  if (issue?.code === 'too_small') return { min: Number(issue.minimum) };
  return {};
}
