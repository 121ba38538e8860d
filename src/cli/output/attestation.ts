import { attestationState, warningsOf } from '../../domain/attestations/attestation.ts';
import type { AttestationView } from '../../domain/attestations/attestation-reads.ts';
import { formatDay } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { type Day, dayOf } from '../../platform/day.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Cli } from '../command.ts';
import { addressOf } from './actor.ts';
import { fields } from './fields.ts';

export function attestationJson({ post, attestation, issuer, subject }: AttestationView, today: Day) {
  const { scope, visitedOn, validUntil, visitors, revokedAt, revocationReason, subjectUri } = attestation;
  return {
    id: post.id,
    uri: post.uri,
    url: post.url,
    state: attestationState(attestation, today),
    issuer: { uri: issuer.uri, handle: addressOf(issuer), name: issuer.name },
    subject: { uri: subjectUri, handle: subject && addressOf(subject), name: subject?.name ?? null },
    scope,
    text: htmlToText(attestation.findings),
    visitedOn,
    validUntil,
    visitors,
    warnings: warningsOf(visitors),
    revokedAt,
    revocationReason,
  };
}

export function attestationRow(cli: Cli, view: AttestationView, today: Day): string[] {
  const { post, attestation, issuer, subject } = view;
  const words = messages(cli.locale).attestations;
  return [
    post.id,
    words.states[attestationState(attestation, today)],
    subject === null ? attestation.subjectUri : addressOf(subject),
    attestation.scope,
    `${words.by} ${issuer.name}`,
    words.until(formatDay(attestation.validUntil, cli.locale)),
  ];
}

export function attestationLines(cli: Cli, view: AttestationView, now: Date): string[] {
  const { post, attestation, issuer, subject } = view;
  const words = messages(cli.locale).attestations;
  return [
    ...fields([
      [cli.words.fields.id, post.id],
      [cli.words.fields.state, words.states[attestationState(attestation, dayOf(now))]],
      [words.about, subject?.name ?? attestation.subjectUri],
      [words.by, `${issuer.name} (${addressOf(issuer)})`],
      [words.scope, attestation.scope],
      [words.visitedOn, formatDay(attestation.visitedOn, cli.locale)],
      [words.validUntil, formatDay(attestation.validUntil, cli.locale)],
      [cli.words.fields.text, htmlToText(attestation.findings)],
      [words.form.reason, attestation.revocationReason],
      [cli.words.fields.page, post.url],
    ]),
    ...attestation.visitors.map(
      ({ name, role, territory }) => `- ${name}, ${words.roles[role]} (${territory})`,
    ),
    ...warningsOf(attestation.visitors).map((warning) => words.warnings[warning]),
  ];
}
