import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import { actors } from '../../domain/actors/actor.table.ts';
import { id, instant } from '../../platform/database/columns.ts';

/** What the node has said: the exact JSON, served at its own address and sent as it stands. */
export const activities = pgTable(
  'activities',
  {
    id: id('id').primaryKey(),
    uri: text('uri').notNull().unique(),
    actorId: id('actor_id')
      .notNull()
      .references(() => actors.id),
    type: text('type').notNull(),
    /** The post it is about. */
    subjectId: id('subject_id'),
    json: text('json').notNull(),
    /** Whether anyone may read it. */
    public: boolean('public').notNull(),
    /** Whether it stands in the actor's outbox. */
    listed: boolean('listed').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (t) => [
    index('activities_outbox').on(t.actorId, t.id).where(sql`listed`),
    index('activities_public').on(t.actorId, t.id).where(sql`public`),
    index('activities_subject').on(t.subjectId),
  ],
);
