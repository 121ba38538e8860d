import { eq, isNull } from 'drizzle-orm';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { type Agreement, agreements } from '../../src/domain/agreements/agreement.table.ts';
import { operator } from '../../src/domain/caller.ts';
import { domainEvents } from '../../src/domain/history/domain-event.table.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { proposalById } from '../../src/domain/proposals/catalogue.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { queueMessages } from '../../src/platform/queue/queue.table.ts';
import { startNode, type TestNode } from './node.ts';

/** The farm's district publishes, the group's district answers. */
export interface Pair {
  readonly valle: TestNode;
  readonly monte: TestNode;
  readonly farm: Actor;
  readonly gas: Actor;
  stop(): Promise<void>;
}

export async function startPair(background: boolean): Promise<Pair> {
  const valle = await startNode({ name: 'DES Valle', background });
  const monte = await startNode({ name: 'DES Monte', background });
  const add = (node: TestNode, handle: string, kind: 'enterprise' | 'buying-group') =>
    addMember(node.services.domain, operator, { handle, name: handle, kind });
  return {
    valle,
    monte,
    farm: await add(valle, 'podere', 'enterprise'),
    gas: await add(monte, 'gas', 'buying-group'),
    stop: async () => {
      await Promise.all([valle.stop(), monte.stop()]);
    },
  };
}

const oranges = {
  purpose: 'offer',
  title: 'Cassetta di arance bio, 5 kg',
  quantity: '5',
  unit: 'kg',
  available: '200',
  reciprocals: [{ amount: '14.50', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
} as const;
export const publish = ({ valle, farm }: Pair) =>
  publishProposal(valle.services.domain, operator, farm.id, {
    ...oranges,
    reciprocals: [...oranges.reciprocals],
  });

export const agreementIn = async (node: TestNode, offerUri: string): Promise<Agreement | undefined> => {
  const rows = await node.services.domain.db
    .select()
    .from(agreements)
    .where(eq(agreements.offerUri, offerUri));
  return rows[0];
};
export const stockIn = async (node: TestNode, uri: string) => {
  const { db } = node.services.domain;
  const post = await postByUri(db, uri);
  return post && (await proposalById(db, post.id))?.proposal.available;
};

/** How much a node has still to tell or to deliver. */
export async function untold({ services: { domain } }: TestNode): Promise<number> {
  const events = await domain.db.$count(domainEvents, isNull(domainEvents.relayedAt));
  return events + (await domain.db.$count(queueMessages));
}
