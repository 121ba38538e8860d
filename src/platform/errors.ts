/** What went wrong, in terms that every outer room can answer in its own way (HTTP status, exit code). */
export type ErrorKind =
  | 'invalid'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'too-many'
  | 'unavailable';

/** The status of an answer about such an error (RFC 9110, section 15). */
export const HTTP_STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-many': 429,
  unavailable: 503,
};

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
