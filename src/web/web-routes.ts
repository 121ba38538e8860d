import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Domain } from '../domain/domain.ts';
import type { RemoteLookup } from '../domain/remote-lookup.ts';
import type { Locale } from '../messages/messages.ts';
import { HTTP_STATUS, UserError } from '../platform/errors.ts';
import type { ExportFiles } from '../platform/export-files.ts';
import { assetRoutes } from './assets.ts';
import { createCookies } from './cookies.ts';
import { lookRoutes } from './look.ts';
import { MULTIPART_LIMITS } from './multipart.ts';
import { sendPage } from './page.ts';
import { type Checks, readerOf, type Web } from './reader.ts';
import { accountSettingsRoutes } from './routes/account-settings.ts';
import { accountRoutes } from './routes/accounts.ts';
import { agreementRoutes } from './routes/agreements.ts';
import { alertRoutes } from './routes/alerts.ts';
import { announcementRoutes } from './routes/announcements.ts';
import { annualReportRoutes } from './routes/annual-report.ts';
import { applicationRoutes } from './routes/applications.ts';
import { attendanceRoutes } from './routes/attendances.ts';
import { attestationRoutes } from './routes/attestations.ts';
import { charterRoutes } from './routes/charter.ts';
import { consentRoutes } from './routes/consent.ts';
import { coordinationRoutes } from './routes/coordination.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { discoveryRoutes } from './routes/discovery.ts';
import { emailEnquiryRoutes } from './routes/email-enquiries.ts';
import { embedRoutes } from './routes/embed.ts';
import { enquiryRoutes } from './routes/enquiries.ts';
import { eventRoutes } from './routes/events.ts';
import { firstRunRoutes } from './routes/first-run.ts';
import { flowRoutes } from './routes/flows.ts';
import { followRoutes } from './routes/follows.ts';
import { homeRoutes } from './routes/home.ts';
import { importProposalRoutes } from './routes/import-proposals.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { languageRoutes } from './routes/language.ts';
import { letterRoutes } from './routes/letters.ts';
import { mapRoutes } from './routes/map.ts';
import { matchRoutes } from './routes/matches.ts';
import { mediaRoutes } from './routes/media.ts';
import { memberRoutes } from './routes/members.ts';
import { membershipRoutes } from './routes/memberships.ts';
import { moderationRoutes } from './routes/moderation.ts';
import { newsRoutes } from './routes/news.ts';
import { openDataRoutes } from './routes/open-data.ts';
import { orderRoutes } from './routes/orders.ts';
import { ownRoutes } from './routes/own.ts';
import { ownMembershipRoutes } from './routes/own-memberships.ts';
import { pactRoutes } from './routes/pacts.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { peopleRoutes } from './routes/people.ts';
import { pledgeRoutes } from './routes/pledges.ts';
import { pollRoutes } from './routes/polls.ts';
import { priceListRoutes } from './routes/price-lists.ts';
import { proposalRoutes } from './routes/proposals.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { reportRoutes } from './routes/reports.ts';
import { searchEngineRoutes } from './routes/search-engines.ts';
import { settingsRoutes } from './routes/settings.ts';
import { tagRoutes } from './routes/tags.ts';
import { writeAnnouncementRoutes } from './routes/write-announcements.ts';
import { writeEventRoutes } from './routes/write-events.ts';
import { writeOrderRoutes } from './routes/write-orders.ts';
import { writeProposalRoutes } from './routes/write-proposals.ts';
import { errorPage } from './views/error-page.ts';

const FORM_LIMIT_BYTES = 64 * 1024;

export interface WebOptions {
  readonly domain: Domain;
  readonly locale: Locale;
  readonly role: 'district' | 'network';
  readonly mail: boolean;
  readonly exports: ExportFiles;
  readonly lookup: RemoteLookup;
  readonly checks: Checks;
}

