import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Queryable } from '../../domain/domain.ts';
import type { domainEvents } from '../../domain/history/domain-event.table.ts';
import type { Id } from '../../platform/ids.ts';
import type { Federation } from '../federation.ts';
import type { Envelope } from '../json/activities.ts';
import { type JsonObject, PUBLIC } from '../json/context.ts';
import { withoutBlocked } from './recipients.ts';

export type DomainEvent = typeof domainEvents.$inferSelect;

/** An activity to be said, and the inboxes that are to hear it. */
export interface Draft {
  readonly id: Id;
  readonly actor: Actor;
  readonly subjectId: Id | null;
  readonly json: JsonObject;
  readonly inboxes: readonly string[];
  /** Anyone may read it at its address. */
  readonly public: boolean;
  /** It stands in the actor's outbox. */
  readonly listed: boolean;
}

/** Signs what a member says, before its group passes that on. */
export type Seal = (draft: Draft) => Promise<JsonObject>;

/** What a teller of an event works with. */
export interface Telling {
  readonly federation: Federation;
  readonly db: Queryable;
  readonly event: DomainEvent;
  readonly actor: Actor;
  readonly group: Actor;
  readonly seal: Seal;
}

/** For everyone, unless the teller says otherwise. */
export function envelopeOf(federation: Federation, event: DomainEvent, id: Id, actor: Actor): Envelope {
  return {
    uri: federation.domain.addresses.activity(id),
    actor: actor.uri,
    to: [PUBLIC],
    cc: [`${actor.uri}/followers`],
    published: event.occurredAt,
  };
}

/** An activity between two: nobody else hears it or may read it. Nothing is said to those of this node. */
export async function privateDraft(
  { federation, db, event }: Pick<Telling, 'federation' | 'db' | 'event'>,
  { id, actor, to, subjectId }: { id: Id; actor: Actor; to: Actor; subjectId: Id },
  json: (envelope: Envelope) => JsonObject,
): Promise<Draft[]> {
  if (to.host === null) return [];
  const envelope = { ...envelopeOf(federation, event, id, actor), to: [to.uri], cc: undefined };
  const inboxes = await withoutBlocked(db, [to.inbox]);
  return [{ id, actor, subjectId, json: json(envelope), inboxes, public: false, listed: false }];
}
