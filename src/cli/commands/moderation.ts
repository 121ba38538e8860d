import type { Command } from 'commander';
import { actorByHandle } from '../../domain/actors/actor-reads.ts';
import { operator } from '../../domain/caller.ts';
import {
  allowHost,
  disallowHost,
  hearOnlyListed,
  listAllowedHosts,
} from '../../domain/moderation/allowed-hosts.ts';
import { listSuspended, restoreActor, suspendActor } from '../../domain/moderation/suspend.ts';
import { formatDate } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { type Cli, COMMON, defineCommand, withServices } from '../command.ts';
import { choose } from '../input/choose.ts';
import { actorJson, addressOf } from '../output/actor.ts';
import { listOutcome } from '../output/list.ts';

const ON_OR_OFF = new Map([
  ['on', true],
  ['off', false],
]);

export function addModerationCommands(program: Command, cli: Cli): void {
  const { moderation: words } = cli.words;
  const state = (only: boolean) => {
    const { isOn, isOff } = messages(cli.locale).moderation;
    return only ? isOn : isOff;
  };

  defineCommand(program, cli, 'allow', '<host>', ['reason', ...COMMON]).action(
    withServices(cli, async ({ domain }, host: string, { reason = '' }: { reason?: string }) => {
      await allowHost(domain, operator, { host, reason });
      return { json: { host, reason }, lines: [words.allowed(host)] };
    }),
  );

  defineCommand(program, cli, 'disallow', '<host>', [...COMMON]).action(
    withServices(cli, async ({ domain }, host: string) => {
      if (!(await disallowHost(domain, operator, host)))
        throw new UserError('not-found', 'host_not_allowed', { host });
      return { json: { host }, lines: [words.disallowed(host)] };
    }),
  );

  defineCommand(program, cli, 'allowed', '', [...COMMON]).action(
    withServices(cli, async ({ domain, actors }) => {
      const list = listOutcome(
        cli,
        { items: await listAllowedHosts(domain.db), next: undefined },
        (one) => one,
        (one) => [one.host, formatDate(one.createdAt, cli.locale), one.reason],
      );
      return { ...list, lines: [state(actors.settings.allowListOnly), ...list.lines] };
    }),
  );

  defineCommand(program, cli, 'allow-list', '<on|off>', [...COMMON]).action(
    withServices(cli, async ({ domain }, word: string) => {
      const only = choose(ON_OR_OFF, word, 'allow-list') ?? false;
      await hearOnlyListed(domain, operator, only);
      return { json: { only }, lines: [state(only)] };
    }),
  );

  defineCommand(program, cli, 'suspend', '<@handle>', ['reason', ...COMMON]).action(
    withServices(cli, async ({ domain }, address: string, { reason = '' }: { reason?: string }) => {
      const actor = await suspendActor(domain, operator, { address, reason });
      return { json: actorJson(actor), lines: [words.suspended(addressOf(actor))] };
    }),
  );

  defineCommand(program, cli, 'unsuspend', '<@handle>', [...COMMON]).action(
    withServices(cli, async ({ domain }, handle: string) => {
      const [name = '', host] = handle.replace(/^@/, '').split('@');
      const actor = await actorByHandle(domain.db, name, host);
      if (actor === undefined || !(await restoreActor(domain, operator, actor.id)))
        throw new UserError('not-found', 'not_suspended', { handle });
      return { json: actorJson(actor), lines: [words.restored(addressOf(actor))] };
    }),
  );

  defineCommand(program, cli, 'suspended', '', [...COMMON]).action(
    withServices(cli, async ({ domain }) =>
      listOutcome(
        cli,
        { items: await listSuspended(domain, operator), next: undefined },
        ({ actor, reason, createdAt }) => ({ ...actorJson(actor), reason, createdAt }),
        ({ actor, reason, createdAt }) => [addressOf(actor), formatDate(createdAt, cli.locale), reason],
      ),
    ),
  );
}
