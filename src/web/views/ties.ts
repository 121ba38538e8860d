import type { Confirmation } from '../../domain/memberships/membership.ts';
import type { Tie } from '../../domain/memberships/membership-reads.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { actorLink } from './parts.ts';

/** What a subject belongs to and who belongs to it, each with who says so. */
export function tieBand(reader: Reader, title: string, ties: readonly Tie[]): SafeHtml | undefined {
  if (ties.length === 0) return undefined;
  return html`<section class="band"><h2>${title}</h2><ul class="rows">${ties.map(
    ({ other, confirmation }) =>
      html`<li><p class="row-title">${actorLink(other)} ${confirmationBadge(reader, confirmation)}</p></li>`,
  )}</ul></section>`;
}

export function confirmationBadge({ memberships }: Reader, confirmation: Confirmation): SafeHtml {
  const look = confirmation === 'both' ? 'badge tied' : 'badge tied ended';
  return html`<span class="${look}">${memberships.confirmations[confirmation]}</span>`;
}
