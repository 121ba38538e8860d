import type { Return } from '../../domain/proposals/returns.ts';
import type { Order } from '../../domain/proposals/search.ts';

/** Searching the catalogue. */
export const search = {
  more: 'Altri filtri',
  category: 'Di che cosa si tratta',
  anyCategory: 'Qualsiasi cosa',
  unit: 'Si misura in',
  anyUnit: 'Qualsiasi unità',
  inReturn: 'In cambio di',
  anyReturn: 'Qualsiasi contropartita',
  returns: {
    euro: 'Euro',
    voucher: 'Buoni locali',
    hours: 'Ore (banca del tempo)',
    goods: 'Altri beni',
    gift: 'Niente: in dono',
    negotiable: 'Da concordare',
  } satisfies Record<Return, string>,
  district: 'Distretto',
  anyDistrict: 'Ogni distretto',
  within: 'Quanto lontano',
  onlyThere: 'Solo in quel comune',
  km: (km: number) => `Entro ${km} km`,
  expires: 'Scade',
  anyExpiry: 'Quando capita',
  days: (days: number) => (days === 1 ? 'Entro domani' : `Entro ${days} giorni`),
  sort: 'In ordine di',
  orders: {
    date: 'Data: prima le più recenti',
    relevance: 'Pertinenza',
    distance: 'Distanza: prima le più vicine',
  } satisfies Record<Order | 'date', string>,
  found: (count: string, isMore: boolean) =>
    isMore ? `Più di ${count} risultati` : count === '1' ? '1 risultato' : `${count} risultati`,
  respelt: (typed: string, meant: string) => `Nulla per «${typed}»: ecco che cosa c’è per «${meant}».`,
  distance: (km: string) => `a ${km} km`,
};
