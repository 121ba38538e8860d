import { z } from 'zod';
import { handleSchema } from '../members/member.ts';

export type Locale = 'it' | 'en';

const email = z.email({ error: 'email_invalid' }).max(254);
const password = z.string().min(10, 'password_too_short').max(200);

export const signUpInput = z.strictObject({
  token: z.string().max(200),
  handle: handleSchema,
  name: z.string().trim().min(1).max(120),
  email,
  password,
  locale: z.enum(['it', 'en']).default('it'),
  /** The version of the charter that is accepted (IRI). */
  charter: z.string().max(2000).optional(),
});

export const newPasswordInput = z.strictObject({ token: z.string().max(200), password });
export const passwordChangeInput = z.strictObject({ current: z.string().max(200), password });
export const emailChangeInput = z.strictObject({ current: z.string().max(200), email });

export const RESET_HOURS = 1;
export const CONFIRMATION_DAYS = 7;
export const SECOND_STEP_MINUTES = 10;
export const INVITATION_DAYS = 7;
/** For those whose request was admitted: the letter may find them away. */
export const ADMITTED_DAYS = 30;
export const SESSION_DAYS = 30;
