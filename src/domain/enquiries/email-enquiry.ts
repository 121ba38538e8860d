import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import type { Domain } from '../domain.ts';
import { readSigned, signText } from '../signed-text.ts';

/** Days after the last message until it is forgotten, and after an enquiry that nobody confirmed. */
export const KEPT_DAYS = 90;
export const UNCONFIRMED_DAYS = 2;
/** A person reads a form and writes for longer than so; a form of yesterday is read again. */
const MIN_WRITING_MS = 3_000;
const MAX_WRITING_MS = 24 * 60 * 60_000;
/** A conversation does not grow for ever. */
export const MAX_MESSAGES = 100;

const line = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u)
  .min(1)
  .max(80);
export const messageText = z.string().trim().min(1).max(5000);

export const newEmailEnquiry = z.object({
  name: line,
  email: z.email({ error: 'email_invalid' }).max(254),
  text: messageText,
  locale: z.enum(['it', 'en']).default('it'),
  /** When the form was shown, as {@link formStamp} wrote it. */
  stamp: z.string().max(200).default(''),
  /** A field that no person sees. */
  website: z.string().max(2000).default(''),
});
export type NewEmailEnquiry = z.input<typeof newEmailEnquiry>;

/** Goes with the form of an offer: when it was shown. */
export function formStamp(domain: Domain, postId: Id): string {
  return signText(domain, `email-enquiry-form:${postId}`, String(domain.clock.now().getTime()));
}

/** @throws {UserError} `invalid` for a form that was sent faster than anyone writes, or is old, or none of ours */
export function requireWritten(domain: Domain, postId: Id, stamp: string): void {
  const shownAt = Number(readSigned(domain, `email-enquiry-form:${postId}`, stamp) ?? Number.NaN);
  const passed = domain.clock.now().getTime() - shownAt;
  if (!(passed >= MIN_WRITING_MS && passed <= MAX_WRITING_MS)) {
    throw new UserError('invalid', 'enquiry_form_old');
  }
}

/** What opens a conversation to who began it: it is in each letter to them, and nowhere else. */
export function enquiryKey(domain: Domain, id: Id): string {
  return signText(domain, 'email-enquiry', id);
}

export function enquiryPage(domain: Domain, id: Id): string {
  return `${domain.addresses.origin}/domanda/${enquiryKey(domain, id)}`;
}

export function emailSeal(id: Id): string {
  return `email-enquiry-address:${id}`;
}

/** The id that a key opens. @throws {UserError} `gone` */
export function idOfKey(domain: Domain, key: string): Id {
  const id = readSigned(domain, 'email-enquiry', key);
  if (id === undefined || !isId(id)) throw new UserError('gone', 'enquiry_gone');
  return id;
}
