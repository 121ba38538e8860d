import { UserError } from '../platform/errors.ts';
import type { Id } from '../platform/ids.ts';

/** Who asks. Every use case that changes something is told, and decides here whether they may. */
export type Caller =
  | { readonly kind: 'operator' }
  | {
      readonly kind: 'account';
      readonly accountId: Id;
      readonly role: 'coordinator' | 'member';
      /** The person and the organisations it acts for. */
      readonly actsFor: readonly Id[];
    }
  | { readonly kind: 'clock' }
  | { readonly kind: 'remote' };

/** Whoever has a shell on the server. */
export const operator: Caller = { kind: 'operator' };
/** The node itself, when time has come for something. */
export const clockCaller: Caller = { kind: 'clock' };
/** An activity from another node, already verified. */
export const remote: Caller = { kind: 'remote' };

/** @throws {UserError} `forbidden` unless the caller may speak in the name of the actor. */
export function requireActingFor(caller: Caller, actorId: Id): void {
  if (caller.kind === 'operator' || caller.kind === 'clock') return;
  if (caller.kind === 'account' && caller.actsFor.includes(actorId)) return;
  throw new UserError('forbidden', 'not_your_member');
}

/** @throws {UserError} `forbidden` unless the caller coordinates the district. */
export function requireCoordinator(caller: Caller): void {
  if (caller.kind === 'operator' || caller.kind === 'clock') return;
  if (caller.kind === 'account' && caller.role === 'coordinator') return;
  throw new UserError('forbidden', 'coordinators_only');
}

export function callerName(caller: Caller): string {
  return caller.kind === 'account' ? `account:${caller.accountId}` : caller.kind;
}
