/** What went wrong, in terms that every outer room can answer in its own way (HTTP status, exit code). */
export type ErrorKind =
  | 'invalid'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'too-many'
  | 'unavailable';

/**
 * An error that a person can do something about.
 * `code` names a sentence in the message catalogue (`errors.<code>`), `params` fill it in;
 * `field` is the input that caused it, where there is one.
 */
export class UserError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly field: string | undefined;

  constructor(
    kind: ErrorKind,
    code: string,
    params: Readonly<Record<string, string | number>> = {},
    field?: string,
  ) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'UserError';
    this.kind = kind;
    this.code = code;
    this.params = params;
    this.field = field;
  }
}
