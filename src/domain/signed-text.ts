import type { Domain } from './domain.ts';

/**
 * A text that only this node can have written, and for this purpose, to be carried by a link or a form. It is sealed, so
 * it says nothing to whoever carries it.
 */
export function signText({ vault }: Pick<Domain, 'vault'>, purpose: string, text: string): string {
  return vault.seal(text, purpose).toString('base64url');
}

/** What was signed for this purpose; undefined for anything else. */
export function readSigned(
  { vault }: Pick<Domain, 'vault'>,
  purpose: string,
  token: string,
): string | undefined {
  try {
    return vault.open(Buffer.from(token, 'base64url'), purpose);
  } catch {
    return undefined;
  }
}
