import { attestationFacts } from '../../domain/attestations/attestation.ts';
import type { AttestationTerms } from '../../domain/attestations/write-attestation.ts';
import { UserError } from '../../platform/errors.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import { sanitiseRemoteHtml } from '../../platform/html/sanitise-remote-html.ts';
import type { JsonObject } from './context.ts';
import { date, httpUri, languageText, objectsOf, text } from './read.ts';

/**
 * What a note attests, from its canonical form; undefined where it attests nothing. Whether its proof holds is for
 * others to see.
 * @throws {UserError} `invalid` for what is no whole attestation
 */
export function readAttestation(
  json: JsonObject,
  { allowHttp }: { readonly allowHttp: boolean },
): AttestationTerms | undefined {
  if (json.attests === undefined) return undefined;
  const [attests] = objectsOf(json.attests, 1);
  const subjectUri = httpUri(attests?.subject, { allowHttp });
  const revokedAt = attests?.revokedAt === undefined ? null : date(attests.revokedAt);
  const facts = attestationFacts.safeParse({
    scope: lineOf(attests?.name, 200),
    visitedOn: text(attests?.visitedOn),
    validUntil: text(attests?.validUntil),
    visitors: objectsOf(attests?.visitors, 20).map(({ name, visitorRole, territory }) => ({
      name: lineOf(name, 120),
      role: text(visitorRole),
      territory: lineOf(territory, 120),
    })),
  });
  if (subjectUri === undefined || revokedAt === undefined || !facts.success) {
    throw new UserError('invalid', 'attestation_invalid');
  }
  const reason = lineOf(attests?.revocationReason, 1000);
  const findings = sanitiseRemoteHtml(languageText(attests ?? {}, 'content')?.text ?? '');
  return { ...facts.data, subjectUri, findings, revokedAt, revocationReason: reason === '' ? null : reason };
}

function lineOf(value: JsonObject[string], max: number): string {
  return plainLine(text(value) ?? '', max);
}
