import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { operator } from '../../domain/caller.ts';
import { beginDiscovery, DISCOVER } from '../../domain/discoveries/discover.ts';
import { lastDiscovery } from '../../domain/discoveries/discovery-reads.ts';
import { kindByIri } from '../../domain/taxonomy/kinds.ts';
import { discoverHandler } from '../../federation/jobs/discover.ts';
import { messages } from '../../messages/messages.ts';
import { QueueWorker } from '../../platform/queue/worker.ts';
import { type Cli, COMMON, defineCommand, withServices } from '../command.ts';
import { actorJson, addressOf } from '../output/actor.ts';
import { table } from '../output/table.ts';

/** A command waits for a search so long; what is left goes on where the node runs. */
const WAIT_MS = 10 * 60_000;

export function addDiscoveryCommands(program: Command, cli: Cli): void {
  const { roles } = messages(cli.locale).discovery;

  defineCommand(program, cli, 'discover', '<address>', [...COMMON]).action(
    withServices(cli, async ({ domain, federation, database }, address: string) => {
      const id = await beginDiscovery(domain, operator, address);
      const worker = new QueueWorker({
        handle: database,
        clock: domain.clock,
        logger: federation.logger,
        handlers: { [DISCOVER]: discoverHandler(federation) },
      });
      worker.start();
      const end = Date.now() + WAIT_MS;
      let last = await lastDiscovery(domain.db);
      let told = '';
      while (last?.id === id && last.goesOn && Date.now() < end) {
        await sleep(500);
        last = await lastDiscovery(domain.db);
        const progress = progressOf(last);
        if (progress !== told && process.stderr.isTTY) process.stderr.write(`${progress}\n`);
        told = progress;
      }
      await worker.stop();
      const found = last?.found ?? [];
      const goesOn = last?.goesOn ?? false;
      return {
        json: {
          goesOn,
          counts: last?.counts ?? {},
          found: found.map(({ actor, namedBy }) => ({
            ...actorJson(actor),
            role: kindByIri(actor.kind ?? '') === 'network' ? 'network' : 'district',
            comune: actor.comune,
            province: actor.province,
            namedBy: namedBy?.uri ?? null,
          })),
        },
        lines: [
          ...table(
            found.map(({ actor, namedBy }) => [
              addressOf(actor),
              roles[kindByIri(actor.kind ?? '') === 'network' ? 'network' : 'district'],
              actor.name,
              actor.comune ?? '',
              namedBy?.name ?? '',
            ]),
          ),
          progressOf(last),
          ...(goesOn ? [cli.words.discovery.goesOn] : []),
        ],
      };
    }),
  );

  function progressOf(last: Awaited<ReturnType<typeof lastDiscovery>>): string {
    const { waiting = 0, ...asked } = last?.counts ?? {};
    const total = Object.values(asked).reduce((sum, one) => sum + one, 0);
    return cli.words.discovery.counts(last?.found.length ?? 0, total);
  }
}
