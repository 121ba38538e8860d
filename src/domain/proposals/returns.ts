import { EURO, TIME_BANK_HOUR } from '../taxonomy/resources.ts';

/** What may be asked or given in return, as people search for it. */
export const RETURNS = ['euro', 'voucher', 'hours', 'goods', 'gift', 'negotiable'] as const;
export type Return = (typeof RETURNS)[number];

interface Asked {
  readonly action: 'transfer' | 'deliverService' | 'transferCustody';
  readonly conformsTo?: string | null | undefined;
  readonly unit?: string | null | undefined;
}

/** A gift asks for nothing; a voucher is what counts as money and is no euro. */
export function returnsOf(negotiable: boolean, asked: readonly Asked[]): Return[] {
  if (asked.length === 0) return [negotiable ? 'negotiable' : 'gift'];
  return [...new Set([...asked.map(returnOf), ...(negotiable ? (['negotiable'] as const) : [])])];
}

function returnOf({ action, conformsTo, unit }: Asked): Return {
  if (conformsTo === EURO.iri) return 'euro';
  if (conformsTo === TIME_BANK_HOUR || unit === 'hour' || action === 'deliverService') return 'hours';
  return conformsTo != null && unit === 'one' ? 'voucher' : 'goods';
}
