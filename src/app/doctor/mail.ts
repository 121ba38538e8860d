import { type Finding, findings, reasonOf } from '../../messages/finding.ts';
import type { Locale } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { sendTestLetter } from '../send-test-letter.ts';
import type { Services } from '../services.ts';

/** Connects and logs in; with an address it sends a letter there, too. */
export async function examineMail(
  services: Services,
  to: { readonly email: string; readonly locale: Locale } | undefined,
): Promise<Finding> {
  const { ok, attention, fault } = findings('mail');
  const { config, mailer } = services;
  if (config.mail === undefined || mailer === undefined) return attention('mail_kept');
  const { host, port } = config.mail;
  try {
    await mailer.verify();
    if (to === undefined) return ok('mail_connects', { host, port });
    await sendTestLetter(services, to.email, to.locale);
    return ok('mail_sent', { email: to.email });
  } catch (error) {
    const reason = error instanceof UserError ? String(error.params.reason) : reasonOf(error);
    return fault('mail_broken', { host, port, reason });
  }
}
