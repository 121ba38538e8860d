import type { LetterContents, LetterKind } from '../domain/letters/letter.ts';

/** What a letter says, between the greeting and the signature. */
export interface LetterText {
  readonly subject: string;
  /** Paragraphs. */
  readonly lines: readonly string[];
  /** What the reader may do: an address of ours, shown as a button. */
  readonly action?: { readonly label: string; readonly url: string };
  /** Where the reader ends letters of this sort, without signing in (RFC 8058). */
  readonly unsubscribe?: string;
  /** Paragraphs after the button. */
  readonly after?: readonly string[];
}

/** From whom a letter comes. */
export interface Sender {
  readonly district: string;
  readonly origin: string;
}

export type LetterSentences = {
  readonly [K in LetterKind]: (contents: LetterContents[K], sender: Sender) => LetterText;
};
