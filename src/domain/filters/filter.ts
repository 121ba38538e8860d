import { z } from 'zod';
import type { Id } from '../../platform/ids.ts';
import { FILTER_CONTEXTS, type Filter, type FilterKeyword } from './filter.table.ts';

const keywordText = z.string().trim().min(1).max(100);
export const keywordInput = z.strictObject({ keyword: keywordText, wholeWord: z.boolean().default(true) });

const contexts = z
  .array(z.enum(FILTER_CONTEXTS))
  .min(1)
  .transform((names) => [...new Set(names)]);
const action = z.enum(['warn', 'hide', 'blur']);
/** Seconds from now; null is for ever. */
const expiresIn = z
  .number()
  .int()
  .min(0)
  .max(10 * 365 * 86_400)
  .nullable();

export const newFilter = z.strictObject({
  title: z.string().trim().min(1).max(200),
  contexts,
  action: action.default('warn'),
  expiresIn: expiresIn.default(null),
  keywords: z.array(keywordInput).max(100).default([]),
});

export const filterChange = z.strictObject({
  title: z.string().trim().min(1).max(200).optional(),
  contexts: contexts.optional(),
  action: action.optional(),
  expiresIn: expiresIn.optional(),
  keywords: z
    .array(
      z.strictObject({
        id: z.string().optional(),
        keyword: keywordText.optional(),
        wholeWord: z.boolean().optional(),
        gone: z.boolean().default(false),
      }),
    )
    .max(100)
    .default([]),
});

/** A filter with what it looks for. */
export interface FilterView extends Filter {
  readonly keywords: readonly FilterKeyword[];
  readonly posts: readonly { readonly id: Id; readonly postId: Id }[];
}

/** Why a status is filtered. */
export interface FilterMatch {
  readonly filter: FilterView;
  readonly keywords: readonly string[];
  readonly postIds: readonly Id[];
}

/** Which of these filters a post meets, by its words or by itself. */
export function matchesOf(filters: readonly FilterView[], postId: Id, text: string): FilterMatch[] {
  const lower = text.toLowerCase();
  return filters.flatMap((filter): FilterMatch[] => {
    const keywords = filter.keywords.filter((keyword) => isIn(keyword, lower)).map(({ keyword }) => keyword);
    const postIds = filter.posts.some((one) => one.postId === postId) ? [postId] : [];
    return keywords.length === 0 && postIds.length === 0 ? [] : [{ filter, keywords, postIds }];
  });
}

const WORD = /[\p{L}\p{M}\p{N}_]/u;

/** A whole word has none of its kind right before or after it. */
function isIn({ keyword, wholeWord }: FilterKeyword, text: string): boolean {
  const word = keyword.toLowerCase();
  if (!wholeWord) return text.includes(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = at === 0 ? '' : (text[at - 1] ?? '');
    const after = text[at + word.length] ?? '';
    const opens = !WORD.test(word[0] ?? '') || !WORD.test(before);
    const closes = !WORD.test(word.at(-1) ?? '') || !WORD.test(after);
    if (opens && closes) return true;
  }
  return false;
}
