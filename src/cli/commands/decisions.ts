import type { Command } from 'commander';
import { requireLocalActor } from '../../domain/actors/actor-reads.ts';
import { operator } from '../../domain/caller.ts';
import { castVoice } from '../../domain/decisions/cast-voice.ts';
import type { NewDecision } from '../../domain/decisions/decision.ts';
import {
  DECISION_LISTS,
  type DecisionView,
  decisionById,
  decisionCursor,
  decisionsIn,
} from '../../domain/decisions/decision-reads.ts';
import { closeDecision, withdrawDecision } from '../../domain/decisions/end-decision.ts';
import { openDecision } from '../../domain/decisions/open-decision.ts';
import type { Domain } from '../../domain/domain.ts';
import { messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { readDay } from '../../platform/read-day.ts';
import { type Cli, COMMON, defineCommand, defineGroup, type Outcome, withServices } from '../command.ts';
import { given } from '../input/given.ts';
import { type PageOptions, readLimit } from '../input/read-page.ts';
import { decisionJson, decisionLines, decisionRow } from '../output/decision.ts';
import { listOutcome } from '../output/list.ts';

interface OpenOptions {
  readonly question?: string;
  readonly text?: string;
  readonly answer?: readonly string[];
  readonly several?: boolean;
  readonly voters?: string;
  readonly until?: string;
  readonly quorum?: string;
  readonly language?: 'it' | 'en';
}

const OPEN = ['question', 'text', 'answer', 'several', 'voters', 'until', 'quorum', 'language'] as const;

export function addDecisionCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, cli, 'decision');
  const words = messages(cli.locale).decisions.cli;

  defineCommand(group, cli, 'decision open', '', [...OPEN, ...COMMON]).action(
    withServices(cli, async ({ domain }, options: OpenOptions) => {
      const { id } = await openDecision(domain, operator, readDecision(options));
      return outcome(cli, await require(domain, id), words.opened);
    }),
  );

  defineCommand(group, cli, 'decision vote', '<id>', ['as', 'choice', ...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id, options: { as?: string; choice?: readonly string[] }) => {
      const member = await requireLocalActor(domain.db, options.as ?? '');
      const view = await require(domain, id);
      const positions = (options.choice ?? []).map((choice) => positionOf(view, choice));
      await castVoice(domain, operator, member.id, id, positions);
      return { json: { id, member: member.handle, cast: true }, lines: [words.cast(member.name)] };
    }),
  );

  defineCommand(group, cli, 'decision close', '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id) => {
      await closeDecision(domain, operator, checked(id));
      return outcome(cli, await require(domain, id), words.closedNow);
    }),
  );

  defineCommand(group, cli, 'decision withdraw', '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id) => {
      await withdrawDecision(domain, operator, checked(id));
      return { json: { id, withdrawn: true }, lines: [cli.words.withdrawn] };
    }),
  );

  defineCommand(group, cli, 'decision list', '', ['which', 'limit', 'after', ...COMMON]).action(
    withServices(cli, async ({ domain }, options: PageOptions & { which?: string }) => {
      const limit = readLimit(options);
      const rows = await decisionsIn(domain.db, readList(options), limit + 1, readCursor(options.after));
      const page = pageOf(rows, limit, decisionCursor);
      return listOutcome(cli, page, decisionJson, (view) => decisionRow(cli, view));
    }),
  );

  defineCommand(group, cli, 'decision show', '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id) => outcome(cli, await require(domain, id))),
  );
}

function readDecision(options: OpenOptions): NewDecision {
  const { question = '', text, answer = [], several, voters = '', until = '', quorum, language } = options;
  return {
    question,
    options: [...answer],
    multiple: several === true,
    // What is none of them is refused by the use case.
    electorate: voters as NewDecision['electorate'],
    endsAt: readDay(until, 'endsAt'),
    ...given({ text, language, quorum: quorum === undefined ? undefined : Number(quorum) }),
  };
}

function readList({ which }: { readonly which?: string }): (typeof DECISION_LISTS)[number] | undefined {
  const list = DECISION_LISTS.find((one) => one === which);
  if (which !== undefined && list === undefined) {
    throw new UserError('invalid', 'choice_unknown', { choices: DECISION_LISTS.join(', ') }, 'which');
  }
  return list;
}

/** An answer by its words or its number, from 1. @throws {UserError} `invalid` for what is neither */
function positionOf({ poll }: DecisionView, choice: string): number {
  const named = poll.options.findIndex((label) => label.toLowerCase() === choice.trim().toLowerCase());
  const position = named >= 0 ? named : Number(choice) - 1;
  if (!Object.hasOwn(poll.options, position)) throw new UserError('invalid', 'choice_wrong', {}, 'choice');
  return position;
}

async function require(domain: Domain, id: Id): Promise<DecisionView> {
  const view = await decisionById(domain.db, checked(id));
  if (view === undefined) throw new UserError('not-found', 'question_unknown', { id });
  return view;
}

function checked(id: Id): Id {
  if (!isId(id)) throw new UserError('not-found', 'question_unknown', { id });
  return id;
}

function outcome(cli: Cli, view: DecisionView, said?: string): Outcome {
  const lines = decisionLines(cli, view);
  return { json: decisionJson(view), lines: said === undefined ? lines : [said, ...lines] };
}
