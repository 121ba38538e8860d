/** Complaints about somebody's conduct, as coordinators read them. */
export const reports = {
  title: 'Reports',
  lead: 'Complaints about how somebody behaves, from here or from other nodes. Whoever is reported is not told.',
  empty: 'No reports to look at.',
  noComment: 'No comment.',
  post: 'The post reported',
  from: (name: string, date: string) => `from ${name}, ${date}`,
  categories: {
    spam: 'Unwanted advertising',
    legal: 'Illegal content',
    violation: 'Against the rules',
    other: 'Other',
  },
  settle: 'Mark as settled',
  more: 'Earlier reports',
};
