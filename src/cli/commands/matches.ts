import type { Command } from 'commander';
import { operator } from '../../domain/caller.ts';
import { dismissMatch } from '../../domain/matches/dismiss-match.ts';
import { findMatches } from '../../domain/matches/find-matches.ts';
import { openMatches } from '../../domain/matches/match-reads.ts';
import { unmetRequests } from '../../domain/matches/unmet-requests.ts';
import { proposalCursor } from '../../domain/proposals/catalogue.ts';
import { formatDate } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { type PageOptions, readAfter, readLimit } from '../input/read-page.ts';
import { listOutcome } from '../output/list.ts';

const DAY_MS = 86_400_000;

/** Offers of other districts for requests that wait. */
export function addMatchCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, cli, 'match');
  const said = cli.words.matches;

  defineCommand(group, cli, 'match list', '', ['limit', 'after', ...COMMON]).action(
    withServices(cli, async ({ domain: { db } }, options: PageOptions) => {
      const page = await openMatches(db, readLimit(options), readAfter(options));
      const { matches: words } = messages(cli.locale);
      return listOutcome(
        cli,
        page,
        ({ match, request, offer }) => ({ ...match, request: request.post.uri, offer: offer.post.uri }),
        ({ match, request, offer }) => [
          match.id,
          request.post.title ?? '',
          offer.post.title ?? '',
          words.reasons[match.reason],
          match.kilometres === null ? '' : words.distance(String(match.kilometres)),
        ],
      );
    }),
  );

  defineCommand(group, cli, 'match find', '', [...COMMON]).action(
    withServices(cli, async ({ domain }) => {
      const requests = await findMatches(domain);
      return { json: { requests }, lines: [said.found(requests)] };
    }),
  );

  defineCommand(group, cli, 'match dismiss', '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain }, id: string) => {
      if (!isId(id)) throw new UserError('not-found', 'match_unknown');
      await dismissMatch(domain, operator, id);
      return { json: { id }, lines: [said.dismissed] };
    }),
  );

  defineCommand(group, cli, 'match unmet', '[days]', ['limit', 'after', ...COMMON]).action(
    withServices(cli, async ({ domain: { db, clock } }, days: string | undefined, options: PageOptions) => {
      if (days !== undefined && !/^\d{1,4}$/.test(days)) throw new UserError('invalid', 'days_invalid');
      const before = new Date(clock.now().getTime() - Number(days ?? 14) * DAY_MS);
      const limit = readLimit(options);
      const rows = await unmetRequests(db, before, limit + 1, readCursor(options.after));
      return listOutcome(
        cli,
        pageOf(rows, limit, proposalCursor),
        ({ post, proposal, owner }) => ({
          id: post.id,
          uri: post.uri,
          title: post.title,
          owner: owner.uri,
          publishedAt: proposal.publishedAt,
        }),
        ({ post, proposal, owner }) => [
          post.id,
          formatDate(proposal.publishedAt, cli.locale),
          post.title ?? '',
          owner.name,
        ],
      );
    }),
  );
}
