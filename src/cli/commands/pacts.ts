import type { Command } from 'commander';
import type { Services } from '../../app/services.ts';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { operator } from '../../domain/caller.ts';
import { draftPact, revisePact } from '../../domain/pacts/draft-pact.ts';
import type { PactRevision } from '../../domain/pacts/pact.ts';
import { pactCursor, pactFor, pactHistory, pactsOf, publicPacts } from '../../domain/pacts/pact-reads.ts';
import { leavePact, refusePact, signPact } from '../../domain/pacts/take-part.ts';
import { messages } from '../../messages/messages.ts';
import { dayOf } from '../../platform/day.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { type Cli, COMMON, defineCommand, defineGroup, type Outcome, withServices } from '../command.ts';
import { given } from '../input/given.ts';
import { requireMember } from '../input/member.ts';
import { type PageOptions, readLimit } from '../input/read-page.ts';
import { requireSpeaker } from '../input/speaker.ts';
import { listOutcome } from '../output/list.ts';
import { pactJson, pactLines, pactRow, pactViewJson } from '../output/pact.ts';

const RULES = ['since', 'until', 'minimum', 'lead-days', 'contacts', 'public'] as const;
const TEXT = ['title', 'terms', 'offer', ...RULES] as const;

interface TextOptions {
  readonly as?: string;
  readonly title?: string;
  readonly terms?: string;
  readonly offer?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly minimum?: string;
  readonly leadDays?: string;
  readonly contacts?: string;
  readonly public?: boolean;
}

/** From the draft of a pact to its end. */
export function addPactCommands(program: Command, cli: Cli): void {
  const said = messages(cli.locale).pacts.cli;
  const group = defineGroup(program, cli, 'pact');

  defineCommand(group, cli, 'pact draft', '', ['as', 'supplier', 'party', ...TEXT, ...COMMON]).action(
    withServices(
      cli,
      async (services, options: TextOptions & { supplier?: string; party?: readonly string[] }) => {
        const actor = await requireSpeaker(services, options.as);
        const supplier = await requireMember(services, options.supplier ?? '');
        const groupIds: Id[] = [];
        for (const handle of options.party ?? []) groupIds.push((await requireMember(services, handle)).id);
        const { id } = await draftPact(services.domain, operator, actor.id, {
          ...textOf(options),
          supplierId: supplier.id,
          groupIds,
        });
        return outcome(cli, services, actor, id, said.drafted);
      },
    ),
  );

  defineCommand(group, cli, 'pact revise', '<id>', ['as', ...TEXT, ...COMMON]).action(
    withServices(cli, async (services, id: Id, options: TextOptions) => {
      const actor = await requireSpeaker(services, options.as);
      await revisePact(services.domain, operator, actor.id, checked(id), textOf(options));
      return outcome(cli, services, actor, id, said.revised);
    }),
  );

  defineCommand(group, cli, 'pact sign', '<id> <digest>', ['as', ...COMMON]).action(
    withServices(cli, async (services, id: Id, digest: string, { as }: { as?: string }) => {
      const actor = await requireSpeaker(services, as);
      await signPact(services.domain, operator, actor.id, checked(id), digest);
      return outcome(cli, services, actor, id, said.signed);
    }),
  );

  const end = (name: 'refuse' | 'leave', take: typeof refusePact, done: string) =>
    defineCommand(group, cli, `pact ${name}`, '<id>', ['as', 'reason', ...COMMON]).action(
      withServices(cli, async (services, id: Id, { as, reason = '' }: { as?: string; reason?: string }) => {
        const actor = await requireSpeaker(services, as);
        await take(services.domain, operator, actor.id, checked(id), { reason });
        return outcome(cli, services, actor, id, done);
      }),
    );
  end('refuse', refusePact, said.refused);
  end('leave', leavePact, said.left);

  defineCommand(group, cli, 'pact list', '', ['as', 'limit', 'after', ...COMMON]).action(
    withServices(cli, async (services, options: PageOptions & { as?: string }) => {
      const limit = readLimit(options);
      const { db, clock } = services.domain;
      const after = readCursor(options.after);
      const today = dayOf(clock.now());
      const rows =
        options.as === undefined
          ? await publicPacts(db, { on: today }, limit + 1, after)
          : await pactsOf(db, [(await requireSpeaker(services, options.as)).uri], limit + 1, after);
      return listOutcome(
        cli,
        pageOf(rows, limit, pactCursor),
        (pact) => pactJson(pact, today),
        (pact) => pactRow(cli, pact, today),
      );
    }),
  );

  defineCommand(group, cli, 'pact show', '<id>', ['as', ...COMMON]).action(
    withServices(cli, async (services, id: Id, { as }: { as?: string }) =>
      outcome(cli, services, await requireSpeaker(services, as), id),
    ),
  );
}

function textOf(options: TextOptions): PactRevision {
  const { title = '', terms = '', offer = [], since = '', until = '', minimum, leadDays, contacts } = options;
  return {
    ...{ title, terms, offers: [...offer], validFrom: since, validUntil: until },
    ...given({ minimum, leadDays, contacts }),
    visibility: options.public === true ? 'public' : 'parties',
  };
}

function checked(id: string): Id {
  if (!isId(id)) throw new UserError('not-found', 'pact_unknown');
  return id;
}

async function outcome(
  cli: Cli,
  { domain: { db, clock } }: Services,
  actor: Actor,
  id: Id,
  said?: string,
): Promise<Outcome> {
  const view = await pactFor(db, [actor.uri], checked(id));
  if (view === undefined) throw new UserError('not-found', 'pact_unknown');
  const isParty = view.parties.some(({ uri }) => uri === actor.uri);
  const history = isParty ? await pactHistory(db, id) : [];
  const now = clock.now();
  return {
    json: pactViewJson(view, dayOf(now)),
    lines: [...(said === undefined ? [] : [said]), ...pactLines(cli, view, history, now)],
  };
}
