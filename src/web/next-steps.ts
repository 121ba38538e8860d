import { agreementsOf } from '../domain/agreements/agreement-reads.ts';
import { emailEnquiriesTo } from '../domain/enquiries/email-enquiry-reads.ts';
import { enquiriesTo } from '../domain/enquiries/enquiry-reads.ts';
import { openApplicationCount } from '../domain/memberships/application-reads.ts';
import { membershipsOf } from '../domain/memberships/membership-reads.ts';
import { openProposalsAddressedTo } from '../domain/proposals/catalogue.ts';
import { messages } from '../messages/messages.ts';
import type { Id } from '../platform/ids.ts';
import type { Reader } from './reader.ts';
import { isTurn, nextText, seenBy } from './views/agreement-parts.ts';

/** Something that waits for the reader: where to do it, what it is about, and what to do. */
export interface NextStep {
  readonly href: string;
  readonly title: string;
  readonly todo: string;
}

const LOOKED_AT = 30;

/** Where things to do come from, most pressing first. A feature that asks something of people adds its function. */
const SOURCES: readonly ((reader: Reader, actorIds: readonly Id[]) => Promise<NextStep[]>)[] = [
  agreementSteps,
  counterOfferSteps,
  enquirySteps,
  emailEnquirySteps,
  membershipSteps,
  applicationSteps,
];

export async function nextSteps(reader: Reader, actorIds: readonly Id[]): Promise<NextStep[]> {
  return (await Promise.all(SOURCES.map((source) => source(reader, actorIds)))).flat();
}

async function agreementSteps(reader: Reader, actorIds: readonly Id[]): Promise<NextStep[]> {
  const states = ['proposed', 'accepted'] as const;
  const views = await agreementsOf(reader.web.domain.db, actorIds, { states }, LOOKED_AT);
  return views
    .map((view) => seenBy(actorIds, view))
    .filter(({ view, side }) => isTurn(view.agreement, side))
    .map((seen) => ({
      href: `/accordi/${seen.view.agreement.id}`,
      title: seen.view.agreement.title,
      todo: nextText(reader, seen),
    }));
}

async function counterOfferSteps({ web, locale }: Reader, actorIds: readonly Id[]): Promise<NextStep[]> {
  const offers = await openProposalsAddressedTo(web.domain.db, actorIds, LOOKED_AT);
  return offers.map(({ post, owner }) => ({
    href: `/controproposte/${post.id}`,
    title: post.title ?? '',
    todo: messages(locale).own.counterOffer(owner.name),
  }));
}

async function enquirySteps({ web, locale }: Reader, actorIds: readonly Id[]): Promise<NextStep[]> {
  const enquiries = await enquiriesTo(web.domain.db, actorIds, LOOKED_AT);
  return enquiries
    .filter(({ answers }) => answers.length === 0)
    .map(({ post, author, about }) => ({
      href: `/messaggi#m${post.id}`,
      title: about?.title ?? '',
      todo: messages(locale).own.enquiry(author.name),
    }));
}

async function emailEnquirySteps({ web, locale }: Reader, actorIds: readonly Id[]): Promise<NextStep[]> {
  const enquiries = await emailEnquiriesTo(web.domain.db, actorIds, LOOKED_AT);
  return enquiries
    .filter(({ messages }) => messages.at(-1)?.authorId === null)
    .map(({ enquiry, about }) => ({
      href: `/messaggi#m${enquiry.id}`,
      title: about.title ?? '',
      todo: messages(locale).own.enquiry(enquiry.name),
    }));
}

/** Those who ask to belong to one of these, or for coordinators to the district. */
async function membershipSteps(reader: Reader, actorIds: readonly Id[]): Promise<NextStep[]> {
  const { web, group, signedIn, memberships } = reader;
  const groupIds = signedIn?.caller.role === 'coordinator' ? [...actorIds, group.id] : actorIds;
  const filter = { actorIds: groupIds, side: 'group', states: ['asked'] } as const;
  const views = await membershipsOf(web.domain.db, filter, LOOKED_AT);
  return views.map(({ membership, member, group: asked }) => ({
    href: `/adesioni/${asked.id}#a${membership.id}`,
    title: asked.name,
    todo: memberships.pages.step(member.name),
  }));
}

async function applicationSteps({ web, group, signedIn, memberships }: Reader): Promise<NextStep[]> {
  if (signedIn?.caller.role !== 'coordinator') return [];
  const waiting = await openApplicationCount(web.domain.db);
  if (waiting === 0) return [];
  const todo = memberships.pages.applicationsStep(waiting);
  return [{ href: `/adesioni/${group.id}`, title: group.name, todo }];
}
