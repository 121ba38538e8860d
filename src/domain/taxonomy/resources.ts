import { DES } from './vocabulary.ts';

/** Money, or what stands for it: what a price is expressed in. */
export interface Currency {
  /** Its `resourceConformsTo`. A local currency (a voucher such as the SCEC) has the IRI that its circuit gave it. */
  readonly iri: string;
  readonly name: string;
  readonly symbol: string;
}

export const EURO: Currency = { iri: 'https://www.wikidata.org/wiki/Q4916', name: 'Euro', symbol: '€' };

/** The hours of a time bank: given and received as work, in the unit `hour`. */
export const TIME_BANK_HOUR = `${DES}TimeBankHour`;

const WIKIDATA_ITEM = /^https?:\/\/(?:www\.)?wikidata\.org\/(?:wiki|entity)\/(Q[1-9]\d{0,11})$/;

/** One spelling of a resource's IRI: Wikidata's items as `https://www.wikidata.org/wiki/Q…`, others as they are. */
export function normaliseResource(iri: string): string {
  const [, item] = WIKIDATA_ITEM.exec(iri) ?? [];
  return item === undefined ? iri : `https://www.wikidata.org/wiki/${item}`;
}
