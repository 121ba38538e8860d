import { EXPORT } from '../domain/accounts/exports.ts';
import { sweepEarlyFacts } from '../domain/agreements/early-facts.ts';
import { writeAlerts } from '../domain/alerts/write-alerts.ts';
import { sweepAversions } from '../domain/aversions/aversions.ts';
import { DISCOVER } from '../domain/discoveries/discover.ts';
import { sweepEmailEnquiries } from '../domain/enquiries/forget-email-enquiry.ts';
import { writeToAttendees } from '../domain/events/tell-attendees.ts';
import { countFlows } from '../domain/flows/publish-flows.ts';
import { sweepLetters } from '../domain/letters/settle-letter.ts';
import { LETTER } from '../domain/letters/write-letters.ts';
import { findMatches } from '../domain/matches/find-matches.ts';
import { sweepApplications } from '../domain/memberships/decide-application.ts';
import { sweepNotifications } from '../domain/notifications/notifications.ts';
import { sweepUnusedApps } from '../domain/oauth/register-app.ts';
import { closeOrders } from '../domain/orders/close-orders.ts';
import { tellTotals } from '../domain/orders/tell-totals.ts';
import { warnOfClosing } from '../domain/orders/warn-of-closing.ts';
import { sweepPactFacts } from '../domain/pacts/learn-pact.ts';
import { closeDuePolls } from '../domain/polls/close-polls.ts';
import { sweepMedia } from '../domain/posts/sweep-media.ts';
import { sweepTombstones } from '../domain/posts/tombstones.ts';
import { settleScopes } from '../domain/proposals/change-scope.ts';
import { expireProposals, sweepEndedProposals } from '../domain/proposals/end-proposal.ts';
import { learnWords } from '../domain/proposals/search-words.ts';
import { PUSH } from '../domain/push/push-news.ts';
import { sweepIdempotencyKeys } from '../domain/statuses/publish-status.ts';
import { publishScheduled } from '../domain/statuses/scheduled.ts';
import { trimHomes } from '../domain/timelines/feed-home.ts';
import { sweepUploads } from '../domain/uploads/upload.ts';
import { sweepReceivedActivities } from '../federation/inbox/receive-activity.ts';
import { discoverHandler } from '../federation/jobs/discover.ts';
import { keepUpBeneath } from '../federation/jobs/follow-beneath.ts';
import { fetchHandlers } from '../federation/jobs/handlers.ts';
import { refreshTies } from '../federation/jobs/read-affiliations.ts';
import { reconcileDue } from '../federation/jobs/reconcile.ts';
import { DELIVERY, deliveryHandler } from '../federation/outbox/deliver.ts';
import { Relay } from '../federation/outbox/relay.ts';
import { DocumentCache } from '../federation/remote/key-value-store.ts';
import { remoteLookup } from '../federation/remote/remote-lookup.ts';
import { exportFiles } from '../platform/export-files.ts';
import { QueueWorker } from '../platform/queue/worker.ts';
import { letterHandler } from './send-letters.ts';
import { pushHandler } from './send-push.ts';
import type { Services } from './services.ts';
import { exportHandler, sweepExports } from './write-exports.ts';

const MINUTE_MS = 60_000;
/** Orders close on time: to so many milliseconds. */
const CLOSING_MS = 5_000;
/** Within so many milliseconds a network follows what has come to belong to those beneath it. */
const BENEATH_MS = 3_000;

/** What goes on without anyone asking: telling, delivering, fetching, and what time brings. */
export interface Background {
  stop(): Promise<void>;
}

