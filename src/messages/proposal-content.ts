import type { ProposalView } from '../domain/proposals/catalogue.ts';
import { categoryByIri } from '../domain/taxonomy/categories.ts';
import { EURO, normaliseResource } from '../domain/taxonomy/resources.ts';
import { parseUnit } from '../domain/taxonomy/units.ts';
import { escapeHtml } from '../platform/html/text.ts';
import { formatDate, formatMoney, formatNumber, formatQuantity } from './format.ts';
import { type Locale, messages } from './messages.ts';

/**
 * A proposal as a microblog shows it: what it is, what its owner wrote, the facts in one line, and where to answer.
 * HTML of `p`, `strong`, `br` and `a` alone.
 */
export function proposalContent(view: ProposalView, locale: Locale): string {
  const words = messages(locale).federation;
  const { post, proposal } = view;
  const mark = proposal.state === 'open' ? '' : `${words[proposal.state]} · `;
  const heading = `${mark}${words[proposal.purpose]}: ${post.title ?? ''}`;
  const facts = factsOf(view, locale).join(' · ');
  const hashtags = ownHashtags(view, locale).map((tag) => ` #${tag}`);
  return [
    `<p><strong>${escapeHtml(heading)}</strong></p>`,
    post.content,
    facts === '' ? '' : `<p>${escapeHtml(facts)}</p>`,
    `<p><a href="${escapeHtml(post.url)}">${words.reply}</a>${escapeHtml(hashtags.join(''))}</p>`,
  ].join('');
}

/** The hashtags that we add: what the proposal is, and what it is about. */
export function ownHashtags({ proposal }: ProposalView, locale: Locale): string[] {
  const about =
    (proposal.conformsTo === null ? undefined : categoryByIri(proposal.conformsTo)?.slug) ??
    proposal.sectors[0];
  const purpose = messages(locale).federation[proposal.purpose].toLowerCase();
  return [purpose, ...(about === undefined ? [] : [about.replaceAll('-', '')])];
}

/** Price, availability, place, last day. */
function factsOf({ proposal, reciprocals }: ProposalView, locale: Locale): string[] {
  const words = messages(locale).federation;
  const price = priceOf(reciprocals, locale);
  const facts: (string | undefined)[] = [
    price === undefined ? undefined : `${words.price}: ${price}`,
    proposal.negotiable ? words.negotiable : undefined,
    reciprocals.length === 0 && !proposal.negotiable && proposal.purpose === 'offer' ? words.gift : undefined,
    proposal.available === null
      ? undefined
      : `${words.available} ${quantityText(proposal.available, proposal.unit, locale)}`,
    proposal.comune ?? undefined,
    proposal.expiresAt === null ? undefined : words.until(formatDate(lastMoment(proposal.expiresAt), locale)),
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** An end at midnight is the end of the day before. */
function lastMoment(end: Date): Date {
  return new Date(end.getTime() - 1);
}

/** "14,50 €", "10,00 € + 4,50 SCEC"; undefined where no amount is told. */
export function priceOf(reciprocals: ProposalView['reciprocals'], locale: Locale): string | undefined {
  const prices = reciprocals.flatMap(({ amount, conformsTo, label, unit }) => {
    if (amount === null) return label === null ? [] : [label];
    const isEuro = conformsTo !== null && normaliseResource(conformsTo) === EURO.iri;
    if (isEuro) return [formatMoney(amount, locale)];
    return [quantityText(amount, unit, locale, label ?? undefined)];
  });
  return prices.length === 0 ? undefined : prices.join(' + ');
}

/** Units of others may be words that we do not know. */
export function quantityText(amount: string, unit: string | null, locale: Locale, label?: string): string {
  const known = parseUnit(unit ?? 'one');
  return known === undefined
    ? `${formatNumber(amount, locale)} ${unit}`
    : formatQuantity(amount, known, locale, label);
}
