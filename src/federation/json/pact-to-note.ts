import type { PactView } from '../../domain/pacts/pact-reads.ts';
import { isPublic } from '../../domain/pacts/pact-reads.ts';
import { formatDay } from '../../messages/format.ts';
import { type Locale, messages } from '../../messages/messages.ts';
import { priceLineText } from '../../messages/pact-text.ts';
import { escapeHtml, textToHtml } from '../../platform/html/text.ts';
import { defined, type JsonObject, PUBLIC } from './context.ts';
import { dateTime } from './note-parts.ts';
import { PACT_CONTEXT, pactMembers } from './pact-to-json.ts';

/**
 * A pact of ours at its own address, with its context: a `Note` that reads well on microblogs, with all that is signed
 * and the signatures, which are the parties' own activities. `page` is its page for people.
 */
export function pactToNote(
  { pact, parties }: PactView,
  signatures: readonly JsonObject[],
  { page, locale }: { readonly page: string; readonly locale: Locale },
): JsonObject {
  const { text, digest } = pact;
  const content = contentOf({ pact, parties }, page, locale);
  return defined({
    '@context': PACT_CONTEXT,
    type: 'Note',
    ...pactMembers(text, digest),
    to: isPublic(pact) ? [PUBLIC] : text.parties.map(({ uri }) => uri),
    cc: isPublic(pact) ? [`${text.drafter}/followers`, ...text.parties.map(({ uri }) => uri)] : [],
    url: page,
    content,
    contentMap: { [locale]: content },
    published: dateTime(pact.inForceAt ?? pact.draftedAt),
    updated: pact.endedAt === null ? undefined : dateTime(pact.endedAt),
    status: pact.state,
    signatures: signatures.length === 0 ? undefined : [...signatures],
  });
}

function contentOf({ pact, parties }: PactView, page: string, locale: Locale): string {
  const words = messages(locale).pacts;
  const { text } = pact;
  const line = (written: string) => `<p>${escapeHtml(written)}</p>`;
  const heading = pact.state === 'ended' ? words.noteEnded(text.title) : words.noteTitle(text.title);
  const between = parties.map(({ uri, name }) => `<a href="${escapeHtml(uri)}">${escapeHtml(name)}</a>`);
  return [
    `<p><strong>${escapeHtml(heading)}</strong></p>`,
    `<p>${escapeHtml(words.between)}: ${between.join(', ')}</p>`,
    textToHtml(text.terms),
    `<p>${text.priceList.map((one) => escapeHtml(priceLineText(one, locale))).join('<br />')}</p>`,
    line(words.fromTo(formatDay(text.validFrom, locale), formatDay(text.validUntil, locale))),
    `<p><a href="${escapeHtml(page)}">${escapeHtml(words.read)}</a></p>`,
  ].join('');
}
