import type { Tie } from '../../domain/memberships/membership-reads.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { actorLink } from './parts.ts';

/** What a subject belongs to and who belongs to it, each with who says so. */
export function tieBand(reader: Reader, title: string, ties: readonly Tie[]): SafeHtml | undefined {
  if (ties.length === 0) return undefined;
  const { confirmations } = reader.memberships;
  return html`<section class="band"><h2>${title}</h2><ul>${ties.map(
    ({ other, confirmation }) => html`<li>${actorLink(other)}: ${confirmations[confirmation]}</li>`,
  )}</ul></section>`;
}
