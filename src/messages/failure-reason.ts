import { type Locale, messages } from './messages.ts';

/** What an error of the network or of another server means. */
export function failureReason(error: string, locale: Locale): string {
  const { reasons } = messages(locale).coordination.health;
  const status = /\b([45]\d\d)\b/.exec(error)?.[1];
  if (/ENOTFOUND|EAI_AGAIN|name not resolved/i.test(error)) return reasons.unknownName;
  if (/ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|socket/i.test(error)) return reasons.refused;
  if (/certificate|CERT_|TLS|SSL/i.test(error)) return reasons.certificate;
  if (/time|aborted/i.test(error)) return reasons.silent;
  if (status !== undefined) return status.startsWith('5') ? reasons.broken(status) : reasons.rejects(status);
  return reasons.other;
}
