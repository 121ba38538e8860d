import { z } from 'zod';
import { type Day, day } from '../../platform/day.ts';

/** Who takes part in a visit of participatory guarantee (SPG). */
export const VISITOR_ROLES = ['producer', 'technician', 'consumer', 'other'] as const;
export type VisitorRole = (typeof VISITOR_ROLES)[number];

export const MAX_VISITORS = 10;

const line = (max: number) => z.string().trim().min(1).max(max);

const visitor = z.strictObject({
  name: line(120),
  role: z.enum(VISITOR_ROLES, { error: 'visitor_role_unknown' }),
  /** Where the visitor comes from: a district, a valley, a town. */
  territory: line(120),
});
export type Visitor = z.output<typeof visitor>;

/** What an attestation says beside its text, ours or from elsewhere. */
const facts = z.strictObject({
  /** What was looked at. */
  scope: line(200),
  visitedOn: day,
  /** The last day on which it holds. */
  validUntil: day,
  visitors: z.array(visitor).min(1, 'visitors_missing').max(MAX_VISITORS, 'too_many_visitors'),
});
const inOrder = ({ visitedOn, validUntil }: { visitedOn: Day; validUntil: Day }) => visitedOn <= validUntil;
const order = { error: 'valid_until_before_visit', path: ['validUntil'] };

export const attestationFacts = facts.refine(inOrder, order);
export const newAttestation = facts
  .extend({
    text: z.string().trim().max(5000).default(''),
    language: z.enum(['it', 'en']).default('it'),
  })
  .refine(inOrder, order);
export type NewAttestation = z.input<typeof newAttestation>;

export const revocation = z.strictObject({ reason: z.string().trim().min(1).max(1000) });
export type Revocation = z.input<typeof revocation>;

export type AttestationState = 'valid' | 'expired' | 'revoked';

/** What it is worth on a day. */
export function attestationState(
  { revokedAt, validUntil }: { readonly revokedAt: Date | null; readonly validUntil: Day },
  today: Day,
): AttestationState {
  if (revokedAt !== null) return 'revoked';
  return validUntil < today ? 'expired' : 'valid';
}

export type AttestationWarning = 'roles_missing' | 'territory_repeated';

/** Where a visit falls short of a producer, a technician and a consumer, each from another territory: told, not forbidden. */
export function warningsOf(visitors: readonly Visitor[]): AttestationWarning[] {
  const roles = new Set(visitors.map(({ role }) => role));
  const territories = new Set(visitors.map(({ territory }) => territory.toLowerCase()));
  const complete = roles.has('producer') && roles.has('technician') && roles.has('consumer');
  return [
    ...(complete ? [] : (['roles_missing'] as const)),
    ...(territories.size < visitors.length ? (['territory_repeated'] as const) : []),
  ];
}
