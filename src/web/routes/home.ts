import type { FastifyInstance } from 'fastify';
import { announcements } from '../../domain/announcements/announcement-reads.ts';
import { eventsList } from '../../domain/events/event-reads.ts';
import { ties } from '../../domain/follows/follow-reads.ts';
import { directoryCount, memberCount } from '../../domain/members/member-reads.ts';
import { groupTies, memberTies } from '../../domain/memberships/membership-reads.ts';
import { ordersBy } from '../../domain/orders/order-reads.ts';
import { catalogue, openProposalCount } from '../../domain/proposals/catalogue.ts';
import { KINDS } from '../../domain/taxonomy/kinds.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { redirectToActivity, sendPage } from '../page.ts';
import { readerOf, type Web } from '../reader.ts';
import { actorData } from '../structured-data.ts';
import { COUNTED, homePage } from '../views/home-page.ts';
import { layout } from '../views/layout.ts';

const NEWEST_PROPOSALS = 6;
const NEWEST_FROM_ELSEWHERE = 3;
const NEWEST_ANNOUNCEMENTS = 4;
const NEXT_EVENTS = 4;
const ORDERS_CLOSING_FIRST = 2;
const DISTRICTS = 100;
const TIES = 12;

export function homeRoutes(fastify: FastifyInstance, web: Web): void {
  const { db } = web.domain;
  const from = web.role === 'district' ? 'here' : undefined;

  fastify.get('/', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    const { group, words } = reader;
    if (redirectToActivity(request, reply, group.uri)) return reply;
    const [
      proposals,
      fromElsewhere,
      orders,
      events,
      news,
      tied,
      members,
      offers,
      requests,
      groups,
      belonging,
    ] = await Promise.all([
      catalogue(db, { from }, NEWEST_PROPOSALS),
      from === undefined ? [] : catalogue(db, { from: 'elsewhere' }, NEWEST_FROM_ELSEWHERE),
      ordersBy(db, {}, ORDERS_CLOSING_FIRST),
      eventsList(db, { when: 'coming' }, web.domain.clock.now(), NEXT_EVENTS),
      announcements(db, {}, NEWEST_ANNOUNCEMENTS),
      ties(db, 'following', group.id, { limit: DISTRICTS }),
      web.role === 'network' ? directoryCount(db, { network: group.id }, COUNTED + 1) : memberCount(db),
      openProposalCount(db, { purpose: 'offer', from }, COUNTED + 1),
      openProposalCount(db, { purpose: 'request', from }, COUNTED + 1),
      groupTies(db, group, TIES),
      web.role === 'network' ? memberTies(db, group, TIES) : [],
    ]);
    const tiedGroups = tied.map(({ actor }) => actor).filter(({ type }) => type === 'Group');
    const networks = tiedGroups.filter(({ kind }) => kind === KINDS.network.iri);
    const districts = tiedGroups.filter((one) => !networks.includes(one));
    return sendPage(
      reply,
      layout(reader, {
        title: group.name,
        description: htmlToText(group.summary).replace(/\s+/g, ' ').slice(0, 300),
        canonical: `${web.domain.addresses.origin}/`,
        image: group.headerUrl ?? group.avatarUrl ?? undefined,
        data: actorData(group),
        feed: { href: '/offerte.atom', title: `${group.name}: ${words.feeds.proposals}` },
        main: homePage(reader, {
          proposals,
          fromElsewhere,
          orders,
          events,
          announcements: news,
          districts,
          networks,
          groups,
          belonging,
          counts: { members, offers, requests, districts: districts.length },
        }),
      }),
    );
  });
}
