import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { INVITATION_DAYS, RESET_HOURS } from '../../domain/accounts/account.ts';
import { requireAccount } from '../../domain/accounts/account-reads.ts';
import { invite } from '../../domain/accounts/invite.ts';
import { changeRole } from '../../domain/accounts/people.ts';
import { makeResetLink } from '../../domain/accounts/reset-password.ts';
import { unlockAccount } from '../../domain/accounts/second-step.ts';
import { appointRepresentative } from '../../domain/accounts/sign-in.ts';
import { signUp } from '../../domain/accounts/sign-up.ts';
import { requireLocalActor } from '../../domain/actors/actor-reads.ts';
import { operator } from '../../domain/caller.ts';
import { UserError } from '../../platform/errors.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { given } from '../input/given.ts';

type Role = 'coordinator' | 'member';

interface AccountOptions {
  readonly handle?: string;
  readonly name?: string;
  readonly email?: string;
  readonly password?: string;
  readonly passwordStdin?: boolean;
  readonly role?: string;
  readonly language?: 'it' | 'en';
  readonly acceptCharter?: boolean;
}

export function addAccountCommands(program: Command, cli: Cli): void {
  defineCommand(program, cli, 'invite', '', ['role', ...COMMON]).action(
    withServices(cli, async ({ domain }, options: { role?: string }) => {
      const role = readRole(options.role);
      const token = await invite(domain, operator, role);
      const url = `${domain.addresses.origin}/iscrizione?token=${token}`;
      return { json: { role, url, days: INVITATION_DAYS }, lines: [cli.words.invited(INVITATION_DAYS), url] };
    }),
  );

  const group = defineGroup(program, cli, 'account');

  const options = [
    'handle',
    'name',
    'email',
    'password',
    'password-stdin',
    'role',
    'language',
    'accept-charter',
    ...COMMON,
  ] as const;
  defineCommand(group, cli, 'account add', '', options).action(
    withServices(cli, async ({ domain, actors }, options: AccountOptions) => {
      const { handle = '', name = '', email = '', language } = options;
      const role = readRole(options.role);
      const password = options.passwordStdin
        ? (await text(process.stdin)).trimEnd()
        : (options.password ?? '');
      const token = await invite(domain, operator, role);
      const charter = options.acceptCharter ? (actors.group.charter ?? undefined) : undefined;
      const facts = { handle, name, email, password, ...given({ locale: language, charter }) };
      const id = await signUp(domain, { token, ...facts });
      return { json: { id, handle, name, email, role }, lines: [cli.words.accountAdded(email)] };
    }),
  );

  defineCommand(group, cli, 'account reset', '<email>', [...COMMON]).action(
    withServices(cli, async ({ domain }, email: string) => {
      const url = await makeResetLink(domain, operator, await requireAccount(domain.db, email));
      return {
        json: { email, url, hours: RESET_HOURS },
        lines: [cli.words.accounts.reset(RESET_HOURS), url],
      };
    }),
  );

  defineCommand(group, cli, 'account role', '<email> <role>', [...COMMON]).action(
    withServices(cli, async ({ domain }, email: string, given: string) => {
      const role = readRole(given);
      await changeRole(domain, operator, await requireAccount(domain.db, email), role);
      return { json: { email, role }, lines: [cli.words.accounts.role(email, role)] };
    }),
  );

  defineCommand(group, cli, 'account unlock', '<email>', [...COMMON]).action(
    withServices(cli, async ({ domain }, email: string) => {
      await unlockAccount(domain, operator, await requireAccount(domain.db, email));
      return { json: { email }, lines: [cli.words.accounts.unlocked(email)] };
    }),
  );

  defineCommand(group, cli, 'account represent', '<email> <handle>', [...COMMON]).action(
    withServices(cli, async ({ domain }, email: string, handle: string) => {
      const account = await requireAccount(domain.db, email);
      const actor = await requireLocalActor(domain.db, handle);
      await appointRepresentative(domain, operator, account, actor.id);
      return { json: { email, handle: actor.handle }, lines: [cli.words.represents(email, actor.name)] };
    }),
  );
}

function readRole(role = 'member'): Role {
  if (role === 'coordinator' || role === 'member') return role;
  throw new UserError('invalid', 'choice_unknown', { choices: 'coordinator, member' }, 'role');
}
