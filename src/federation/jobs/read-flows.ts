import { actorById } from '../../domain/actors/actor-reads.ts';
import { MOST_FLOWS, wantsFlowsOf } from '../../domain/flows/flow-reads.ts';
import { countFlows, replaceFlows } from '../../domain/flows/publish-flows.ts';
import type { Id } from '../../platform/ids.ts';
import type { Handler } from '../../platform/queue/worker.ts';
import type { Federation } from '../federation.ts';
import { readFlow } from '../json/flow-to-json.ts';
import { objectsOf, sameOrigin } from '../json/read.ts';
import { canonicalDocument } from '../remote/resolve-actor.ts';
import { oneByOne } from './one-by-one.ts';

/**
 * Reads what a district elsewhere publishes of its flows, in the place of what it said before. It speaks for itself:
 * a line between two others is nobody's word.
 */
export function readFlowsHandler(federation: Federation): Handler {
  return oneByOne<{ readonly groupId: Id }>(federation, async ({ groupId }) => {
    const { domain, allowPrivateAddresses: allowHttp } = federation;
    const group = await actorById(domain.db, groupId);
    if (group?.flows === null || group?.flows === undefined || group.deletedAt !== null) return;
    if (!sameOrigin(group.flows, group.uri) || !(await wantsFlowsOf(domain.db, group))) return;
    const { json } = await canonicalDocument(federation, group.flows);
    const flows = objectsOf(json.items, MOST_FLOWS).flatMap((item) => readFlow(item, { allowHttp }) ?? []);
    await domain.db.transaction((tx) => replaceFlows(tx, group, flows));
    // Its consent may be what ours waited for.
    await countFlows(domain);
  });
}
