export type OutboundReason =
  /** Not a URL this node asks: scheme, userinfo, odd host. */
  | 'bad-url'
  /** The host is, or resolves only to, addresses this node never connects to. */
  | 'refused-address'
  /** The whole exchange, redirects included, was not over in time. */
  | 'timeout'
  /** The caller's signal fired. */
  | 'aborted'
  | 'too-large'
  /** A compressed answer, which was not asked for. */
  | 'encoded'
  | 'too-many-redirects'
  /** DNS, connection, TLS or protocol failure: see `cause`. */
  | 'network';

/** A request that brought no usable answer. */
export class OutboundError extends Error {
  readonly reason: OutboundReason;
  /** The HTTP status, where the answer had begun: a POST that says 202 has arrived, whatever its body did. */
  readonly status: number | undefined;

  constructor(
    reason: OutboundReason,
    message: string,
    options: { cause?: unknown; status?: number | undefined } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'OutboundError';
    this.reason = reason;
    this.status = options.status;
  }
}
