import type { web as it } from '../it/web.ts';

export const web: typeof it = {
  offers: 'Offers',
  requests: 'Requests',
  announcements: 'Announcements',
  events: 'Events',
  members: 'Members',
  signIn: 'Sign in',
  signOut: 'Sign out',
  notFound: 'There is nothing here, or there no longer is.',
};
