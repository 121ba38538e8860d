import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { requireLocalActor } from '../../domain/actors/actor-reads.ts';
import { operator } from '../../domain/caller.ts';
import { catalogue } from '../../domain/proposals/catalogue.ts';
import { type ImportOutcome, importProposals } from '../../domain/proposals/import-proposals.ts';
import { productCodesOf } from '../../domain/proposals/product-codes.ts';
import { rehearse } from '../../domain/rehearse.ts';
import { MAX_PRODUCTS, readGdxp, writeGdxp } from '../../messages/gdxp.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { requireSpeaker } from '../input/speaker.ts';

interface ImportOptions {
  readonly as?: string;
  readonly publish?: boolean;
}

/** Price lists in and out. */
export function addGdxpCommands(program: Command, cli: Cli): void {
  const { importing } = messages(cli.locale).writing;
  const group = defineGroup(program, cli, 'gdxp');

  defineCommand(group, cli, 'gdxp import', '<file>', ['as', 'publish', ...COMMON]).action(
    withServices(cli, async (services, path: string, { as, publish = false }: ImportOptions) => {
      const { domain } = services;
      const supplier = await requireSpeaker(services, as);
      const read = readGdxp(await readText(path), supplier.vatNumber, cli.locale);
      const inputs = read.flatMap(({ input }) => input ?? []);
      const outcomes = publish
        ? await importProposals(domain, operator, supplier.id, inputs)
        : await rehearse(domain, (run) => importProposals(run, operator, supplier.id, inputs));
      const rest = [...outcomes];
      const lines = read.map(({ line, title, input, error }) => {
        const outcome: ImportOutcome | undefined = input === undefined ? undefined : rest.shift();
        const result = outcome?.result ?? 'failed';
        const reason = outcome?.result === 'failed' ? outcome.error : error;
        return { line, title, result, ...(reason && { error: errorMessage(reason, cli.locale) }) };
      });
      return {
        json: { published: publish, lines },
        lines: lines.map(({ line, title, result, error }) =>
          `${line}. ${title}: ${importing.results[result]} ${error ?? ''}`.trimEnd(),
        ),
      };
    }),
  );

  defineCommand(group, cli, 'gdxp export', '<handle>', [...COMMON]).action(
    withServices(cli, async ({ domain, actors }, handle: string) => {
      const { db, clock } = domain;
      const supplier = await requireLocalActor(db, handle);
      const offers = await catalogue(db, { ownerId: supplier.id, purpose: 'offer' }, MAX_PRODUCTS);
      const codes = new Map([...(await productCodesOf(db, supplier.id))].map(([code, id]) => [id, code]));
      const { group } = actors;
      const list = writeGdxp(supplier, offers, codes, { group, now: clock.now(), locale: cli.locale });
      return { json: list, lines: JSON.stringify(list, null, 2).split('\n') };
    }),
  );
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new UserError('not-found', 'gdxp_file_unreadable', { path });
  }
}
