/** What the pages for coordinators say. */
export const coordination = {
  title: 'Coordinamento',
  lead: 'Quello che serve a chi tiene in piedi il distretto.',
};
