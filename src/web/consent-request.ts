import { z } from 'zod';

/** What an application asks of a person (RFC 6749, 4.1.1; RFC 7636, 4.3). */
export const consentRequest = z.object({
  response_type: z.string().optional(),
  client_id: z.string().max(200),
  redirect_uri: z.string().max(2000),
  scope: z.string().max(1000).default('read'),
  state: z.string().max(2000).optional(),
  code_challenge: z.string().max(200).optional(),
  code_challenge_method: z.string().max(20).optional(),
});
export type ConsentRequest = z.output<typeof consentRequest>;
