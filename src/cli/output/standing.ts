import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Standing } from '../../domain/reconciliations/reconciliation-reads.ts';
import { standingFacts } from '../../messages/standing.ts';
import type { Cli } from '../command.ts';
import { actorJson, addressOf } from './actor.ts';
import { fields } from './fields.ts';

/** `standing` undefined: never compared. */
export function standingJson(group: Actor, standing: Standing | undefined) {
  const { run, found = 0, mended = 0 } = standing ?? {};
  return {
    group: actorJson(group),
    reachable: run === undefined ? null : run.failingSince === null,
    failingSince: run?.failingSince ?? null,
    lastError: run?.lastError ?? null,
    lastDeliveryAt: run?.lastDeliveryAt ?? null,
    lagSeconds: run?.lagSeconds ?? null,
    lastWholeAt: run?.wholeAt ?? null,
    startedAt: run?.startedAt ?? null,
    endedAt: run?.endedAt ?? null,
    incomplete: run?.incomplete ?? null,
    found,
    mended,
  };
}

export function standingLines(cli: Cli, group: Actor, standing: Standing | undefined): string[] {
  const facts = standing === undefined ? [] : standingFacts(standing, cli.locale);
  return [`${addressOf(group)}  ${group.name}`, ...fields(facts).map((line) => `  ${line}`)];
}
