import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { decimal, id, instant } from '../../platform/database/columns.ts';
import { actors } from '../actors/actor.table.ts';
import { agreements } from '../agreements/agreement.table.ts';
import { FLOW_KINDS } from './flow.ts';

/** What became of agreements that were fulfilled, for counting: a proposal may be gone by then. Never leaves the node. */
export const fulfilments = pgTable(
  'fulfilments',
  {
    agreementId: id('agreement_id')
      .primaryKey()
      .references(() => agreements.id),
    /** Seen from here: by one of ours, to one of ours, or both. */
    direction: text('direction', { enum: ['given', 'received', 'within'] }).notNull(),
    /** The side that is elsewhere. */
    otherId: id('other_id').references(() => actors.id),
    kind: text('kind', { enum: FLOW_KINDS }).notNull(),
    hours: decimal('hours'),
    fulfilledAt: instant('fulfilled_at').notNull(),
  },
  (t) => [index('fulfilments_time').on(t.fulfilledAt), index('fulfilments_other').on(t.otherId)],
);

/** What districts that publish their flows say of them: each of its own, ours among them. */
export const publishedFlows = pgTable(
  'published_flows',
  {
    /** Who says so: the provider or the receiver. */
    groupId: id('group_id')
      .notNull()
      .references(() => actors.id),
    provider: text('provider').notNull(),
    receiver: text('receiver').notNull(),
    year: integer('year').notNull(),
    kind: text('kind', { enum: FLOW_KINDS }).notNull(),
    agreements: integer('agreements').notNull(),
    hours: decimal('hours'),
  },
  (t) => [
    primaryKey({ columns: [t.groupId, t.year, t.provider, t.receiver, t.kind] }),
    index('published_flows_year').on(t.year, t.provider, t.receiver, t.kind),
  ],
);
