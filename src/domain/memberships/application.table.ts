import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { id, instant } from '../../platform/database/columns.ts';
import { accounts } from '../accounts/account.table.ts';
import { actors } from '../actors/actor.table.ts';

/** Requests of those who are nobody here yet: admitted, they become members of the district. */
export const applications = pgTable(
  'applications',
  {
    id: id('id').primaryKey(),
    /** Who asks for an organisation and will act for it, where that is somebody with an account. */
    accountId: id('account_id').references(() => accounts.id),
    name: text('name').notNull(),
    kind: text('kind').notNull(),
    handle: text('handle').notNull(),
    email: text('email').notNull(),
    /** ISTAT code. */
    comune: text('comune'),
    /** How it introduces itself to everyone. */
    summary: text('summary').notNull(),
    /** What it wrote to the coordinators. */
    message: text('message').notNull(),
    /** The version of the charter that was accepted with the request (IRI). */
    charter: text('charter'),
    locale: text('locale', { enum: ['it', 'en'] }).notNull(),
    state: text('state', { enum: ['asked', 'admitted', 'refused'] }).notNull(),
    askedAt: instant('asked_at').notNull(),
    decidedAt: instant('decided_at'),
    /** Why it was refused. */
    reason: text('reason').notNull().default(''),
    memberId: id('member_id').references(() => actors.id),
  },
  (t) => [
    index('applications_state').on(t.state, t.id),
    index('applications_account').on(t.accountId),
    index('applications_member').on(t.memberId),
  ],
);

export type Application = typeof applications.$inferSelect;
