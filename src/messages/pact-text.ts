import type { PriceLine } from '../domain/pacts/pact.ts';
import { EURO, normaliseResource, TIME_BANK_HOUR } from '../domain/taxonomy/resources.ts';
import { parseUnit } from '../domain/taxonomy/units.ts';
import { formatMoney, formatNumber, formatQuantity } from './format.ts';
import { type Locale, messages } from './messages.ts';

/** A line of a price list: "Pasta bio: 9,00 € per 3 kg". */
export function priceLineText(line: PriceLine, locale: Locale): string {
  return `${line.title}: ${priceText(line, locale)}`;
}

/** What is given for how much: "9,00 € + 1 ora in banca del tempo per 3 kg". */
export function priceText({ quantity, unit, inReturn }: PriceLine, locale: Locale): string {
  const { proposals } = messages(locale).web;
  if (inReturn.length === 0) return proposals.gift;
  const sum = inReturn.map((one) => returnText(one, locale)).join(' + ');
  return quantity === null ? sum : `${sum} ${proposals.per(measureText(quantity, unit, locale))}`;
}

function returnText(
  { amount, unit, conformsTo, label }: PriceLine['inReturn'][number],
  locale: Locale,
): string {
  const { proposals } = messages(locale).web;
  if (amount === null) return label ?? proposals.negotiable;
  const resource = conformsTo === null ? undefined : normaliseResource(conformsTo);
  if (resource === EURO.iri) return formatMoney(amount, locale);
  const measured = measureText(amount, unit, locale, label ?? undefined);
  return resource === TIME_BANK_HOUR ? `${measured} ${proposals.hours}` : measured;
}

function measureText(amount: string, unit: string | null, locale: Locale, label?: string): string {
  const known = parseUnit(unit ?? 'one');
  return known === undefined
    ? `${formatNumber(amount, locale)} ${unit}`
    : formatQuantity(amount, known, locale, label);
}
