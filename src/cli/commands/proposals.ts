import type { Command } from 'commander';
import { operator } from '../../domain/caller.ts';
import type { Domain } from '../../domain/domain.ts';
import {
  catalogue,
  type ProposalView,
  proposalById,
  proposalCursor,
} from '../../domain/proposals/catalogue.ts';
import { closeProposal, reopenProposal, withdrawProposal } from '../../domain/proposals/end-proposal.ts';
import { type NewProposal, type ProposalChange, PURPOSES } from '../../domain/proposals/proposal.ts';
import { changeProposal, publishProposal } from '../../domain/proposals/publish-proposal.ts';
import { type ReturnOptions, readReturns } from '../../domain/proposals/read-returns.ts';
import { SCOPES, type Scope } from '../../domain/proposals/scope.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { readDay } from '../../platform/read-day.ts';
import { type Cli, COMMON, defineCommand, defineGroup, type Outcome, withServices } from '../command.ts';
import { choose, ORIGINS } from '../input/choose.ts';
import { given } from '../input/given.ts';
import { readPost } from '../input/post.ts';
import { readImages } from '../input/read-images.ts';
import { type PageOptions, readLimit } from '../input/read-page.ts';
import { requireSpeaker } from '../input/speaker.ts';
import { listOutcome } from '../output/list.ts';
import { proposalJson, proposalLines, proposalRow } from '../output/proposal.ts';

const FACTS = [
  'title',
  'text',
  'action',
  'quantity',
  'unit',
  'available',
  'minimum',
  'whole',
  'divisible',
  'price',
  'return',
  'negotiable',
  'gift',
  'category',
  'sector',
  'comune',
  'province',
  'until',
  'scope',
  'image',
  'alt',
] as const;

interface ProposalOptions extends ReturnOptions {
  readonly title?: string;
  readonly text?: string;
  readonly action?: string;
  readonly quantity?: string;
  readonly unit?: string;
  readonly available?: string;
  readonly minimum?: string;
  readonly whole?: boolean;
  readonly divisible?: boolean;
  readonly category?: NewProposal['category'];
  readonly sector?: NewProposal['sectors'];
  readonly comune?: string;
  readonly province?: string;
  readonly until?: string;
  readonly scope?: string;
  readonly image?: readonly string[];
  readonly alt?: readonly string[];
}

/** How far it reaches, in the operator's words. */
const SCOPE_NAMES: ReadonlyMap<string, Scope> = new Map(SCOPES.map((scope) => [scope, scope]));

interface ListOptions extends PageOptions {
  readonly as?: string;
  readonly from?: string;
  readonly words?: string;
  readonly comune?: string;
}

/** What is handed over, in the operator's words. */
const ACTIONS: ReadonlyMap<string, NewProposal['action']> = new Map([
  ['good', 'transfer'],
  ['service', 'deliverService'],
  ['loan', 'transferCustody'],
]);

/** The same commands for what is offered and for what is sought. */
export function addProposalCommands(program: Command, cli: Cli): void {
  for (const purpose of PURPOSES) addCommandsOf(purpose, program, cli);
}

function addCommandsOf(purpose: NewProposal['purpose'], program: Command, cli: Cli): void {
  const group = defineGroup(program, cli, purpose);

  defineCommand(group, cli, `${purpose} add`, '', ['as', ...FACTS, 'language', ...COMMON]).action(
    withServices(
      cli,
      async (services, options: ProposalOptions & { as?: string; language?: NewProposal['language'] }) => {
        const owner = await requireSpeaker(services, options.as);
        const { title = '', ...facts } = await readFacts(options);
        if (facts.reciprocals === undefined) throw new UserError('invalid', 'return_missing', {}, 'price');
        const post = await publishProposal(services.domain, operator, owner.id, {
          purpose,
          title,
          ...facts,
          ...given({ language: options.language }),
        });
        return outcome(cli, await require(services.domain, post.id), cli.words.published);
      },
    ),
  );

  defineCommand(group, cli, `${purpose} change`, '<id>', [...FACTS, ...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id, options: ProposalOptions) => {
      await changeProposal(domain, operator, checked(id), await readFacts(options));
      return outcome(cli, await require(domain, id), cli.words.changed);
    }),
  );

  defineCommand(group, cli, `${purpose} close`, '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id) => {
      await closeProposal(domain, operator, checked(id));
      return outcome(cli, await require(domain, id), cli.words.closed);
    }),
  );

  defineCommand(group, cli, `${purpose} reopen`, '<id>', ['until', ...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id, { until }: { until?: string }) => {
      await reopenProposal(domain, operator, checked(id), until ? readDay(until, 'until') : undefined);
      return outcome(cli, await require(domain, id), cli.words.reopened);
    }),
  );

  defineCommand(group, cli, `${purpose} withdraw`, '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id) => {
      await withdrawProposal(domain, operator, checked(id));
      return { json: { id, withdrawn: true }, lines: [cli.words.withdrawn] };
    }),
  );

  const filters = ['as', 'from', 'sector', 'comune', 'words', 'limit', 'after', ...COMMON] as const;
  defineCommand(group, cli, `${purpose} list`, '', filters).action(
    withServices(cli, async (services, options: ListOptions & { sector?: readonly string[] }) => {
      const limit = readLimit(options);
      const owner = options.as === undefined ? undefined : await requireSpeaker(services, options.as);
      const filter = {
        purpose,
        from: choose(ORIGINS, options.from ?? 'here', 'from'),
        ownerId: owner?.id,
        sector: options.sector?.[0],
        comune: options.comune,
        text: options.words,
      };
      const rows = await catalogue(services.domain.db, filter, limit + 1, readCursor(options.after));
      const page = pageOf(rows, limit, proposalCursor);
      return listOutcome(cli, page, proposalJson, (one) => proposalRow(cli, one));
    }),
  );

  defineCommand(group, cli, `${purpose} show`, '<id>', [...COMMON]).action(
    withServices(cli, async (services, named: string) =>
      outcome(cli, await require(services.domain, await readPost(services, named, 'proposal_unknown'))),
    ),
  );
}

async function require(domain: Domain, id: Id): Promise<ProposalView> {
  const found = await proposalById(domain.db, id);
  if (found === undefined) throw new UserError('not-found', 'proposal_unknown', { id });
  return found;
}

function checked(id: string): Id {
  if (!isId(id)) throw new UserError('not-found', 'proposal_unknown', { id });
  return id;
}

function outcome(cli: Cli, found: ProposalView, said?: string): Outcome {
  return {
    json: proposalJson(found),
    lines: [...(said === undefined ? [] : [said]), ...proposalLines(cli, found)],
  };
}

async function readFacts(options: ProposalOptions): Promise<ProposalChange> {
  const { action, whole, divisible, sector, comune, province, until, text } = options;
  const { title, quantity, unit, available, minimum, category, scope } = options;
  const images = await readImages(options.image, options.alt);
  return {
    ...given({ title, quantity, unit, available, minimum, category }),
    ...(text !== undefined && { text }),
    ...(action !== undefined && { action: choose(ACTIONS, action, 'action') }),
    ...((whole || divisible) && { unitBased: whole === true }),
    ...(sector !== undefined && { sectors: sector }),
    ...(comune !== undefined && { comune: comune || undefined, province }),
    ...(until !== undefined && { expiresAt: until === '' ? undefined : readDay(until, 'expiresAt') }),
    ...(scope !== undefined && { scope: choose(SCOPE_NAMES, scope, 'scope') }),
    ...readReturns(options),
    ...(images !== undefined && { images }),
  };
}
