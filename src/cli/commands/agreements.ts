import type { Command } from 'commander';
import type { Services } from '../../app/services.ts';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { acceptResponse } from '../../domain/agreements/accept.ts';
import {
  type AgreementView,
  agreementCursor,
  agreementOf,
  agreementsOf,
  counterOfferTo,
} from '../../domain/agreements/agreement-reads.ts';
import { cancelAgreement } from '../../domain/agreements/cancel.ts';
import { makeCounterOffer } from '../../domain/agreements/counter-offer.ts';
import { markDone } from '../../domain/agreements/fulfil.ts';
import { rejectResponse } from '../../domain/agreements/reject.ts';
import { respond } from '../../domain/agreements/respond.ts';
import { operator } from '../../domain/caller.ts';
import { historyOf } from '../../domain/history/event-reads.ts';
import { messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { type Cli, COMMON, defineCommand, defineGroup, type Outcome, withServices } from '../command.ts';
import { given } from '../input/given.ts';
import { readPost } from '../input/post.ts';
import { type PageOptions, readLimit } from '../input/read-page.ts';
import { requireSpeaker } from '../input/speaker.ts';
import { agreementJson, agreementLines, agreementRow } from '../output/agreement.ts';
import { listOutcome } from '../output/list.ts';

interface TermsOptions {
  readonly as?: string;
  readonly quantity?: string;
  readonly unit?: string;
  readonly amount?: readonly string[];
  readonly message?: string;
}

const TERMS = ['as', 'quantity', 'unit', 'amount', 'message'] as const;
const STEP = ['as', 'message', ...COMMON] as const;

/** From the answer to a proposal to its fulfilment. */
export function addAgreementCommands(program: Command, cli: Cli): void {
  const said = messages(cli.locale).agreements.cli;

  defineCommand(program, cli, 'respond', '<proposal>', [...TERMS, ...COMMON]).action(
    withServices(cli, async (services, named: string, options: TermsOptions) => {
      const actor = await requireSpeaker(services, options.as);
      const proposalId = await readPost(services, named, 'proposal_unknown');
      const { domain } = services;
      const { id } = await respond(domain, operator, actor.id, proposalId, {
        ...termsOf(options),
        ...given({ message: options.message }),
      });
      return outcome(cli, services, actor, id, said.proposed);
    }),
  );

  const group = defineGroup(program, cli, 'agreement');

  defineCommand(group, cli, 'agreement list', '', ['as', 'limit', 'after', ...COMMON]).action(
    withServices(cli, async (services, options: PageOptions & { as?: string }) => {
      const limit = readLimit(options);
      const actor = await requireSpeaker(services, options.as);
      const { db } = services.domain;
      const rows = await agreementsOf(db, [actor.id], {}, limit + 1, readCursor(options.after));
      const page = pageOf(rows, limit, agreementCursor);
      return listOutcome(cli, page, agreementJson, (one) => agreementRow(cli, one));
    }),
  );

  defineCommand(group, cli, 'agreement show', '<id>', ['as', ...COMMON]).action(
    withServices(cli, async (services, id: Id, { as }: { as?: string }) =>
      outcome(cli, services, await requireSpeaker(services, as), id),
    ),
  );

  defineCommand(group, cli, 'agreement counter', '<id>', [...TERMS, ...COMMON]).action(
    withServices(cli, async (services, id: Id, options: TermsOptions) => {
      const actor = await requireSpeaker(services, options.as);
      const terms = { ...termsOf(options), ...given({ note: options.message }) };
      await makeCounterOffer(services.domain, operator, actor.id, checked(id), terms);
      return outcome(cli, services, actor, id, said.countered);
    }),
  );

  const step = (
    name: 'accept' | 'reject' | 'cancel' | 'fulfil',
    take: (services: Services, actorId: Id, id: Id, note: string) => Promise<unknown>,
    done: string,
  ) =>
    defineCommand(group, cli, `agreement ${name}`, '<id>', STEP).action(
      withServices(cli, async (services, id: Id, { as, message = '' }: { as?: string; message?: string }) => {
        const actor = await requireSpeaker(services, as);
        await take(services, actor.id, checked(id), message);
        return outcome(cli, services, actor, id, done);
      }),
    );
  step('accept', ({ domain }, actorId, id) => acceptResponse(domain, operator, actorId, id), said.accepted);
  step(
    'reject',
    ({ domain }, actorId, id, note) => rejectResponse(domain, operator, actorId, id, { note }),
    said.rejected,
  );
  step(
    'cancel',
    ({ domain }, actorId, id, note) => cancelAgreement(domain, operator, actorId, id, { note }),
    said.cancelled,
  );
  step(
    'fulfil',
    ({ domain }, actorId, id, note) => markDone(domain, operator, actorId, id, { note }),
    said.done,
  );
}

/** Amounts stand for the things in return in their order. */
function termsOf({ quantity = '', unit, amount = [] }: TermsOptions) {
  return {
    quantity,
    ...given({ unit }),
    inReturn: amount.map((one, position) => ({ position, amount: one })),
  };
}

function checked(id: string): Id {
  if (!isId(id)) throw new UserError('not-found', 'agreement_unknown');
  return id;
}

async function outcome(
  cli: Cli,
  { domain: { db } }: Services,
  actor: Actor,
  id: Id,
  said?: string,
): Promise<Outcome> {
  const view: AgreementView | undefined = await agreementOf(db, [actor.id], checked(id));
  if (view === undefined) throw new UserError('not-found', 'agreement_unknown');
  const history = await historyOf(db, id);
  const counter = view.agreement.state === 'rejected' ? await counterOfferTo(db, view) : undefined;
  return {
    json: { ...agreementJson(view), counterOffer: counter?.id ?? null },
    lines: [...(said === undefined ? [] : [said]), ...agreementLines(cli, view, history, counter)],
  };
}
