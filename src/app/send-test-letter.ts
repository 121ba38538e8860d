import { randomUUID } from 'node:crypto';
import { nodeActors } from '../domain/node/node-reads.ts';
import { composeLetter } from '../messages/compose-letter.ts';
import type { Locale } from '../messages/messages.ts';
import { UserError } from '../platform/errors.ts';
import type { Services } from './services.ts';

/** Sends a letter at once, past the queue. @throws {UserError} `conflict` without [mail], `unavailable` with the reason */
export async function sendTestLetter(
  { domain, config: { mail, origin }, mailer }: Services,
  email: string,
  locale: Locale,
): Promise<void> {
  if (mailer === undefined || mail === undefined) throw new UserError('conflict', 'mail_not_configured');
  const { group } = await nodeActors(domain.db);
  const letter = { kind: 'mail-test', contents: {}, email, locale } as const;
  await mailer
    .send({
      ...composeLetter(letter, { district: group.name, origin }),
      messageId: `<${randomUUID()}@${domain.addresses.host.replace(/:.*/, '')}>`,
      fromName: group.name,
      to: email,
    })
    .catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UserError('unavailable', 'mail_not_sent', { host: mail.host, reason });
    });
}
