import type { UserError } from '../platform/errors.ts';
import { en } from './en.ts';
import { it } from './it.ts';

export const LOCALES = ['it', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export type Messages = typeof it;
export type ErrorCode = keyof Messages['errors'];

const catalogues: Readonly<Record<Locale, Messages>> = { it, en };

export function messages(locale: Locale): Messages {
  return catalogues[locale];
}

/** The sentence for an error, with its params filled in: plain text, to be escaped like any other. */
export function errorMessage(error: UserError, locale: Locale): string {
  const { errors } = messages(locale);
  const sentence = isErrorCode(error.code) ? errors[error.code] : errors.unexpected;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(error.params[name] ?? ''));
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(it.errors, code);
}