/** Starts the background work of this process; any number of processes may do it over one database. */
export function startBackground(services: Services): Background {
  const { federation, database, domain, mailer, webPush } = services;
  const { logger } = federation;
  const files = exportFiles(services.config.dataDir);
  const relay = new Relay(federation, database);
  const worker = new QueueWorker({
    handle: database,
    clock: domain.clock,
    logger,
    handlers: {
      [DELIVERY]: deliveryHandler(federation),
      ...fetchHandlers(federation),
      [DISCOVER]: discoverHandler(federation),
      [EXPORT]: exportHandler(domain, files),
      [LETTER]: letterHandler(domain, mailer, logger),
      [PUSH]: pushHandler(domain, { webPush, outbound: federation.outbound, logger }),
    },
  });
  const chores: readonly [string, number, () => Promise<unknown>][] = [
    ['expire proposals', MINUTE_MS, () => expireProposals(domain)],
    ['settle scopes', MINUTE_MS / 2, () => settleScopes(domain)],
    ['close polls', 15_000, () => closeDuePolls(domain)],
    ['close orders', CLOSING_MS, () => closeOrders(domain)],
    ['tell totals of orders', CLOSING_MS, () => tellTotals(domain)],
    ['learn words', MINUTE_MS, () => learnWords(domain)],
    ['sweep ended proposals', 60 * MINUTE_MS, () => sweepEndedProposals(domain)],
    ['write alerts', 5 * MINUTE_MS, () => (mailer === undefined ? Promise.resolve() : writeAlerts(domain))],
    ['write to attendees', MINUTE_MS, () => writeToAttendees(domain)],
    ['sweep early facts of agreements', 24 * 60 * MINUTE_MS, () => sweepEarlyFacts(domain)],
    ['sweep exports', 24 * 60 * MINUTE_MS, () => sweepExports(domain, files)],
    ['sweep pictures', 24 * 60 * MINUTE_MS, () => sweepMedia(domain)],
    ['sweep applications', 24 * 60 * MINUTE_MS, () => sweepApplications(domain)],
    ['sweep enquiries by e-mail', 24 * 60 * MINUTE_MS, () => sweepEmailEnquiries(domain)],
    ['sweep letters', 24 * 60 * MINUTE_MS, () => sweepLetters(domain)],
    ['find matches', 5 * MINUTE_MS, () => findMatches(domain)],
    ['count flows', 24 * 60 * MINUTE_MS, () => countFlows(domain)],
    ['follow beneath', BENEATH_MS, () => keepUpBeneath(federation)],
    ['reconcile', MINUTE_MS, () => reconcileDue(domain)],
    ['refresh ties', 60 * MINUTE_MS, () => refreshTies(federation)],
    ['sweep facts of unknown pacts', 24 * 60 * MINUTE_MS, () => sweepPactFacts(domain)],
    ['warn of closing orders', 10 * MINUTE_MS, () => warnOfClosing(domain)],
    ['publish scheduled statuses', MINUTE_MS, () => publishScheduled(domain, remoteLookup(federation))],
    ['trim home timelines', 60 * MINUTE_MS, () => trimHomes(domain)],
    ['end mutes', MINUTE_MS, () => sweepAversions(domain)],
    ['sweep unused clients', 24 * 60 * MINUTE_MS, () => sweepUnusedApps(domain)],
    ['sweep uploads', 60 * MINUTE_MS, () => sweepUploads(domain)],
    ['sweep idempotency keys', 60 * MINUTE_MS, () => sweepIdempotencyKeys(domain)],
    ['sweep notifications', 24 * 60 * MINUTE_MS, () => sweepNotifications(domain)],
    ['sweep tombstones', 24 * 60 * MINUTE_MS, () => sweepTombstones(domain)],
    ['sweep received activities', 24 * 60 * MINUTE_MS, () => sweepReceivedActivities(domain)],
    ['sweep documents', 24 * 60 * MINUTE_MS, () => new DocumentCache(database.sql).sweep()],
  ];
  const timers = chores.map(([name, every, run]) => {
    let running = false;
    const turn = async () => {
      if (running) return;
      running = true;
      await run().catch((error: unknown) => logger.error({ err: error, chore: name }, 'a chore failed'));
      running = false;
    };
    void turn();
    return setInterval(turn, every);
  });
  relay.start();
  worker.start();
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await relay.stop();
      await worker.stop();
    },
  };
}
