import { account } from './it/account.ts';
import { agreements } from './it/agreements.ts';
import { alerts } from './it/alerts.ts';
import { annualReport } from './it/annual-report.ts';
import { applications } from './it/applications.ts';
import { attestations } from './it/attestations.ts';
import { charter } from './it/charter.ts';
import { cli } from './it/cli.ts';
import { consent } from './it/consent.ts';
import { coordination } from './it/coordination.ts';
import { decisions } from './it/decisions.ts';
import { demo } from './it/demo.ts';
import { discovery } from './it/discovery.ts';
import { doctor } from './it/doctor.ts';
import { emailEnquiries } from './it/email-enquiries.ts';
import { embed } from './it/embed.ts';
import { errors } from './it/errors.ts';
import { events } from './it/events.ts';
import { federation } from './it/federation.ts';
import { firstRun } from './it/first-run.ts';
import { flows } from './it/flows.ts';
import { gdxp } from './it/gdxp.ts';
import { interactions } from './it/interactions.ts';
import { letters } from './it/letters.ts';
import { machineRoom } from './it/machine-room.ts';
import { map } from './it/map.ts';
import { mastodon } from './it/mastodon.ts';
import { matches } from './it/matches.ts';
import { memberships } from './it/memberships.ts';
import { moderation } from './it/moderation.ts';
import { notices } from './it/notices.ts';
import { openData } from './it/open-data.ts';
import { orders } from './it/orders.ts';
import { own } from './it/own.ts';
import { pacts } from './it/pacts.ts';
import { push } from './it/push.ts';
import { reconciliations } from './it/reconciliations.ts';
import { reports } from './it/reports.ts';
import { scopes } from './it/scopes.ts';
import { search } from './it/search.ts';
import { settings } from './it/settings.ts';
import { taxonomy } from './it/taxonomy.ts';
import { web } from './it/web.ts';
import { writing } from './it/writing.ts';

/** The catalogue: Italian first; its shape is what every other language must fill. */
export const it = {
  account,
  agreements,
  alerts,
  annualReport,
  applications,
  attestations,
  charter,
  cli,
  consent,
  coordination,
  decisions,
  demo,
  doctor,
  emailEnquiries,
  embed,
  errors,
  events,
  federation,
  discovery,
  flows,
  firstRun,
  gdxp,
  interactions,
  letters,
  machineRoom,
  map,
  mastodon,
  matches,
  memberships,
  moderation,
  own,
  notices,
  pacts,
  openData,
  orders,
  reconciliations,
  reports,
  push,
  scopes,
  search,
  settings,
  taxonomy,
  web,
  writing,
};
