import { z } from 'zod';
import { isId } from '../../platform/ids.ts';

/** The pieces that schemas of requests are made of. Clients spell the same thing in many ways. */

const TRUE = new Set(['true', 'True', 'TRUE', '1', 'on', 't']);
const FALSE = new Set(['false', 'False', 'FALSE', '0', 'off', 'f', '']);

/** `true`, `True`, `1`, `on` … */
export const flag = z.preprocess((value) => {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return text;
  return TRUE.has(text) ? true : FALSE.has(text) ? false : text;
}, z.boolean());

/** An id, as text or as a number. Anything else is the id of nothing. */
export const idInput = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().refine(isId, 'invalid_cursor'),
);

export const number = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** A list, or one thing where a list is meant; qs makes an object of a list with gaps. */
export function listOf<T extends z.ZodType>(item: T, max = 100) {
  return z.preprocess((value) => {
    if (value === undefined || value === null || value === '') return [];
    if (Array.isArray(value)) return value;
    return typeof value === 'object' ? Object.values(value) : [value];
  }, z.array(item).max(max));
}

/** Clients send their empty fields too. */
export function optional<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());
}
