import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { List } from '../../domain/lists/list.table.ts';
import {
  addToList,
  changeList,
  createList,
  deleteList,
  listOf,
  listsOf,
  membersOfList,
  removeFromList,
} from '../../domain/lists/lists.ts';
import { parseInput } from '../../platform/input.ts';
import { accountsJson } from '../entities/account.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { person, userOf } from '../request/access.ts';
import { flag, idInput, optional, listOf as severalOf } from '../request/input.ts';
import { statusIdOf } from './statuses.ts';

const listInput = z.object({
  title: optional(z.string()),
  replies_policy: optional(z.enum(['followed', 'list', 'none'])),
  exclusive: optional(flag),
});
const accountsInput = z.object({ account_ids: severalOf(idInput, 100) });

/** docs.joinmastodon.org/methods/lists */
export function listRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  app.get('/api/v1/lists', person('read:lists'), async (request) =>
    (await listsOf(domain.db, userOf(request).actor.id)).map(listJson),
  );

  app.get('/api/v1/accounts/:id/lists', person('read:lists'), async (request) =>
    (await listsOf(domain.db, userOf(request).actor.id, statusIdOf(request))).map(listJson),
  );

  app.post('/api/v1/lists', person('write:lists'), async (request) => {
    const { caller, actor } = userOf(request);
    const { title = '', ...rest } = inputOf(request.body);
    return listJson(await createList(domain, caller, actor.id, { title, ...rest }));
  });

  app.get('/api/v1/lists/:id', person('read:lists'), async (request) =>
    listJson(await listOf(domain.db, userOf(request).actor.id, statusIdOf(request))),
  );

  app.put('/api/v1/lists/:id', person('write:lists'), async (request) => {
    const { caller, actor } = userOf(request);
    return listJson(await changeList(domain, caller, actor.id, statusIdOf(request), inputOf(request.body)));
  });

  app.delete('/api/v1/lists/:id', person('write:lists'), async (request) => {
    const { caller, actor } = userOf(request);
    await deleteList(domain, caller, actor.id, statusIdOf(request));
    return {};
  });

  app.get('/api/v1/lists/:id/accounts', person('read:lists'), async (request, reply) => {
    const list = await listOf(domain.db, userOf(request).actor.id, statusIdOf(request));
    const members = await membersOfList(domain.db, list.id, readWindow(request, { default: 40, max: 80 }));
    linkPages(
      mastodon,
      request,
      reply,
      members.map(({ id }) => id),
    );
    return accountsJson(mastodon, members);
  });

  for (const [method, act] of [
    ['POST', addToList],
    ['DELETE', removeFromList],
  ] as const) {
    app.route({
      method,
      url: '/api/v1/lists/:id/accounts',
      ...person('write:lists'),
      handler: async (request) => {
        const { caller, actor } = userOf(request);
        const input = { ...(request.query as object), ...((request.body ?? {}) as object) };
        const { account_ids: ids } = parseInput(accountsInput, input);
        await act(domain, caller, actor.id, statusIdOf(request), ids);
        return {};
      },
    });
  }
}

function inputOf(body: unknown) {
  const { title, replies_policy: repliesPolicy, exclusive } = parseInput(listInput, body ?? {});
  return {
    ...(title === undefined ? {} : { title }),
    ...(repliesPolicy === undefined ? {} : { repliesPolicy }),
    ...(exclusive === undefined ? {} : { exclusive }),
  };
}

function listJson({ id, title, repliesPolicy, exclusive }: List) {
  return { id, title, replies_policy: repliesPolicy, exclusive };
}
