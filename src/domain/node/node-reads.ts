import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { node } from './node.table.ts';
import { type NodeSettings, settingsOf } from './settings.ts';

export interface NodeActors {
  /** Its key signs the node's fetches (FEP-2677). */
  readonly application: Actor;
  /** The district or network. */
  readonly group: Actor;
  readonly settings: NodeSettings;
}

/** The node's own actors, and what it has decided. @throws before {@link setUpNode} has run once. */
export async function nodeActors(db: Queryable): Promise<NodeActors> {
  const application = alias(actors, 'application');
  const group = alias(actors, 'district');
  const [row] = await db
    .select({ application, group, node })
    .from(node)
    .innerJoin(application, eq(application.id, node.applicationId))
    .innerJoin(group, eq(group.id, node.groupId));
  if (row === undefined) throw new Error('the node is not set up yet');
  return { application: row.application, group: row.group, settings: settingsOf(row.node) };
}
