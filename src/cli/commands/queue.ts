import type { Command } from 'commander';
import { formatDateTime } from '../../messages/format.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { listDeadLetters, queueDepth, requeueDeadLetter } from '../../platform/queue/queue.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { type PageOptions, readAfter, readLimit } from '../input/read-page.ts';
import { fields } from '../output/fields.ts';
import { listOutcome, pageById } from '../output/list.ts';

export function addQueueCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, cli, 'queue');

  defineCommand(group, cli, 'queue status', '', [...COMMON]).action(
    withServices(cli, async ({ domain }) => {
      const depth = await queueDepth(domain.db, domain.clock);
      const { pending, delayed, dead, oldest } = cli.words.queue;
      return {
        json: depth,
        lines: fields([
          [pending, String(depth.pending)],
          [delayed, String(depth.delayed)],
          [dead, String(depth.dead)],
          [oldest, `${Math.round(depth.oldestPendingSeconds)} s`],
        ]),
      };
    }),
  );

  defineCommand(group, cli, 'queue dead', '', ['limit', 'after', ...COMMON]).action(
    withServices(cli, async ({ domain }, options: PageOptions) => {
      const limit = readLimit(options);
      const before = readAfter(options);
      const rows = await listDeadLetters(domain.db, {
        limit: limit + 1,
        ...(before !== undefined && { before }),
      });
      return listOutcome(
        cli,
        pageById(rows, limit, ({ id }) => id),
        (one) => one,
        (one) => [one.id, formatDateTime(one.deadAt, cli.locale), one.lane, one.lastError],
      );
    }),
  );

  defineCommand(group, cli, 'queue retry', '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id) => {
      if (!isId(id) || !(await requeueDeadLetter(domain.db, domain.clock, id)))
        throw new UserError('not-found', 'dead_letter_unknown', { id });
      return { json: { id }, lines: [cli.words.queue.retried] };
    }),
  );
}
