import { eq, gt } from 'drizzle-orm';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { saveRemoteActor } from '../../src/domain/actors/remote-actor.ts';
import { type Agreement, agreements } from '../../src/domain/agreements/agreement.table.ts';
import { type AgreementView, agreementById } from '../../src/domain/agreements/agreement-reads.ts';
import { receiveAgreementFact } from '../../src/domain/agreements/early-facts.ts';
import {
  receiveAcceptance,
  receiveRejection,
  receiveUndoResponse,
} from '../../src/domain/agreements/receive-answer.ts';
import { receiveResponse } from '../../src/domain/agreements/receive-response.ts';
import { operator } from '../../src/domain/caller.ts';
import { domainEvents } from '../../src/domain/history/domain-event.table.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { receiveUndoPledge } from '../../src/domain/orders/receive-pledge.ts';
import {
  receivePledgeAgreement,
  receivePledgeRefusal,
} from '../../src/domain/orders/receive-pledge-answer.ts';
import { postById, postByUri } from '../../src/domain/posts/post-reads.ts';
import { receivePost } from '../../src/domain/posts/receive-post.ts';
import { proposalById } from '../../src/domain/proposals/catalogue.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import type { Transaction } from '../../src/platform/database/database.ts';
import { createTestDomain, type TestDomain } from './domain.ts';
import { orderMessage, pledgeMessages } from './order-messages.ts';

/** What one district has to tell the other, to be delivered as often and as late as a test likes. */
export type Message = (tx: Transaction, receiver: District) => Promise<unknown>;

/** One of two districts that know each other's one member. */
export interface District extends TestDomain {
  readonly member: Actor;
  /** The other's member, as it is known here. */
  readonly other: Actor;
  /** What happened since the last time, as messages for the other. */
  messages(): Promise<Message[]>;
  deliver(message: Message): Promise<void>;
}

/** Two districts on databases of their own; what they tell each other is a list in the test's hands. */
export async function twoDistricts(clock: Clock = systemClock): Promise<[District, District]> {
  const valle = await createTestDomain(clock, 'https://valle.example');
  const monte = await createTestDomain(clock, 'https://monte.example');
  const farm = await addMember(valle.domain, operator, {
    handle: 'podere',
    name: 'Podere',
    kind: 'enterprise',
  });
  const gas = await addMember(monte.domain, operator, { handle: 'gas', name: 'GAS', kind: 'buying-group' });
  return [
    district(valle, farm, await introduce(valle, gas)),
    district(monte, gas, await introduce(monte, farm)),
  ];
}

async function introduce({ domain }: TestDomain, actor: Actor): Promise<Actor> {
  const { id: _, createdAt: __, updatedAt: ___, deletedAt: ____, ...facts } = actor;
  const host = new URL(actor.uri).host;
  return domain.db.transaction((tx) => saveRemoteActor(tx, domain, { ...facts, host }));
}

function district(test: TestDomain, member: Actor, other: Actor): District {
  const { db } = test.domain;
  let last = '0';
  const self: District = {
    ...test,
    member,
    other,
    messages: async () => {
      const events = await db
        .select()
        .from(domainEvents)
        .where(gt(domainEvents.id, last))
        .orderBy(domainEvents.id);
      last = events.at(-1)?.id ?? last;
      const told = [];
      for (const event of events) told.push(...(await messagesFor(self, event)));
      return told;
    },
    deliver: (message) => db.transaction(async (tx) => void (await message(tx, self))),
  };
  return self;
}

async function messagesFor(from: District, event: typeof domainEvents.$inferSelect): Promise<Message[]> {
  const { db } = from.domain;
  const { subjectId: id } = event;
  if (id === null) return [];
  const ours = event.actorId === from.member.id;
  if (event.type === 'post-published' || event.type === 'post-changed') {
    return [(await orderMessage(from, id)) ?? (await postMessage(from, id))];
  }
  const told = await pledgeMessages(from, event);
  if (told !== undefined) return told;
  const view = await agreementById(db, id);
  if (view === undefined) return [];
  const { offerUri } = view.agreement;
  const uri = view.agreement.uri ?? '';
  const note = String(event.data.note ?? '');
  const owns = view.agreement.ownerId === from.member.id;
  const said = (fact: 'cancelled' | 'done'): Message => {
    return (tx, to) => receiveAgreementFact(tx, to.domain, to.other, { uri, fact, note });
  };
  const undo: Message = async (tx, to) =>
    (await receiveUndoPledge(tx, to.domain, to.other, offerUri)) ??
    (await receiveUndoResponse(tx, to.domain, to.other, offerUri, note));
  const reject: Message = async (tx, to) => {
    const effect = await receiveRejection(tx, to.domain, to.other, offerUri, note);
    return effect === 'taken' ? effect : receivePledgeRefusal(tx, to.domain, to.other, offerUri, note);
  };
  switch (event.type) {
    case 'agreement-proposed':
      return ours ? [offerMessage(view)] : [];
    case 'agreement-accepted':
      return ours
        ? [
            async (tx, to) => {
              const result = { uri, settlement: view.agreement };
              const effect = await receiveAcceptance(tx, to.domain, to.other, offerUri, result);
              if (effect === 'taken') return effect;
              return receivePledgeAgreement(tx, to.domain, to.other, offerUri, result);
            },
          ]
        : [];
    case 'agreement-rejected':
      return ours ? [reject] : [];
    case 'agreement-withdrawn':
      return ours ? [undo] : [];
    case 'agreement-cancelled':
      if (owns) return ours ? [reject, said('cancelled')] : [said('cancelled')];
      return ours ? [undo] : [];
    case 'agreement-done':
      return ours ? [said('done')] : [];
    default:
      return [];
  }
}

function offerMessage({ agreement, post }: AgreementView): Message {
  return async (tx, to) => {
    const answered = await postByUri(tx, post.uri);
    if (answered === undefined) throw new Error('an answer to an unknown proposal');
    return receiveResponse(tx, to.domain, to.other, answered, agreement);
  };
}

async function postMessage(from: District, id: string): Promise<Message> {
  const [post, view] = [await postById(from.domain.db, id), await proposalById(from.domain.db, id)];
  if (post === undefined || view === undefined) throw new Error(`there is no proposal ${id}`);
  const { postId: _, state, publishedAt: __, ...terms } = view.proposal;
  const { id: ___, actorId: ____, audienceId: _____, ...facts } = post;
  return (tx, to) =>
    receivePost(tx, to.domain, to.other, undefined, {
      ...facts,
      images: [],
      received: {},
      terms: { ...terms, reciprocals: view.reciprocals.map(({ position: ______, ...one }) => one) },
      concluded: state === 'closed',
      recipientId: post.recipientId === null ? null : to.member.id,
    });
}

/** What both sides must agree on in the end. */
export async function statesByOffer({ domain }: District): Promise<Record<string, Agreement['state']>> {
  const rows = await domain.db.select().from(agreements).orderBy(agreements.offerUri);
  return Object.fromEntries(rows.map((row) => [row.offerUri, row.state]));
}

export async function ownAgreements({ domain, member }: District): Promise<Agreement[]> {
  return domain.db.select().from(agreements).where(eq(agreements.ownerId, member.id));
}
