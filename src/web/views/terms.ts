import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { EURO, normaliseResource, TIME_BANK_HOUR } from '../../domain/taxonomy/resources.ts';
import { parseUnit } from '../../domain/taxonomy/units.ts';
import { formatMoney, formatNumber, formatQuantity } from '../../messages/format.ts';
import type { Reader } from '../reader.ts';

/** How much, in words: "200 kg". A unit that we don't know stays as it came. */
export function quantityText(reader: Reader, amount: string, unit: string | null, label?: string): string {
  const known = parseUnit(unit ?? 'one');
  return known === undefined
    ? `${formatNumber(amount, reader.locale)} ${unit}`
    : formatQuantity(amount, known, reader.locale, label);
}

/** The unit alone: "kg"; nothing for what is counted. */
export function unitName(unit: string | null): string {
  return parseUnit(unit ?? 'one')?.symbol ?? unit ?? '';
}

/** What is asked or given in return, in words: "14,50 € per 5 kg", "70,00 € + 30 SCEC", "In dono". */
export function exchangeText(reader: Reader, { proposal, reciprocals }: ProposalView): string {
  const { words } = reader;
  if (reciprocals.length === 0)
    return proposal.negotiable ? words.proposals.negotiable : words.proposals.gift;
  const parts = reciprocals.map((one) => returnText(reader, one));
  const sum = [...new Set(parts)].join(' + ');
  const priced = reciprocals.some(({ amount }) => amount !== null);
  return priced && proposal.quantity !== null
    ? `${sum} ${words.proposals.per(quantityText(reader, proposal.quantity, proposal.unit))}`
    : sum;
}

type ThingInReturn = Pick<ProposalView['reciprocals'][number], 'conformsTo' | 'label' | 'unit' | 'amount'>;

/** One thing in return: "14,50 €", "2 ore in banca del tempo", "3 SCEC". */
export function returnText(reader: Reader, { conformsTo, label, unit, amount }: ThingInReturn): string {
  const { words, locale } = reader;
  const resource = conformsTo === null ? undefined : normaliseResource(conformsTo);
  if (amount === null) return label ?? words.proposals.negotiable;
  if (resource === EURO.iri) return formatMoney(amount, locale);
  const quantity = quantityText(reader, amount, unit, label ?? undefined);
  return resource === TIME_BANK_HOUR ? `${quantity} ${words.proposals.hours}` : quantity;
}
