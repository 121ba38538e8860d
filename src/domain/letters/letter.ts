import type { Locale } from '../accounts/account.ts';
import type { SearchQuery, SomeNews } from '../alerts/alert.ts';
import type { EventNews } from '../events/event-news.ts';

/**
 * The letters that the node writes, with what each has to say: a kind of letter is a line here and a sentence for it
 * in `messages/<language>/letters.ts`. JSON only.
 */
export interface LetterContents {
  'mail-test': Record<string, never>;
  invitation: { readonly url: string };
  'export-ready': { readonly url: string };
  'confirm-email': { readonly url: string };
  'reset-password': { readonly url: string };
  'email-changed': { readonly email: string };
  'password-changed': Record<string, never>;
  'event-news': EventNews;
  'enquiry-confirm': { readonly title: string; readonly url: string };
  'enquiry-arrived': { readonly name: string; readonly title: string; readonly url: string };
  'enquiry-answered': {
    readonly owner: string;
    readonly title: string;
    readonly text: string;
    readonly url: string;
  };
  'search-alert': {
    readonly query: SearchQuery;
    readonly news: SomeNews;
    readonly url: string;
    readonly unsubscribe: string;
  };
  digest: {
    readonly district: SomeNews;
    readonly followed: SomeNews;
    readonly url: string;
    readonly unsubscribe: string;
  };
  'application-admitted': { readonly name: string; readonly url: string; readonly signUp: boolean };
  'application-refused': { readonly name: string; readonly reason: string };
}

export type LetterKind = keyof LetterContents;

/** A letter to be written, of any kind. */
export type NewLetter = {
  [K in LetterKind]: {
    readonly kind: K;
    readonly contents: LetterContents[K];
    readonly email: string;
    readonly locale: Locale;
  };
}[LetterKind];

/** Letters are forgotten after so many days, sent or not. */
export const LETTER_DAYS = 30;
