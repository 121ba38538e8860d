import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { actors } from '../actors/actor.table.ts';
import type { Queryable } from '../domain.ts';
import { node } from './node.table.ts';
import type { NodeActors } from './set-up-node.ts';

/** The node's own actors. @throws before {@link setUpNode} has run once. */
export async function nodeActors(db: Queryable): Promise<NodeActors> {
  const application = alias(actors, 'application');
  const group = alias(actors, 'district');
  const [row] = await db
    .select({ application, group })
    .from(node)
    .innerJoin(application, eq(application.id, node.applicationId))
    .innerJoin(group, eq(group.id, node.groupId));
  if (row === undefined) throw new Error('the node is not set up yet');
  return row;
}
