import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Id, isId } from '../../platform/ids.ts';
import { notFound, sendActivityJson } from './answer.ts';

export const PAGE_SIZE = 50;

/** What a collection needs to be read page by page, newest first. */
export interface CollectionSource {
  readonly uri: string;
  readonly type: 'OrderedCollection' | 'Collection';
  readonly context: unknown;
  /** Items of one page, at most `limit`, after the item with this id. */
  page(limit: number, after: Id | undefined): Promise<readonly { id: Id; item: unknown }[]>;
  /** Left out where it would take long to count. */
  total?(): Promise<number>;
  /** Another text whenever an item comes, goes or changes: the first document's mark (ETag) then tells of all pages. */
  version?(): Promise<string>;
}

/** Answers for a collection, or with `?page=<id>` for the page after that item; `?page=first` for the first. */
export async function sendCollection(
  request: FastifyRequest,
  reply: FastifyReply,
  source: CollectionSource,
): Promise<FastifyReply> {
  const { page } = request.query as { page?: unknown };
  const head = { '@context': source.context };
  if (page === undefined) {
    const total = await source.total?.();
    const document = {
      ...head,
      id: source.uri,
      type: source.type,
      ...(total === undefined ? {} : { totalItems: total }),
      first: `${source.uri}?page=first`,
    };
    return sendActivityJson(request, reply, document, 200, await source.version?.());
  }
  if (typeof page !== 'string' || (page !== 'first' && !isId(page))) return notFound(reply);
  const rows = await source.page(PAGE_SIZE, page === 'first' ? undefined : page);
  const last = rows.length === PAGE_SIZE ? rows.at(-1) : undefined;
  const ordered = source.type === 'OrderedCollection';
  return sendActivityJson(request, reply, {
    ...head,
    id: `${source.uri}?page=${page}`,
    type: `${source.type}Page`,
    partOf: source.uri,
    ...(last === undefined ? {} : { next: `${source.uri}?page=${last.id}` }),
    [ordered ? 'orderedItems' : 'items']: rows.map((row) => row.item),
  });
}
