import type { Proposal } from '../proposals/proposal.table.ts';

/** What flows from one to another: things, work, work counted in hours (time banks), things lent. */
export const FLOW_KINDS = ['goods', 'services', 'hours', 'loans'] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

/** From fewer agreements than these one could tell a single one of them: such a figure is said to nobody outside. */
export const FEWEST = 3;

const KIND_OF_ACTION = { transfer: 'goods', deliverService: 'services', transferCustody: 'loans' } as const;

/** What an agreement makes flow. Of a proposal that is gone by now only the unit is known. */
export function flowKindOf(action: Proposal['action'] | undefined, unit: string): FlowKind {
  if (unit === 'hour' && action !== 'transferCustody') return 'hours';
  return KIND_OF_ACTION[action ?? 'transfer'];
}

/** Agreements fulfilled from one district to another in a year (by the clocks in Italy), as one of the two counted. */
export interface Flow {
  /** IRIs of the two districts. */
  readonly provider: string;
  readonly receiver: string;
  readonly year: number;
  readonly kind: FlowKind;
  readonly agreements: number;
  /** How many hours, where the kind is that; exact. */
  readonly hours: string | null;
}
