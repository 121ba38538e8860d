import { UserError } from '../../platform/errors.ts';

/** @throws {UserError} `invalid` */
export function readYear(text: string): number {
  if (!/^2[01]\d\d$/.test(text)) throw new UserError('invalid', 'year_invalid', {}, 'year');
  return Number(text);
}
