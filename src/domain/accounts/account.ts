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
});

export const newPasswordInput = z.strictObject({ token: z.string().max(200), password });
export const passwordChangeInput = z.strictObject({ current: z.string().max(200), password });
export const emailChangeInput = z.strictObject({ current: z.string().max(200), email });

export const RESET_HOURS = 1;
export const CONFIRMATION_DAYS = 7;
export const SECOND_STEP_MINUTES = 10;
export const INVITATION_DAYS = 7;
export const SESSION_DAYS = 30;
