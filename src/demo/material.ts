import type { NewDecision } from '../domain/decisions/decision.ts';
import type { NewMember } from '../domain/members/member.ts';
import type { NewProposal } from '../domain/proposals/proposal.ts';
import type { SceneName } from './pictures.ts';

/** What a district of the demonstration is made of. All names are invented; the places are real. */
export interface DistrictMaterial {
  readonly folder: string;
  readonly name: string;
  readonly summary: string;
  readonly place: { readonly comune: string; readonly province: string };
  /** Who coordinates the district, and who signs in for two of its organisations (`acts`). */
  readonly accounts: readonly { readonly handle: string; readonly name: string; readonly acts?: string }[];
  readonly members: readonly NewMember[];
  readonly proposals: readonly DemoProposal[];
  readonly announcements: readonly {
    readonly by: string | undefined;
    readonly title: string;
    readonly text: string;
  }[];
  readonly decisions?: readonly DemoDecision[];
}

/** A decision of the assembly, with the voices that have been cast. */
export interface DemoDecision {
  readonly facts: Omit<NewDecision, 'endsAt'>;
  readonly days: number;
  /** Who chose which answers, by position. */
  readonly cast: readonly (readonly [handle: string, ...positions: number[]])[];
  readonly closed: boolean;
}

export interface DemoProposal {
  readonly by: string;
  /** How many days it stays open. */
  readonly days: number;
  readonly facts: Omit<NewProposal, 'images' | 'expiresAt'>;
  readonly picture?: { readonly scene: SceneName; readonly alt: string };
}
