import { DES } from './vocabulary.ts';

export type ActorType = 'Group' | 'Organization' | 'Person';

interface KindFacts {
  readonly actorType: ActorType;
  /** What the actor is `classifiedAs`; a person is classified by its type alone. */
  readonly iri: string | null;
  /** The base membership type of ESSglobal that says the same, where one does. */
  readonly essglobal?: string;
}

const BASE_MEMBERSHIP_TYPE = 'http://purl.org/essglobal/standard/base-membership-type/';

/** Kinds of member, with the groups that members belong to. */
export const KINDS = {
  enterprise: { actorType: 'Organization', iri: `${DES}Enterprise` },
  'buying-group': {
    actorType: 'Organization',
    iri: `${DES}BuyingGroup`,
    essglobal: `${BASE_MEMBERSHIP_TYPE}BMT10`,
  },
  'ethical-finance': { actorType: 'Organization', iri: `${DES}EthicalFinance` },
  workers: { actorType: 'Organization', iri: `${DES}Workers`, essglobal: `${BASE_MEMBERSHIP_TYPE}BMT30` },
  institution: { actorType: 'Organization', iri: `${DES}Institution` },
  association: { actorType: 'Organization', iri: `${DES}Association` },
  person: { actorType: 'Person', iri: null },
  district: { actorType: 'Group', iri: `${DES}District` },
  network: { actorType: 'Group', iri: `${DES}Network` },
} as const satisfies Record<string, KindFacts>;

export type Kind = keyof typeof KINDS;

export const MEMBER_KINDS = [
  'enterprise',
  'buying-group',
  'ethical-finance',
  'workers',
  'institution',
  'association',
  'person',
] as const satisfies readonly Kind[];

export type MemberKind = (typeof MEMBER_KINDS)[number];

const byIri = new Map<string | null, Kind>(
  (Object.keys(KINDS) as Kind[]).map((kind) => [KINDS[kind].iri, kind]),
);

/** The kind that an actor's `classifiedAs` names. */
export function kindByIri(iri: string): Kind | undefined {
  return byIri.get(iri);
}
