import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operator } from '../../src/domain/caller.ts';
import { askMembership } from '../../src/domain/memberships/ask-membership.ts';
import {
  admitMember,
  leaveGroup,
  refuseMember,
  removeMember,
} from '../../src/domain/memberships/decide-membership.ts';
import { type Membership, memberships } from '../../src/domain/memberships/membership.table.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { UserError } from '../../src/platform/errors.ts';
import { startNode, type TestNode } from '../support/node.ts';
import { parcels } from '../support/parcels.ts';

let valle: TestNode;
let rete: TestNode;
let groupId: string;
beforeAll(async () => {
  valle = await startNode({ name: 'DES Valle', background: false });
  rete = await startNode({ name: 'RES Monti', role: 'network', background: false });
  const { id } = await resolveHandle(valle.services.federation, `@${handle(rete)}@${rete.host}`);
  groupId = id;
});
afterAll(() => Promise.all([valle?.stop(), rete?.stop()]));

const handle = (node: TestNode) => node.services.actors.group.handle;
const rows = (node: TestNode): Promise<Membership[]> => node.services.domain.db.select().from(memberships);
/** A request that was taken back before it came is nothing to the group. */
const states = async (node: TestNode) =>
  Object.fromEntries(
    (await rows(node))
      .filter(({ state }) => state !== 'withdrawn')
      .map(({ joinUri, state }) => [joinUri, state]),
  );

const STEPS = { admit: admitMember, refuse: refuseMember, remove: removeMember, leave: leaveGroup } as const;
const action = fc.constantFrom('ask' as const, 'admit', 'admit', 'refuse', 'remove', 'leave', 'deliver');

it('a district and a network agree in the end, with every message doubled, late and in any order', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 5, maxLength: 9 }),
      fc.infiniteStream(fc.nat()),
      async (actions, random) => {
        const inTheAir: (() => Promise<void>)[] = [];
        const collect = async () => inTheAir.push(...(await parcels(valle)), ...(await parcels(rete)));
        const deliver = async (again: boolean) => {
          const at = Number(random.next().value) % inTheAir.length;
          await inTheAir[at]?.();
          if (!again) inTheAir.splice(at, 1);
          await collect();
        };
        for (const one of ['ask' as const, ...actions]) {
          await take(one, () => (inTheAir.length > 0 ? deliver(true) : undefined)).catch(allowed);
          await collect();
        }
        while (inTheAir.length > 0) await deliver(Number(random.next().value) % 3 === 0);
        const here = await states(valle);
        expect(await states(rete)).toEqual(here);
        for (const state of Object.values(here)) seen.add(state);
        // The next run begins anew.
        for (const { id, state } of await rows(valle)) {
          if (state === 'asked' || state === 'admitted') {
            await leaveGroup(valle.services.domain, operator, id, {});
          }
        }
        await collect();
        while (inTheAir.length > 0) await deliver(false);
      },
    ),
    { numRuns: 6, endOnFailure: true, seed: 11 },
  );
  expect(seen.size).toBeGreaterThanOrEqual(4);
}, 120_000);

async function take(
  one: keyof typeof STEPS | 'ask' | 'deliver',
  deliver: () => Promise<void> | undefined,
): Promise<unknown> {
  if (one === 'deliver') return deliver();
  const { domain, actors } = valle.services;
  if (one === 'ask') return askMembership(domain, operator, actors.group.id, groupId, {});
  const node = one === 'leave' ? valle : rete;
  const wanted = one === 'admit' || one === 'refuse' ? ['asked'] : ['admitted', 'asked'];
  const open = (await rows(node)).find(({ state }) => wanted.includes(state));
  return open && STEPS[one](node.services.domain, operator, open.id, { note: 'Perché sì' });
}

/** A step that cannot be taken (any more) is refused, and that is all. */
function allowed(error: unknown): void {
  if (!(error instanceof UserError)) throw error;
}
