import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FILTER_CONTEXTS } from '../../domain/filters/filter.table.ts';
import { filterOf, filtersOf, filterWith } from '../../domain/filters/filter-reads.ts';
import {
  changeFilter,
  deleteFilter,
  filterPost,
  makeFilter,
  unfilterPost,
} from '../../domain/filters/write-filter.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { filterJson, keywordJson } from '../entities/filter.ts';
import type { Mastodon } from '../mastodon.ts';
import { person, userOf } from '../request/access.ts';
import { flag, idInput, listOf, number, optional } from '../request/input.ts';

const MAX_SECONDS = 10 * 365 * 86_400;

/** Absent: as it was; empty or null: for ever. */
export const expiresIn = z.preprocess(
  (value) => (value === '' ? null : value),
  number(0, MAX_SECONDS).nullable().optional(),
);
export const contexts = listOf(z.enum(FILTER_CONTEXTS), 10);
/** `hide` and the like; what is none of ours warns. */
const action = optional(z.enum(['warn', 'hide', 'blur']).catch('warn'));
const keywords = listOf(
  z.object({
    id: optional(idInput),
    keyword: optional(z.string()),
    whole_word: optional(flag),
    _destroy: optional(flag),
  }),
  100,
);

const facts = z.object({
  title: optional(z.string()),
  context: contexts,
  filter_action: action,
  expires_in: expiresIn,
  keywords_attributes: keywords,
});
const keywordFacts = z.object({ keyword: optional(z.string()), whole_word: optional(flag) });

/** docs.joinmastodon.org/methods/filters, version 2 */
export function filterRoutes(app: FastifyInstance, { domain }: Mastodon): void {
  const { db } = domain;

  app.get('/api/v2/filters', person('read:filters'), async (request) =>
    (await filtersOf(db, userOf(request).actor.id)).map(filterJson),
  );
  app.get('/api/v2/filters/:id', person('read:filters'), async (request) =>
    filterJson(await filterOf(db, userOf(request).actor.id, filterIdOf(request))),
  );

  app.post('/api/v2/filters', person('write:filters'), async (request) => {
    const { caller, actor } = userOf(request);
    const input = parseInput(facts, request.body ?? {});
    const made = await makeFilter(domain, caller, actor.id, {
      title: input.title ?? '',
      contexts: input.context,
      action: input.filter_action,
      expiresIn: input.expires_in,
      keywords: input.keywords_attributes.map(({ keyword = '', whole_word: wholeWord }) => ({
        keyword,
        wholeWord,
      })),
    });
    return filterJson(made);
  });
  app.put('/api/v2/filters/:id', person('write:filters'), async (request) => {
    const { caller, actor } = userOf(request);
    const input = parseInput(facts, request.body ?? {});
    const changed = await changeFilter(domain, caller, actor.id, filterIdOf(request), {
      title: input.title,
      contexts: input.context.length === 0 ? undefined : input.context,
      action: input.filter_action,
      expiresIn: input.expires_in,
      keywords: input.keywords_attributes.map(({ id, keyword, whole_word: wholeWord, _destroy: gone }) => ({
        id,
        keyword,
        wholeWord,
        gone,
      })),
    });
    return filterJson(changed);
  });
  app.delete('/api/v2/filters/:id', person('write:filters'), async (request) => {
    const { caller, actor } = userOf(request);
    await deleteFilter(domain, caller, actor.id, filterIdOf(request));
    return {};
  });

  app.get('/api/v2/filters/:id/keywords', person('read:filters'), async (request) =>
    (await filterOf(db, userOf(request).actor.id, filterIdOf(request))).keywords.map(keywordJson),
  );
  app.post('/api/v2/filters/:id/keywords', person('write:filters'), async (request) => {
    const { caller, actor } = userOf(request);
    const { keyword = '', whole_word: wholeWord } = parseInput(keywordFacts, request.body ?? {});
    const change = { keywords: [{ keyword, wholeWord }] };
    const { keywords: all } = await changeFilter(domain, caller, actor.id, filterIdOf(request), change);
    return all.slice(-1).map(keywordJson)[0];
  });
  app.get('/api/v2/filters/keywords/:id', person('read:filters'), async (request) => {
    const id = filterIdOf(request);
    const filter = await filterWith(db, userOf(request).actor.id, 'keyword', id);
    return filter.keywords.filter((one) => one.id === id).map(keywordJson)[0];
  });
  app.put('/api/v2/filters/keywords/:id', person('write:filters'), async (request) => {
    const { keyword, whole_word: wholeWord } = parseInput(keywordFacts, request.body ?? {});
    const { keywords: all } = await changeKeyword(request, { keyword, wholeWord });
    return all.filter((one) => one.id === filterIdOf(request)).map(keywordJson)[0];
  });
  app.delete('/api/v2/filters/keywords/:id', person('write:filters'), async (request) => {
    await changeKeyword(request, { gone: true });
    return {};
  });

  app.get('/api/v2/filters/:id/statuses', person('read:filters'), async (request) => {
    const filter = await filterOf(db, userOf(request).actor.id, filterIdOf(request));
    return filterJson(filter).statuses;
  });
  app.post('/api/v2/filters/:id/statuses', person('write:filters'), async (request) => {
    const { caller, actor } = userOf(request);
    const { status_id: postId } = parseInput(z.object({ status_id: idInput }), request.body ?? {});
    const filter = await filterPost(domain, caller, actor.id, filterIdOf(request), postId);
    return filterJson(filter).statuses.find(({ status_id: id }) => id === postId);
  });
  app.get('/api/v2/filters/statuses/:id', person('read:filters'), async (request) => {
    const filter = await filterWith(db, userOf(request).actor.id, 'post', filterIdOf(request));
    return filterJson(filter).statuses.find(({ id }) => id === filterIdOf(request));
  });
  app.delete('/api/v2/filters/statuses/:id', person('write:filters'), async (request) => {
    const { caller, actor } = userOf(request);
    const filter = await filterWith(db, actor.id, 'post', filterIdOf(request));
    await unfilterPost(domain, caller, actor.id, filter, filterIdOf(request));
    return filterJson(filter).statuses.find(({ id }) => id === filterIdOf(request));
  });

  async function changeKeyword(
    request: FastifyRequest,
    change: {
      readonly keyword?: string | undefined;
      readonly wholeWord?: boolean | undefined;
      readonly gone?: true;
    },
  ) {
    const { caller, actor } = userOf(request);
    const id = filterIdOf(request);
    const filter = await filterWith(db, actor.id, 'keyword', id);
    return changeFilter(domain, caller, actor.id, filter.id, { keywords: [{ id, ...change }] });
  }
}

export function filterIdOf(request: FastifyRequest): Id {
  const { id } = request.params as { id: string };
  if (!isId(id)) throw new UserError('not-found', 'filter_unknown');
  return id;
}
