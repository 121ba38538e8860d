import type { search as italian } from '../it/search.ts';

export const search: typeof italian = {
  more: 'More filters',
  category: 'What it is about',
  anyCategory: 'Anything',
  unit: 'Measured in',
  anyUnit: 'Any unit',
  inReturn: 'In return for',
  anyReturn: 'Anything in return',
  returns: {
    euro: 'Euro',
    voucher: 'Local vouchers',
    hours: 'Hours (time bank)',
    goods: 'Other goods',
    gift: 'Nothing: a gift',
    negotiable: 'To be agreed',
  },
  district: 'District',
  anyDistrict: 'Every district',
  within: 'How far away',
  onlyThere: 'In that town only',
  km: (km) => `Within ${km} km`,
  expires: 'Ends',
  anyExpiry: 'Whenever',
  days: (days) => (days === 1 ? 'By tomorrow' : `Within ${days} days`),
  sort: 'In order of',
  orders: {
    date: 'Date: newest first',
    relevance: 'Relevance',
    distance: 'Distance: nearest first',
  },
  found: (count, isMore) =>
    isMore ? `More than ${count} results` : count === '1' ? '1 result' : `${count} results`,
  respelt: (typed, meant) => `Nothing for “${typed}”: here is what there is for “${meant}”.`,
  distance: (km) => `${km} km away`,
};
