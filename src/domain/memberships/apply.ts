import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { actorByHandle } from '../actors/actor-reads.ts';
import { type Caller, remote } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { handleSchema, memberFacts } from '../members/member.ts';
import { requireComune } from '../members/member-face.ts';
import { nodeActors } from '../node/node-reads.ts';
import { type Application, applications } from './application.table.ts';
import { requireCharter } from './membership.ts';

export const newApplication = memberFacts
  .pick({ name: true, kind: true, summary: true, comune: true, province: true })
  .extend({
    handle: handleSchema,
    email: z.email({ error: 'email_invalid' }).max(254),
    /** To the coordinators. */
    message: z.string().trim().max(2000).default(''),
    charter: z.string().max(2000).optional(),
    locale: z.enum(['it', 'en']).default('it'),
  });
export type NewApplication = z.input<typeof newApplication>;

/**
 * Somebody who is nobody here yet asks to belong to the district; `account` asks for an organisation and will act for
 * it. The coordinators decide.
 * @throws {UserError} `invalid`, `forbidden` where the district takes none, `conflict` where the handle is taken or the charter not accepted
 */
export async function apply(
  domain: Domain,
  account: Extract<Caller, { kind: 'account' }> | undefined,
  input: NewApplication,
): Promise<Application> {
  const { province, ...facts } = parseInput(newApplication, input);
  const comune = facts.comune === undefined ? null : requireComune(facts.comune, province).istat;
  if (account !== undefined && facts.kind === 'person') {
    throw new UserError('invalid', 'applicant_is_person', {}, 'kind');
  }
  return domain.db.transaction(async (tx) => {
    const { group, settings } = await nodeActors(tx);
    if (account === undefined && !settings.takesApplications) {
      throw new UserError('forbidden', 'applications_closed');
    }
    requireCharter(group, facts.charter);
    await requireFreeHandle(tx, facts.handle);
    const [application] = await tx
      .insert(applications)
      .values({
        ...facts,
        id: domain.ids(),
        accountId: account?.accountId ?? null,
        comune,
        charter: group.charter,
        state: 'asked',
        askedAt: domain.clock.now(),
      })
      .returning();
    if (application === undefined) throw new Error('application was not inserted');
    await recordEvent(tx, domain, account ?? remote, {
      type: 'application-asked',
      actorId: group.id,
      subjectId: application.id,
    });
    return application;
  });
}

async function requireFreeHandle(tx: Transaction, handle: string): Promise<void> {
  const [asked] = await tx
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.handle, handle), eq(applications.state, 'asked')))
    .limit(1);
  if (asked !== undefined || (await actorByHandle(tx, handle)) !== undefined) {
    throw new UserError('conflict', 'handle_taken', { handle }, 'handle');
  }
}
