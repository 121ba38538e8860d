import type { Command } from 'commander';
import type { Services } from '../../app/services.ts';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { requireLocalActor } from '../../domain/actors/actor-reads.ts';
import { operator } from '../../domain/caller.ts';
import { historyOf } from '../../domain/history/event-reads.ts';
import { askMembership } from '../../domain/memberships/ask-membership.ts';
import {
  admitMember,
  admitUnasked,
  leaveGroup,
  refuseMember,
  removeMember,
} from '../../domain/memberships/decide-membership.ts';
import {
  groupTies,
  membershipById,
  membershipCursor,
  membershipsOf,
  memberTies,
} from '../../domain/memberships/membership-reads.ts';
import { resolveHandle } from '../../federation/remote/webfinger-client.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { type Cli, COMMON, defineCommand, defineGroup, type Outcome, withServices } from '../command.ts';
import { given } from '../input/given.ts';
import { type PageOptions, readLimit } from '../input/read-page.ts';
import { requireSpeaker } from '../input/speaker.ts';
import { listOutcome } from '../output/list.ts';
import { membershipJson, membershipLines, membershipRow, tieJson, tieRow } from '../output/membership.ts';

interface AskOptions {
  readonly as?: string;
  readonly message?: string;
  readonly acceptCharter?: boolean;
}

const TIES_SHOWN = 200;

/** Who belongs to what: this node, its associations, districts and networks elsewhere. */
export function addMembershipCommands(program: Command, cli: Cli): void {
  const said = cli.words.memberships;
  const group = defineGroup(program, cli, 'membership');

  const askOptions = ['as', 'message', 'accept-charter', ...COMMON] as const;
  defineCommand(group, cli, 'membership ask', '<@handle@host>', askOptions).action(
    withServices(cli, async (services, handle: string, options: AskOptions) => {
      const member = await requireSpeaker(services, options.as);
      const joined = await findActor(services, handle);
      const request = options.acceptCharter && joined.charter !== null ? { charter: joined.charter } : {};
      const { id } = await askMembership(services.domain, operator, member.id, joined.id, {
        ...request,
        ...given({ message: options.message }),
      });
      return outcome(cli, services, id, said.asked(joined.name));
    }),
  );

  defineCommand(group, cli, 'membership admit', '<id>', ['as', ...COMMON]).action(
    withServices(cli, async (services, id: string, { as }: { as?: string }) => {
      const { domain } = services;
      if (isId(id)) {
        await admitMember(domain, operator, id);
        const view = await membershipById(domain.db, id);
        return outcome(cli, services, id, said.admitted(view?.member.name ?? ''));
      }
      const joined = await requireSpeaker(services, as);
      const member = await resolveHandle(services.federation, id);
      const membership = await admitUnasked(domain, operator, joined.id, member.id);
      return outcome(cli, services, membership.id, said.admitted(member.name));
    }),
  );

  const ending = (
    name: 'refuse' | 'remove' | 'leave',
    take: typeof refuseMember,
    option: 'reason' | 'message',
    done: string,
  ) =>
    defineCommand(group, cli, `membership ${name}`, '<id>', [option, ...COMMON]).action(
      withServices(cli, async (services, id: string, options: { reason?: string; message?: string }) => {
        await take(services.domain, operator, checked(id), { note: options[option] ?? '' });
        return outcome(cli, services, id, done);
      }),
    );
  ending('refuse', refuseMember, 'reason', said.refused);
  ending('remove', removeMember, 'reason', said.removed);
  ending('leave', leaveGroup, 'message', said.left);

  defineCommand(group, cli, 'membership list', '', ['as', 'limit', 'after', ...COMMON]).action(
    withServices(cli, async (services, options: PageOptions & { as?: string }) => {
      const limit = readLimit(options);
      const actor = await requireSpeaker(services, options.as);
      const { db } = services.domain;
      const filter = { actorIds: [actor.id] };
      const rows = await membershipsOf(db, filter, limit + 1, readCursor(options.after));
      const page = pageOf(rows, limit, membershipCursor);
      return listOutcome(cli, page, membershipJson, (one) => membershipRow(cli, one));
    }),
  );

  defineCommand(group, cli, 'membership show', '<id>', [...COMMON]).action(
    withServices(cli, (services, id: string) => outcome(cli, services, id)),
  );

  defineCommand(group, cli, 'membership ties', '', ['as', ...COMMON]).action(
    withServices(cli, async (services, { as }: { as?: string }) => {
      const actor = await requireSpeaker(services, as);
      const { db } = services.domain;
      const items = [
        ...(await groupTies(db, actor, TIES_SHOWN)),
        ...(await memberTies(db, actor, TIES_SHOWN)),
      ];
      return listOutcome(cli, { items, next: undefined }, tieJson, (one) => tieRow(cli, one));
    }),
  );
}

/** "@handle" of one of our own, or "@handle@host". */
async function findActor({ domain, federation }: Services, handle: string): Promise<Actor> {
  const [name = '', host] = handle.replace(/^@/, '').split('@');
  if (host === undefined || host === domain.addresses.host) return requireLocalActor(domain.db, name);
  return resolveHandle(federation, handle);
}

function checked(id: string): Id {
  if (!isId(id)) throw new UserError('not-found', 'membership_unknown');
  return id;
}

async function outcome(cli: Cli, { domain: { db } }: Services, id: string, said?: string): Promise<Outcome> {
  const view = await membershipById(db, checked(id));
  if (view === undefined) throw new UserError('not-found', 'membership_unknown');
  const history = await historyOf(db, id);
  return {
    json: membershipJson(view),
    lines: [...(said === undefined ? [] : [said]), ...membershipLines(cli, view, history)],
  };
}
