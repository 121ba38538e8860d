import { account } from './en/account.ts';
import { agreements } from './en/agreements.ts';
import { alerts } from './en/alerts.ts';
import { annualReport } from './en/annual-report.ts';
import { applications } from './en/applications.ts';
import { attestations } from './en/attestations.ts';
import { charter } from './en/charter.ts';
import { cli } from './en/cli.ts';
import { consent } from './en/consent.ts';
import { coordination } from './en/coordination.ts';
import { decisions } from './en/decisions.ts';
import { demo } from './en/demo.ts';
import { discovery } from './en/discovery.ts';
import { doctor } from './en/doctor.ts';
import { emailEnquiries } from './en/email-enquiries.ts';
import { embed } from './en/embed.ts';
import { errors } from './en/errors.ts';
import { events } from './en/events.ts';
import { federation } from './en/federation.ts';
import { firstRun } from './en/first-run.ts';
import { flows } from './en/flows.ts';
import { gdxp } from './en/gdxp.ts';
import { interactions } from './en/interactions.ts';
import { letters } from './en/letters.ts';
import { machineRoom } from './en/machine-room.ts';
import { map } from './en/map.ts';
import { mastodon } from './en/mastodon.ts';
import { matches } from './en/matches.ts';
import { memberships } from './en/memberships.ts';
import { moderation } from './en/moderation.ts';
import { notices } from './en/notices.ts';
import { openData } from './en/open-data.ts';
import { orders } from './en/orders.ts';
import { own } from './en/own.ts';
import { pacts } from './en/pacts.ts';
import { push } from './en/push.ts';
import { reconciliations } from './en/reconciliations.ts';
import { reports } from './en/reports.ts';
import { scopes } from './en/scopes.ts';
import { search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { taxonomy } from './en/taxonomy.ts';
import { web } from './en/web.ts';
import { writing } from './en/writing.ts';
import type { it } from './it.ts';

export const en: typeof it = {
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
