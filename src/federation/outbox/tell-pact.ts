import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Queryable } from '../../domain/domain.ts';
import { type PactView, pactById } from '../../domain/pacts/pact-reads.ts';
import { announceActivity, createActivity, type Envelope, updateActivity } from '../json/activities.ts';
import { isObject, type JsonObject } from '../json/context.ts';
import { leavePactActivity, offerPact, refusePactActivity, signPactActivity } from '../json/pact-to-json.ts';
import { type Draft, envelopeOf, type Telling } from './draft.ts';
import { inboxesOfFollowers, withoutBlocked } from './recipients.ts';
import { renderPact } from './render-pact.ts';

/**
 * Tells the other parties of a pact what one of ours did. Those elsewhere tell the drafter alone, whose node passes it
 * on as it came, with the proof of whoever said it.
 */
export async function tellPact(telling: Telling): Promise<Draft[]> {
  const { db, event, actor } = telling;
  const view = event.subjectId === null ? undefined : await pactById(db, event.subjectId);
  if (view === undefined) return [];
  if (event.type === 'pact-in-force' || event.type === 'pact-ended') return tellPublic(telling, view);
  return actor.host === null ? sayOwn(telling, view) : passOn(telling, view);
}

function drafterOf({ pact, parties }: PactView): Actor | undefined {
  return parties.find(({ uri }) => uri === pact.text.drafter)?.actor;
}

async function sayOwn({ federation, db, event, actor }: Telling, view: PactView): Promise<Draft[]> {
  const { pact, parties } = view;
  const drafter = drafterOf(view);
  const others = parties.flatMap((party) => party.actor ?? []).filter(({ id }) => id !== actor.id);
  const hearers = drafter === undefined || drafter.host === null ? others : [drafter];
  const id = federation.domain.ids();
  const envelope = {
    ...envelopeOf(federation, event, id, actor),
    to: hearers.map(({ uri }) => uri),
    cc: undefined,
  };
  const json = says(envelope, view, event.type, String(event.data.digest), String(event.data.note ?? ''));
  if (json === undefined) return [];
  const inboxes = await inboxesOf(db, hearers);
  return [{ id, actor, subjectId: pact.id, json, inboxes, public: false, listed: false }];
}

function says(
  envelope: Envelope,
  { pact }: PactView,
  type: string,
  digest: string,
  reason: string,
): JsonObject | undefined {
  switch (type) {
    case 'pact-proposed':
      // A version that another has followed need not be sent any more.
      return digest === pact.digest ? offerPact(envelope, pact) : undefined;
    case 'pact-signed':
      return signPactActivity(envelope, pact.uri, digest);
    case 'pact-refused':
      return refusePactActivity(envelope, pact.uri, digest, reason);
    default:
      return leavePactActivity(envelope, pact.uri, reason);
  }
}

/** What one party elsewhere told the drafter, for the parties on other nodes. */
async function passOn({ federation, db, event, actor }: Telling, view: PactView): Promise<Draft[]> {
  const drafter = drafterOf(view);
  if (drafter?.host !== null) return [];
  const fact = event.type.slice('pact-'.length);
  const party = view.parties.find(({ uri }) => uri === actor.uri);
  const activity = party?.deeds.find((deed) => deed.fact === fact)?.activity;
  // Without a proof nobody could know whose word it is.
  if (!isObject(activity) || activity.proof === undefined) return [];
  const others = view.parties.flatMap((one) => one.actor ?? []).filter(({ host }) => host !== actor.host);
  return [
    {
      id: federation.domain.ids(),
      actor: drafter,
      subjectId: view.pact.id,
      json: activity,
      inboxes: await inboxesOf(db, others),
      public: false,
      listed: false,
    },
  ];
}

async function inboxesOf(db: Queryable, hearers: readonly Actor[]): Promise<string[]> {
  const inboxes = hearers
    .filter(({ host }) => host !== null)
    .map(({ inbox, sharedInbox }) => sharedInbox ?? inbox);
  return withoutBlocked(db, [...new Set(inboxes)]);
}

/** The drafter's followers and its district's hear of a public pact when it comes into force, and when it ends. */
async function tellPublic(
  { federation, db, event, actor, group, seal }: Telling,
  view: PactView,
): Promise<Draft[]> {
  if (actor.host !== null || view.pact.visibility !== 'public') return [];
  const ended = event.type === 'pact-ended';
  const id = federation.domain.ids();
  const note = await renderPact(federation, db, view);
  const envelope = envelopeOf(federation, event, id, actor);
  const own: Draft = {
    id,
    actor,
    subjectId: view.pact.id,
    json: (ended ? updateActivity : createActivity)(envelope, note),
    inboxes: await inboxesOfFollowers(db, ended ? [actor.id, group.id] : [actor.id]),
    public: true,
    listed: !ended,
  };
  const said = { ...own, json: await seal(own) };
  if (ended) return [said];
  const announceId = federation.domain.ids();
  const announce: Draft = {
    id: announceId,
    actor: group,
    subjectId: view.pact.id,
    json: announceActivity(envelopeOf(federation, event, announceId, group), view.pact.uri),
    inboxes: await inboxesOfFollowers(db, [group.id]),
    public: true,
    listed: true,
  };
  return [said, announce];
}
