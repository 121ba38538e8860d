import { warningsOf } from '../../domain/attestations/attestation.ts';
import type { AttestationView } from '../../domain/attestations/attestation-reads.ts';
import { DES } from '../../domain/taxonomy/vocabulary.ts';
import { formatDay } from '../../messages/format.ts';
import { type Locale, messages } from '../../messages/messages.ts';
import { escapeHtml } from '../../platform/html/text.ts';
import { defined, type JsonObject, type JsonValue, NOTE_CONTEXT } from './context.ts';
import { dateTime, provenance, searchableBy } from './note-parts.ts';

/** The terms of `attests` beside those of a note: ours, inline, so that nobody needs to fetch them. */
const CONTEXT: JsonValue = [
  ...(Array.isArray(NOTE_CONTEXT) ? NOTE_CONTEXT : [NOTE_CONTEXT]),
  {
    des: DES,
    Attestation: 'des:Attestation',
    attests: { '@id': 'des:attests', '@type': '@id' },
    visitedOn: 'des:visitedOn',
    validUntil: 'des:validUntil',
    visitors: { '@id': 'des:visitors', '@type': '@id' },
    visitorRole: 'des:visitorRole',
    territory: 'des:territory',
    revokedAt: 'des:revokedAt',
    revocationReason: 'des:revocationReason',
  },
];

/**
 * An attestation of ours, with its context: a `Note` that reads well on microblogs, with its terms in `attests`. It is
 * to be signed as an object, so that it stands wherever it is shown.
 */
export function attestationToNote(view: AttestationView, locale: Locale): JsonObject {
  const { post, attestation, issuer } = view;
  const content = contentOf(view, locale);
  return defined({
    '@context': CONTEXT,
    id: post.uri,
    type: 'Note',
    ...provenance(post, issuer, issuer),
    url: post.url,
    name: post.title ?? undefined,
    content,
    contentMap: { [post.language ?? locale]: content },
    published: dateTime(post.publishedAt),
    updated: post.updatedAt === null ? undefined : dateTime(post.updatedAt),
    searchableBy: searchableBy(issuer),
    attests: defined({
      id: `${post.uri}#attestation`,
      type: 'Attestation',
      subject: attestation.subjectUri,
      name: attestation.scope,
      content: attestation.findings === '' ? undefined : attestation.findings,
      visitedOn: attestation.visitedOn,
      validUntil: attestation.validUntil,
      visitors: attestation.visitors.map(({ name, role, territory }) => ({
        name,
        visitorRole: role,
        territory,
      })),
      revokedAt: attestation.revokedAt === null ? undefined : dateTime(attestation.revokedAt),
      revocationReason: attestation.revocationReason ?? undefined,
    }),
  });
}

function contentOf({ attestation, subject }: AttestationView, locale: Locale): string {
  const words = messages(locale).attestations;
  const line = (text: string) => `<p>${escapeHtml(text)}</p>`;
  const name = subject?.name ?? attestation.subjectUri;
  const heading = attestation.revokedAt === null ? words.noteTitle(name) : words.noteRevoked(name);
  const link = `<a href="${escapeHtml(attestation.subjectUri)}">${escapeHtml(name)}</a>`;
  return [
    `<p><strong>${escapeHtml(heading)}</strong></p>`,
    attestation.revocationReason === null ? '' : line(attestation.revocationReason),
    line(words.noteScope(attestation.scope)),
    attestation.findings,
    `<p>${[
      escapeHtml(words.noteVisited(formatDay(attestation.visitedOn, locale))),
      ...attestation.visitors.map(({ name: visitor, role, territory }) =>
        escapeHtml(`${visitor}, ${words.roles[role]} (${territory})`),
      ),
    ].join('<br />')}</p>`,
    line(words.noteUntil(formatDay(attestation.validUntil, locale))),
    ...warningsOf(attestation.visitors).map((warning) => line(words.warnings[warning])),
    `<p>${link}</p>`,
  ].join('');
}
