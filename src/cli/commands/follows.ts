import type { Command } from 'commander';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorByHandle } from '../../domain/actors/actor-reads.ts';
import { operator } from '../../domain/caller.ts';
import type { Domain } from '../../domain/domain.ts';
import { answerFollow, requestFollow, undoFollow } from '../../domain/follows/follow.ts';
import { openRequests, ties } from '../../domain/follows/follow-reads.ts';
import { resolveHandle } from '../../federation/remote/webfinger-client.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { type PageOptions, readAfter, readLimit } from '../input/read-page.ts';
import { requireSpeaker } from '../input/speaker.ts';
import { actorJson, addressOf } from '../output/actor.ts';
import { listOutcome, pageById } from '../output/list.ts';

interface AsOptions {
  readonly as?: string;
}

const ANSWERS = { accept: 'accepted', reject: 'rejected' } as const;

export function addFollowCommands(program: Command, cli: Cli): void {
  defineCommand(program, cli, 'follow', '<@handle@host>', ['as', ...COMMON]).action(
    withServices(cli, async (services, handle: string, options: AsOptions) => {
      const { domain, federation } = services;
      const follower = await requireSpeaker(services, options.as);
      const followed = await resolveHandle(federation, handle);
      const { id, state } = await requestFollow(domain, operator, follower.id, followed.id);
      return {
        json: { id, state, follower: actorJson(follower), followed: actorJson(followed) },
        lines: [cli.words.follows[state](addressOf(followed))],
      };
    }),
  );

  defineCommand(program, cli, 'unfollow', '<@handle@host>', ['as', ...COMMON]).action(
    withServices(cli, async (services, handle: string, options: AsOptions) => {
      const { domain } = services;
      const follower = await requireSpeaker(services, options.as);
      const followed = await knownActor(domain, handle);
      const ended = await undoFollow(domain, operator, follower.id, followed.id);
      if (!ended) throw new UserError('not-found', 'not_followed', { handle });
      return {
        json: { follower: actorJson(follower), followed: actorJson(followed) },
        lines: [cli.words.unfollowed(addressOf(followed))],
      };
    }),
  );

  for (const which of ['followers', 'following'] as const) {
    defineCommand(program, cli, which, '', ['as', 'limit', 'after', ...COMMON]).action(
      withServices(cli, async (services, options: AsOptions & PageOptions) => {
        const limit = readLimit(options);
        const actor = await requireSpeaker(services, options.as);
        const rows = await ties(services.domain.db, which, actor.id, {
          limit: limit + 1,
          maxId: readAfter(options),
        });
        const page = pageById(rows, limit, ({ followId }) => followId);
        return listOutcome(
          cli,
          page,
          (tie) => ({ id: tie.followId, state: tie.state, actor: actorJson(tie.actor) }),
          (tie) => [addressOf(tie.actor), tie.actor.name],
        );
      }),
    );
  }

  const requests = defineGroup(program, cli, 'requests');

  defineCommand(requests, cli, 'requests list', '', ['as', ...COMMON]).action(
    withServices(cli, async (services, options: AsOptions) => {
      const actor = await requireSpeaker(services, options.as);
      const items = await openRequests(services.domain.db, actor.id, { limit: 100 });
      return listOutcome(
        cli,
        { items, next: undefined },
        (one) => ({ id: one.followId, follower: actorJson(one.follower) }),
        (one) => [one.followId, addressOf(one.follower), one.follower.name],
      );
    }),
  );

  for (const verb of ['accept', 'reject'] as const) {
    defineCommand(requests, cli, `requests ${verb}`, '<id>', [...COMMON]).action(
      withServices(cli, async ({ domain }, id: Id) => {
        if (!isId(id)) throw new UserError('not-found', 'follow_unknown', { id });
        await answerFollow(domain, operator, id, ANSWERS[verb]);
        return { json: { id, state: ANSWERS[verb] }, lines: [cli.words.done] };
      }),
    );
  }
}

/** @throws {UserError} `not-found` */
async function knownActor(domain: Domain, address: string): Promise<Actor> {
  const [handle = '', host] = address.replace(/^@/, '').split('@');
  const actor = await actorByHandle(domain.db, handle, host === domain.addresses.host ? undefined : host);
  if (actor === undefined) throw new UserError('not-found', 'actor_unknown', { handle: address });
  return actor;
}
