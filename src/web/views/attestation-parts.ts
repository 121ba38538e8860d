import { attestationState } from '../../domain/attestations/attestation.ts';
import type { AttestationView } from '../../domain/attestations/attestation-reads.ts';
import { formatDay } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { dayOf } from '../../platform/day.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { actorLink, outsideLink } from './parts.ts';

/** "Verified" where it holds today; else what has become of it. */
export function attestationBadge(reader: Reader, { attestation }: AttestationView): SafeHtml {
  const words = messages(reader.locale).attestations;
  const state = attestationState(attestation, dayOf(reader.web.domain.clock.now()));
  return html`<span class="badge ${state === 'valid' ? 'offer' : 'ended'}">${state === 'valid' ? words.verified : words.states[state]}</span>`;
}

export function attestationSubject({ attestation, subject }: AttestationView): SafeHtml {
  return subject === null ? outsideLink(attestation.subjectUri, attestation.subjectUri) : actorLink(subject);
}

export function attestationCards(reader: Reader, views: readonly AttestationView[], level: 2 | 3): SafeHtml {
  const words = messages(reader.locale).attestations;
  return html`<ul class="news">${views.map((view) => {
    const { post, attestation, issuer } = view;
    const link = html`<a href="/attestazioni/${post.id}">${attestation.scope}</a>`;
    return html`<li class="card"><div class="card-body"><p class="card-kind">${attestationBadge(reader, view)}</p>
${level === 2 ? html`<h2 dir="auto">${link}</h2>` : html`<h3 dir="auto">${link}</h3>`}
<p>${level === 2 && html`${words.about}: ${attestationSubject(view)} · `}${words.by} ${actorLink(issuer)}</p>
<p>${words.visited(formatDay(attestation.visitedOn, reader.locale))} · ${words.until(formatDay(attestation.validUntil, reader.locale))}</p></div></li>`;
  })}</ul>`;
}
