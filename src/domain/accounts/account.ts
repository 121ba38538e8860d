import { z } from 'zod';
import { handleSchema } from '../members/member.ts';

export type Locale = 'it' | 'en';

export const signUpInput = z.strictObject({
  token: z.string().max(200),
  handle: handleSchema,
  name: z.string().trim().min(1).max(120),
  email: z.email({ error: 'email_invalid' }).max(254),
  password: z.string().min(10, 'password_too_short').max(200),
  locale: z.enum(['it', 'en']).default('it'),
});

export const INVITATION_DAYS = 7;
export const SESSION_DAYS = 30;
