/** Why an inbox takes nothing in: for the sender's log, ours and the metrics. */
export type RefusalReason =
  | 'body-too-large'
  | 'body-encoded'
  | 'body-invalid'
  | 'activity-invalid'
  | 'activity-foreign'
  | 'host-blocked'
  | 'no-signature'
  | 'signature-malformed'
  | 'signature-covers-too-little'
  | 'signature-too-old-or-new'
  | 'signature-wrong'
  | 'algorithm-unsupported'
  | 'digest-missing'
  | 'key-unknown'
  | 'key-foreign'
  | 'signer-gone'
  | 'not-the-actor';

/** The answer to a request that an inbox does not take in. */
export class Refusal extends Error {
  readonly status: 400 | 401 | 403 | 413;
  readonly reason: RefusalReason;

  constructor(status: Refusal['status'], reason: RefusalReason, detail = '') {
    super(detail === '' ? reason : `${reason}: ${detail}`);
    this.name = 'Refusal';
    this.status = status;
    this.reason = reason;
  }
}
