/**
 * How far an offer or a request reaches, from the narrowest. `district`: whoever has an account on its node. `region`,
 * `network`: also whoever has one on the nodes that `groupsWithin` names. `fediverse`: everyone.
 */
export const SCOPES = ['district', 'region', 'network', 'fediverse'] as const;
export type Scope = (typeof SCOPES)[number];

/** What others may be told of, and keep as narrow as it came. */
export const SHARED_SCOPES = ['region', 'network'] as const satisfies readonly Scope[];

export function visibilityIn(scope: Scope): 'public' | 'scoped' {
  return scope === 'fediverse' ? 'public' : 'scoped';
}