/** The pages for people, their forms and feeds. Also answers whatever no other room has an address for. */
export async function webRoutes(fastify: FastifyInstance, options: WebOptions): Promise<void> {
  const { domain, locale, role, mail, exports, lookup, checks } = options;
  const { origin } = domain.addresses;
  const web: Web = { domain, locale, role, mail, exports, lookup, checks, cookies: createCookies(origin) };

  await fastify.register(helmet, securityHeaders(origin.startsWith('https:')));
  // Web clients open these in a window of their own, and hear from it how it went.
  fastify.addHook('onRequest', async ({ url }, reply) => {
    if (/^\/(?:accedi|oauth\/authorize)(?:[/?]|$)/.test(url)) {
      reply.header('cross-origin-opener-policy', 'unsafe-none');
    }
  });
  await fastify.register(cookie);
  await fastify.register(formbody, { bodyLimit: FORM_LIMIT_BYTES });
  await fastify.register(multipart, MULTIPART_LIMITS);

  const answerError = async (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const { status, reason } = refusalOf(error);
    if (status >= 500) request.log.error({ err: error }, 'a page failed');
    const reader = await readerOf(web, request, reply);
    return sendPage(reply, errorPage(reader, reason), status);
  };
  fastify.setErrorHandler(answerError);
  fastify.setNotFoundHandler((request, reply) =>
    answerError(new UserError('not-found', 'page_unknown'), request, reply),
  );

  assetRoutes(fastify);
  lookRoutes(fastify);
  homeRoutes(fastify, web);
  memberRoutes(fastify, web);
  membershipRoutes(fastify, web);
  proposalRoutes(fastify, web);
  ownRoutes(fastify, web);
  accountSettingsRoutes(fastify, web);
  recoveryRoutes(fastify, web);
  passkeyRoutes(fastify, web);
  writeProposalRoutes(fastify, web);
  importProposalRoutes(fastify, web);
  writeAnnouncementRoutes(fastify, web);
  agreementRoutes(fastify, web);
  enquiryRoutes(fastify, web);
  announcementRoutes(fastify, web);
  decisionRoutes(fastify, web);
  pollRoutes(fastify, web);
  attestationRoutes(fastify, web);
  pactRoutes(fastify, web);
  eventRoutes(fastify, web);
  writeEventRoutes(fastify, web);
  attendanceRoutes(fastify, web);
  orderRoutes(fastify, web);
  writeOrderRoutes(fastify, web);
  pledgeRoutes(fastify, web);
  charterRoutes(fastify, web);
  applicationRoutes(fastify, web);
  ownMembershipRoutes(fastify, web);
  tagRoutes(fastify, web);
  accountRoutes(fastify, web);
  consentRoutes(fastify, web);
  coordinationRoutes(fastify, web);
  settingsRoutes(fastify, web);
  firstRunRoutes(fastify, web);
  moderationRoutes(fastify, web);
  discoveryRoutes(fastify, web);
  reportRoutes(fastify, web);
  peopleRoutes(fastify, web);
  letterRoutes(fastify, web);
  languageRoutes(fastify, web);
  mediaRoutes(fastify, web);
  searchEngineRoutes(fastify, web);
  embedRoutes(fastify, web);
  mapRoutes(fastify, web);
  flowRoutes(fastify, web);
  annualReportRoutes(fastify, web);
  matchRoutes(fastify, web);
  openDataRoutes(fastify, web);
  priceListRoutes(fastify, web);
  interactionRoutes(fastify, web);
  followRoutes(fastify, web);
  alertRoutes(fastify, web);
  newsRoutes(fastify, web);
  emailEnquiryRoutes(fastify, web);
}

/** Fastify's own refusals (a body too big or malformed) keep their status; the rest is nobody's business. */
function refusalOf(error: unknown): { readonly status: number; readonly reason: UserError } {
  if (error instanceof UserError) return { status: HTTP_STATUS[error.kind], reason: error };
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500
    ? { status, reason: new UserError('invalid', 'invalid_value') }
    : { status: 500, reason: new UserError('unavailable', 'unexpected') };
}

function securityHeaders(secure: boolean) {
  const self = ["'self'"];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: self,
        connectSrc: self,
        styleSrc: self,
        imgSrc: [...self, 'data:'],
        fontSrc: self,
        formAction: self,
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure && { maxAge: 365 * 86_400, includeSubDomains: false },
    xFrameOptions: { action: 'deny' as const },
    // With `no-referrer` a browser would not say where a form comes from.
    referrerPolicy: { policy: 'same-origin' as const },
  };
}
