import { parseDecimal } from '../../platform/decimal.ts';
import { UserError } from '../../platform/errors.ts';
import { EURO, TIME_BANK_HOUR } from '../taxonomy/resources.ts';
import { parseUnit } from '../taxonomy/units.ts';
import type { Reciprocal as StoredReciprocal } from './proposal.table.ts';
import type { NewProposal } from './proposal.ts';

type Reciprocal = NonNullable<NewProposal['reciprocals']>[number];

export interface ReturnOptions {
  readonly price?: string;
  readonly return?: readonly string[];
  readonly negotiable?: boolean;
  readonly gift?: boolean;
}

/**
 * What is asked or given in return, or undefined where nothing is said of it.
 * @throws {UserError} `invalid` where it is a gift and has a price too
 */
export function readReturns(
  options: ReturnOptions,
): Required<Pick<NewProposal, 'reciprocals' | 'negotiable'>> | undefined {
  const { price, return: others = [], negotiable = false, gift = false } = options;
  const euro = price === undefined ? [] : [{ conformsTo: EURO.iri, amount: price }];
  const reciprocals = [...euro, ...others.map(readReturn)];
  if (gift && (negotiable || reciprocals.length > 0)) {
    throw new UserError('invalid', 'gift_with_return', {}, 'gift');
  }
  if (!gift && !negotiable && reciprocals.length === 0) return undefined;
  return { reciprocals, negotiable };
}

/**
 * Reads "[amount] [unit] [what]": "3 SCEC", "2 ore", "2 ore di potatura", "5 kg noci", "10 euro",
 * "1,5 https://scec.example/moneta SCEC". Hours alone are those of the time bank; without an amount it is to be agreed.
 */
export function readReturn(text: string): Reciprocal {
  const words = text.trim().split(/\s+/);
  const amount = parseDecimal(words[0] ?? '') === undefined ? undefined : words.shift();
  const unit = parseUnit(words[0] ?? '');
  if (unit !== undefined) words.shift();
  const iri = URL.canParse(words[0] ?? '') ? words.shift() : undefined;
  const label = words.join(' ') || undefined;
  if (unit === undefined && /^(?:€|eur|euro)$/i.test(label ?? '')) return { conformsTo: EURO.iri, amount };
  const timeBank = unit?.code === 'hour' && label === undefined && iri === undefined;
  return {
    action: unit?.dimension === 'time' ? 'deliverService' : 'transfer',
    conformsTo: timeBank ? TIME_BANK_HOUR : iri,
    label,
    unit: unit?.code ?? 'one',
    amount,
  };
}

/** The same, written so that {@link readReturn} reads it again. */
export function writeReturn({ conformsTo, label, unit, amount }: StoredReturn): string {
  const timeBank = conformsTo === TIME_BANK_HOUR;
  const parts = [
    amount,
    unit === null || unit === 'one' ? undefined : parseUnit(unit)?.aliases[0],
    timeBank || conformsTo === null ? undefined : conformsTo,
    label,
  ];
  return parts.filter(Boolean).join(' ');
}

type StoredReturn = Pick<StoredReciprocal, 'conformsTo' | 'label' | 'unit' | 'amount'>;
