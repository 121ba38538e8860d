import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import type { Actor } from '../actors/actor.table.ts';
import type { Membership } from './membership.table.ts';

export type MembershipState = Membership['state'];
/** What can become known of a membership, each once and in any order. */
export type MembershipFact = 'admitted' | 'refused' | 'left';
export type KnownFacts = Pick<Membership, `${MembershipFact}At`>;

/**
 * The state that follows from what is known, whatever came first: two nodes that know the same things agree.
 * A refusal beside an admission is a removal.
 */
export function stateOf(known: KnownFacts): MembershipState {
  if (known.admittedAt !== null) {
    if (known.refusedAt !== null) return 'removed';
    return known.leftAt === null ? 'admitted' : 'left';
  }
  if (known.refusedAt !== null) return 'refused';
  return known.leftAt === null ? 'asked' : 'withdrawn';
}

export type MembershipSide = 'member' | 'group';

export const MEMBERSHIP_STEPS = ['admit', 'refuse', 'remove', 'leave'] as const;
export type MembershipStep = (typeof MEMBERSHIP_STEPS)[number];

/** What a side may do next. */
export function stepsFor({ state }: Pick<Membership, 'state'>, side: MembershipSide): MembershipStep[] {
  if (state === 'asked') return side === 'group' ? ['admit', 'refuse'] : ['leave'];
  if (state === 'admitted') return side === 'group' ? ['remove'] : ['leave'];
  return [];
}

/** Whether others can belong to it: a district, a network, an association. */
export function takesMembers(actor: Pick<Actor, 'affiliations'>): boolean {
  return actor.affiliations !== null;
}

/** Whoever joins a group with a charter accepts its version of now. @throws {UserError} `conflict` */
export function requireCharter(
  group: Pick<Actor, 'name' | 'charter'>,
  accepted: string | null | undefined,
): void {
  if (group.charter !== null && accepted !== group.charter) {
    throw new UserError('conflict', 'charter_not_accepted', { name: group.name }, 'charter');
  }
}

const words = z.string().trim().max(2000).default('');

export const membershipRequest = z.strictObject({
  message: words,
  /** The version of the charter that is accepted (IRI). */
  charter: z.string().max(2000).optional(),
});
export type MembershipRequest = z.input<typeof membershipRequest>;

/** Why: with a refusal, a removal or a farewell. */
export const membershipRemark = z.strictObject({ note: words });
export type MembershipRemark = z.input<typeof membershipRemark>;

/** Who refuses or removes says why. */
export const membershipReason = z.strictObject({
  note: z.string().trim().min(1, 'reason_missing').max(2000),
});

/** What each side says of a tie: they confirm each other, or one of them is missing. */
export type Confirmation = 'both' | 'member' | 'group';

export function confirmationOf(said: {
  readonly byMember: boolean;
  readonly byGroup: boolean;
}): Confirmation {
  if (said.byMember) return said.byGroup ? 'both' : 'member';
  return 'group';
}
