import type { Command } from 'commander';
import { operator } from '../../domain/caller.ts';
import { agreedFlows, flowYears } from '../../domain/flows/flow-reads.ts';
import { countFlows, publishFlows } from '../../domain/flows/publish-flows.ts';
import { messages } from '../../messages/messages.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { readYear } from '../input/read-year.ts';

const LISTED = 500;

export function addFlowCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, cli, 'flows');
  const said = cli.words.flows;

  defineCommand(group, cli, 'flows list', '', ['year', ...COMMON]).action(
    withServices(cli, async ({ domain: { db } }, { year: typed }: { year?: string }) => {
      const year = typed === undefined ? (await flowYears(db))[0] : readYear(typed);
      const flows = year === undefined ? [] : await agreedFlows(db, { year }, LISTED);
      const { kinds } = messages(cli.locale).flows;
      return {
        json: flows.map(({ provider, receiver, ...flow }) => ({
          year,
          provider: provider.uri,
          receiver: receiver.uri,
          ...flow,
        })),
        lines: flows.map(
          ({ provider, receiver, kind, byProvider, byReceiver }) =>
            `${year}  ${provider.name} → ${receiver.name}  ${kinds[kind]}  ${byProvider} / ${byReceiver}`,
        ),
      };
    }),
  );

  for (const [path, publish] of [
    ['flows publish', true],
    ['flows hide', false],
  ] as const) {
    defineCommand(group, cli, path, '', [...COMMON]).action(
      withServices(cli, async ({ domain }) => {
        await publishFlows(domain, operator, publish);
        return { json: { published: publish }, lines: [publish ? said.published : said.hidden] };
      }),
    );
  }

  defineCommand(group, cli, 'flows count', '', [...COMMON]).action(
    withServices(cli, async ({ domain }) => {
      await countFlows(domain);
      return { json: {}, lines: [said.counted] };
    }),
  );
}
