import type { Id } from '../platform/ids.ts';

/**
 * Every address of the node, in one place: the IRIs that never change and the pages for people.
 * Built on the canonical origin, never on what a request says of itself.
 */
export interface Addresses {
  readonly origin: string;
  /** Host and port, as in `@handle@host`. */
  readonly host: string;
  readonly sharedInbox: string;
  readonly nodeActor: string;
  actor(id: Id): string;
  object(id: Id): string;
  activity(id: Id): string;
  agreement(id: Id): string;
  pact(id: Id): string;
  profilePage(handle: string): string;
  proposalPage(id: Id): string;
  announcementPage(id: Id): string;
  notePage(id: Id): string;
  pollPage(id: Id): string;
  attestationPage(id: Id): string;
  eventPage(id: Id): string;
  decisionPage(id: Id): string;
  pactPage(id: Id): string;
  orderPage(id: Id): string;
  /** The charter in that version: what a group's `charter` names. */
  charterPage(version: number): string;
  tagPage(tag: string): string;
  media(name: string): string;
  /** Where one of ours acts on what is at that address, here or elsewhere. */
  interaction(uri: string): string;
}

export function createAddresses(origin: string): Addresses {
  return {
    origin,
    host: new URL(origin).host,
    sharedInbox: `${origin}/inbox`,
    nodeActor: `${origin}/actors/node`,
    actor: (id) => `${origin}/actors/${id}`,
    object: (id) => `${origin}/objects/${id}`,
    activity: (id) => `${origin}/activities/${id}`,
    agreement: (id) => `${origin}/agreements/${id}`,
    pact: (id) => `${origin}/pacts/${id}`,
    profilePage: (handle) => `${origin}/@${handle}`,
    proposalPage: (id) => `${origin}/offerte/${id}`,
    announcementPage: (id) => `${origin}/annunci/${id}`,
    decisionPage: (id) => `${origin}/decisioni/${id}`,
    notePage: (id) => `${origin}/note/${id}`,
    pollPage: (id) => `${origin}/sondaggi/${id}`,
    attestationPage: (id) => `${origin}/attestazioni/${id}`,
    eventPage: (id) => `${origin}/eventi/${id}`,
    pactPage: (id) => `${origin}/patti/${id}`,
    orderPage: (id) => `${origin}/ordini/${id}`,
    charterPage: (version) => `${origin}/carta/${version}`,
    tagPage: (tag) => `${origin}/tag/${encodeURIComponent(tag)}`,
    media: (name) => `${origin}/media/${name}`,
    interaction: (uri) => `${origin}/authorize_interaction?uri=${encodeURIComponent(uri)}`,
  };
}

/** The id in one of our own `/actors/{id}` or `/objects/{id}` addresses; undefined for any other address. */
export function localId(
  addresses: Addresses,
  kind: 'actors' | 'objects' | 'activities',
  uri: string,
): Id | undefined {
  const prefix = `${addresses.origin}/${kind}/`;
  const rest = uri.startsWith(prefix) ? uri.slice(prefix.length) : '';
  return /^[1-9]\d{0,18}$/.test(rest) ? rest : undefined;
}
