import type { Command } from 'commander';
import { requireAccount } from '../../domain/accounts/account-reads.ts';
import { forgetAlerts, searchesOf, wantDigest, wantsDigest } from '../../domain/alerts/saved-searches.ts';
import { describeSearch } from '../../messages/describe-search.ts';
import { formatDate } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { table } from '../output/table.ts';

/** Letters of what is new, for the operator whom somebody asks to begin or end them. */
export function addAlertCommands(program: Command, cli: Cli): void {
  const { alerts, search, taxonomy } = messages(cli.locale);
  const group = defineGroup(program, cli, 'alert');

  defineCommand(group, cli, 'alert list', '<email>', [...COMMON]).action(
    withServices(cli, async ({ domain }, email: string) => {
      const accountId = await requireAccount(domain.db, email);
      const [searches, digest] = await Promise.all([
        searchesOf(domain.db, accountId),
        wantsDigest(domain.db, accountId),
      ]);
      const rows = searches.map(({ id, query, often, createdAt }) => [
        id,
        describeSearch(query, alerts.describe, taxonomy, search.returns),
        alerts.searches[often],
        alerts.cli.since(formatDate(createdAt, cli.locale)),
      ]);
      const lines = [...(digest ? [alerts.cli.digest] : []), ...table(rows)];
      return {
        json: { digest, searches: searches.map(({ id, query, often }) => ({ id, query, often })) },
        lines: lines.length === 0 ? [cli.words.nothing] : lines,
      };
    }),
  );

  defineCommand(group, cli, 'alert digest', '<email>', [...COMMON]).action(
    withServices(cli, async ({ domain }, email: string) => {
      const accountId = await requireAccount(domain.db, email);
      await wantDigest(domain, { accountId }, true);
      return { json: { email, digest: true }, lines: [alerts.digest.title] };
    }),
  );

  defineCommand(group, cli, 'alert stop', '<email>', [...COMMON]).action(
    withServices(cli, async ({ domain }, email: string) => {
      await forgetAlerts(domain.db, await requireAccount(domain.db, email));
      return { json: { email, digest: false, searches: [] }, lines: [alerts.cli.stopped] };
    }),
  );
}
