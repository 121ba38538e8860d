import type { FilterMatch, FilterView } from '../../domain/filters/filter.ts';

/** docs.joinmastodon.org/entities/Filter */
export function filterJson(filter: FilterView) {
  return {
    ...headJson(filter),
    keywords: filter.keywords.map(keywordJson),
    statuses: filter.posts.map(({ id, postId }) => ({ id, status_id: postId })),
  };
}

function headJson({ id, title, contexts, action, expiresAt }: FilterView) {
  return {
    id,
    title,
    context: contexts,
    expires_at: expiresAt?.toISOString() ?? null,
    filter_action: action,
  };
}

export function keywordJson({ id, keyword, wholeWord }: FilterView['keywords'][number]) {
  return { id, keyword, whole_word: wholeWord };
}

/** docs.joinmastodon.org/entities/FilterResult */
export function filterResultJson({ filter, keywords, postIds }: FilterMatch) {
  return {
    filter: headJson(filter),
    keyword_matches: keywords.length === 0 ? null : [...keywords],
    status_matches: postIds.length === 0 ? null : [...postIds],
  };
}
