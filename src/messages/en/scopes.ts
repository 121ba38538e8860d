import type { scopes as italian } from '../it/scopes.ts';

export const scopes: typeof italian = {
  legend: 'Who is it for?',
  hint: 'You can change your mind at any time. If you narrow it, we ask those outside to forget it.',
  names: {
    district: 'Only the district',
    region: 'Those in the region',
    network: 'The network',
    fediverse: 'Everyone',
  },
  who: {
    district: 'Only people with an account in this district see it.',
    region:
      'Also people with an account in districts and networks of the same region that ours follows, or shares a network with.',
    network: 'Also people with an account in the networks we belong to, and in their districts.',
    fediverse: 'Anyone, here, on Mastodon and in search engines if you agreed to that.',
  },
  badges: {
    district: 'Only for the district',
    region: 'Only for the region',
    network: 'Only for the network',
  },
  more: (count) =>
    count === 1
      ? 'One more is only for us, not for everyone.'
      : `${count} more are only for us, not for everyone.`,
  see: 'See them',
  onlyUs: 'These are only for us: people with an account see them, and nobody passes them on.',
  back: 'Back to those for everyone',
};
