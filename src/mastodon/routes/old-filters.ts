import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { FilterView } from '../../domain/filters/filter.ts';
import { filtersOf, filterWith } from '../../domain/filters/filter-reads.ts';
import { changeFilter, deleteFilter, makeFilter } from '../../domain/filters/write-filter.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import type { Mastodon } from '../mastodon.ts';
import { person, userOf } from '../request/access.ts';
import { flag, optional } from '../request/input.ts';
import { contexts, expiresIn, filterIdOf } from './filters.ts';

const facts = z.object({
  phrase: optional(z.string()),
  context: contexts,
  irreversible: optional(flag),
  whole_word: optional(flag),
  expires_in: expiresIn,
});

/** docs.joinmastodon.org/methods/filters, version 1: a filter there is one keyword of a filter here. */
export function oldFilterRoutes(app: FastifyInstance, { domain }: Mastodon): void {
  const { db } = domain;

  app.get('/api/v1/filters', person('read:filters'), async (request) =>
    (await filtersOf(db, userOf(request).actor.id)).flatMap((filter) =>
      filter.keywords.map((keyword) => oldJson(filter, keyword)),
    ),
  );
  app.get('/api/v1/filters/:id', person('read:filters'), async (request) => {
    const id = filterIdOf(request);
    return only(await filterWith(db, userOf(request).actor.id, 'keyword', id), id);
  });

  app.post('/api/v1/filters', person('write:filters'), async (request) => {
    const { caller, actor } = userOf(request);
    const { phrase = '', context, irreversible, ...input } = parseInput(facts, request.body ?? {});
    const made = await makeFilter(domain, caller, actor.id, {
      title: phrase,
      contexts: context,
      action: irreversible ? 'hide' : 'warn',
      expiresIn: input.expires_in,
      keywords: [{ keyword: phrase, wholeWord: input.whole_word ?? false }],
    });
    return only(made, made.keywords[0]?.id);
  });
  app.put('/api/v1/filters/:id', person('write:filters'), async (request) => {
    const { caller, actor } = userOf(request);
    const id = filterIdOf(request);
    const { phrase, context, irreversible, ...input } = parseInput(facts, request.body ?? {});
    const { id: filterId } = await filterWith(db, actor.id, 'keyword', id);
    const changed = await changeFilter(domain, caller, actor.id, filterId, {
      contexts: context.length === 0 ? undefined : context,
      action: irreversible === undefined ? undefined : irreversible ? 'hide' : 'warn',
      expiresIn: input.expires_in,
      keywords: [{ id, keyword: phrase, wholeWord: input.whole_word }],
    });
    return only(changed, id);
  });
  app.delete('/api/v1/filters/:id', person('write:filters'), async (request) => {
    const { caller, actor } = userOf(request);
    const id = filterIdOf(request);
    const filter = await filterWith(db, actor.id, 'keyword', id);
    if (filter.keywords.length === 1) await deleteFilter(domain, caller, actor.id, filter.id);
    else await changeFilter(domain, caller, actor.id, filter.id, { keywords: [{ id, gone: true }] });
    return {};
  });
}

function only(filter: FilterView, keywordId: string | undefined) {
  const keyword = filter.keywords.find(({ id }) => id === keywordId);
  if (keyword === undefined) throw new UserError('not-found', 'filter_unknown');
  return oldJson(filter, keyword);
}

function oldJson(filter: FilterView, { id, keyword, wholeWord }: FilterView['keywords'][number]) {
  return {
    id,
    phrase: keyword,
    context: filter.contexts,
    whole_word: wholeWord,
    expires_at: filter.expiresAt?.toISOString() ?? null,
    irreversible: filter.action === 'hide',
  };
}
