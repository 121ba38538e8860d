import { z } from 'zod';
import { compareDecimals, multiplyByRatio, ratioOf } from '../../platform/decimal.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { ProposalView } from '../proposals/catalogue.ts';
import { amount } from '../proposals/proposal.ts';
import { inUnit, type Measure } from '../proposals/quantity-for.ts';
import type { Agreement, InReturn } from './agreement.table.ts';

export type AgreementState = Agreement['state'];
/** What can become known of an agreement, each once and in any order. */
export type Fact = 'accepted' | 'rejected' | 'withdrawn' | 'cancelled' | 'ownerDone' | 'responderDone';
export type KnownFacts = Pick<Agreement, `${Fact}At`>;

/**
 * The state that follows from what is known, whatever came first: two nodes that know the same things agree.
 * A rejection beside an acceptance, or a withdrawal that crossed one, is a cancellation.
 */
export function stateOf(known: KnownFacts): AgreementState {
  if (known.acceptedAt !== null) {
    if (known.ownerDoneAt !== null && known.responderDoneAt !== null) return 'fulfilled';
    const ended = known.cancelledAt ?? known.rejectedAt ?? known.withdrawnAt;
    return ended === null ? 'accepted' : 'cancelled';
  }
  if (known.rejectedAt !== null) return 'rejected';
  return known.withdrawnAt === null ? 'proposed' : 'withdrawn';
}

export type Side = 'owner' | 'responder';

export function sideOf(agreement: Pick<Agreement, 'ownerId' | 'responderId'>, actorId: Id): Side | undefined {
  if (agreement.ownerId === actorId) return 'owner';
  return agreement.responderId === actorId ? 'responder' : undefined;
}

/** Who gives what the proposal is about (Valueflows' provider of the primary commitment); the other one receives it. */
export function providerOf(agreement: Pick<Agreement, 'purpose'>): Side {
  return agreement.purpose === 'offer' ? 'owner' : 'responder';
}

export const STEPS = ['accept', 'counter', 'reject', 'done', 'cancel'] as const;
export type Step = (typeof STEPS)[number];

/** What a side may do next. Whoever has marked its own part as done does not cancel any more. */
export function stepsFor(agreement: Agreement, side: Side): readonly Step[] {
  if (agreement.state === 'proposed') return side === 'owner' ? ['accept', 'counter', 'reject'] : ['cancel'];
  if (agreement.state !== 'accepted') return [];
  return agreement[`${side}DoneAt`] === null ? ['done', 'cancel'] : [];
}

const message = z.string().trim().max(2000).default('');
const inReturn = z
  .array(z.strictObject({ position: z.number().int().min(0).max(4), amount }))
  .max(5)
  .default([]);

export const response = z.strictObject({
  quantity: amount,
  /** The proposal's own, if not said. */
  unit: z.string().trim().max(60).optional(),
  /** Amounts for what the proposal leaves to be agreed. */
  inReturn,
  message,
});
export type NewResponse = z.input<typeof response>;

/** What goes with a rejection, a cancellation or a part done. */
export const remark = z.strictObject({ note: message });
export type Remark = z.input<typeof remark>;

export const counterOffer = z.strictObject({
  quantity: amount,
  unit: z.string().trim().max(60).optional(),
  inReturn,
  note: message,
});
export type NewCounterOffer = z.input<typeof counterOffer>;

/**
 * What is given in return for a quantity in the proposal's unit: the proposal's own amounts in proportion, and the
 * amounts stated where it leaves them open.
 * @throws {UserError} `invalid`
 */
export function inReturnFor(
  {
    proposal,
    reciprocals,
  }: {
    readonly proposal: Pick<ProposalView['proposal'], 'quantity'>;
    readonly reciprocals: ProposalView['reciprocals'];
  },
  quantity: string,
  stated: readonly { readonly position: number; readonly amount: string }[],
): InReturn[] {
  const [numerator, denominator] = ratioOf(quantity, proposal.quantity ?? '1');
  return reciprocals.map((one) => {
    const own = stated.find(({ position }) => position === one.position)?.amount;
    if (one.amount === null) {
      if (own === undefined) throw new UserError('invalid', 'amount_missing', {}, `inReturn.${one.position}`);
      return { ...one, amount: own };
    }
    const amount = multiplyByRatio(one.amount, numerator, denominator);
    if (amount === undefined) throw new UserError('invalid', 'price_not_exact', {}, 'quantity');
    return { ...one, amount };
  });
}

export interface Settlement extends Measure {
  readonly inReturn: readonly Pick<InReturn, 'position' | 'unit' | 'amount'>[];
}

/** Whether two nodes mean the same quantities, perhaps in units that convert. */
export function sameSettlement(a: Settlement, b: Settlement): boolean {
  return (
    same(a.quantity, a.unit, b.quantity, b.unit) &&
    a.inReturn.length === b.inReturn.length &&
    a.inReturn.every((one) => {
      const other = b.inReturn.find(({ position }) => position === one.position);
      return other !== undefined && same(one.amount, one.unit, other.amount, other.unit);
    })
  );
}

function same(a: string | null, aUnit: string | null, b: string | null, bUnit: string | null): boolean {
  if (a === null || b === null) return a === b;
  const converted = inUnit({ quantity: a, unit: aUnit ?? 'one' }, bUnit ?? 'one');
  return converted !== undefined && compareDecimals(converted, b) === 0;
}
