import type { NotificationKind } from '../../domain/notifications/notification.table.ts';

/** What a closed client shows of news. */
export const push: Record<NotificationKind, (name: string) => string> = {
  follow: (name) => `${name} ti segue`,
  follow_request: (name) => `${name} chiede di seguirti`,
  mention: (name) => `${name} ti ha scritto`,
  reblog: (name) => `${name} ha condiviso quello che hai scritto`,
  favourite: (name) => `A ${name} piace quello che hai scritto`,
  poll: () => 'Un sondaggio è finito',
  status: (name) => `${name} ha pubblicato qualcosa`,
  update: (name) => `${name} ha cambiato quello che aveva scritto`,
};
