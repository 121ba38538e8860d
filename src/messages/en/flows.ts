import type { flows as italian } from '../it/flows.ts';

export const flows: typeof italian = {
  title: 'Flows',
  lead: 'Agreements fulfilled from one district to another: who gives, who receives, what. They are counted only where both districts make it public.',
  kinds: { goods: 'Goods', services: 'Services', hours: 'Hours', loans: 'Loans' },
  year: 'Year',
  show: 'Show',
  legend: 'Legend',
  diagram: 'Who gives is on the left, who receives on the right; the more agreements, the wider the ribbon.',
  table: 'The same figures in a table',
  provider: 'Gives',
  receiver: 'Receives',
  kind: 'What',
  agreements: 'Agreements fulfilled',
  hours: (hours) => `${hours} hours`,
  differ: (provider, receiver) => `${provider} by who gives, ${receiver} by who receives`,
  reciprocity: 'Giving and receiving',
  reciprocityLead:
    'How many agreements each district fulfilled as the one who gives and as the one who receives; where the two districts count differently, the lower figure holds.',
  district: 'District',
  given: 'Given',
  received: 'Received',
  none: 'There is no flow to show yet',
  noneLead: (fewest) =>
    `A flow is seen once two districts have fulfilled at least ${fewest} agreements of the same kind in one year, in the same direction, and both have chosen to make it public.`,
  largest: (count) => `The drawing shows the ${count} largest flows.`,
  mostListed: (count) => `The table lists the ${count} largest flows.`,
  consent: {
    title: 'Flows of the district',
    lead: 'Whether the district makes public how many agreements its members fulfil with other districts.',
    is: 'The district publishes its flows at present.',
    isNot: 'The district does not publish its flows at present.',
    what: (fewest) =>
      `Only sums are published: with which district, in which year, whether goods, services, hours or loans, how many agreements. Never who, what, or at what price. Sums below ${fewest} agreements stay here, since they could tell of a single one. A sum is seen only where the other district has chosen the same. They are counted anew once a day.`,
    publish: 'Make the flows public',
    hide: 'Make them public no more',
    now: 'What is published now',
    would: 'What would be published',
    nothing: 'Nothing yet: no other district that publishes its flows has enough agreements with ours.',
  },
};
