import type { Command } from 'commander';
import { operator } from '../../domain/caller.ts';
import { blockHost, listBlockedHosts, unblockHost } from '../../domain/moderation/blocked-hosts.ts';
import { formatDate } from '../../messages/format.ts';
import { UserError } from '../../platform/errors.ts';
import { type Cli, COMMON, defineCommand, withServices } from '../command.ts';
import { listOutcome } from '../output/list.ts';

export function addBlockCommands(program: Command, cli: Cli): void {
  defineCommand(program, cli, 'block', '<host>', ['reason', ...COMMON]).action(
    withServices(cli, async ({ domain }, host: string, { reason = '' }: { reason?: string }) => {
      await blockHost(domain, operator, { host, reason });
      return { json: { host, reason }, lines: [cli.words.blocked(host)] };
    }),
  );

  defineCommand(program, cli, 'unblock', '<host>', [...COMMON]).action(
    withServices(cli, async ({ domain }, host: string) => {
      if (!(await unblockHost(domain, operator, host)))
        throw new UserError('not-found', 'host_not_blocked', { host });
      return { json: { host }, lines: [cli.words.unblocked(host)] };
    }),
  );

  defineCommand(program, cli, 'blocked', '', [...COMMON]).action(
    withServices(cli, async ({ domain }) =>
      listOutcome(
        cli,
        { items: await listBlockedHosts(domain.db), next: undefined },
        (one) => one,
        (one) => [one.host, formatDate(one.createdAt, cli.locale), one.reason],
      ),
    ),
  );
}
