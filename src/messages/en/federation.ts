import type { federation as it } from '../it/federation.ts';

export const federation: typeof it = {
  offer: 'OFFER',
  request: 'WANTED',
  closed: 'CLOSED',
  expired: 'EXPIRED',
  kind: 'Kind',
  sectors: 'Sectors',
  place: 'Place',
  site: 'Website',
  vat: 'VAT number',
  price: 'Price',
  available: 'Available',
  gift: 'For free',
  negotiable: 'To be agreed',
  agreementCancelled: 'Cancelled',
  reply: 'Reply',
  until: (date: string) => `until ${date}`,
};
