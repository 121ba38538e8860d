import type { Actor } from '../../domain/actors/actor.table.ts';
import { announcementById } from '../../domain/announcements/announcement-reads.ts';
import { attestationById } from '../../domain/attestations/attestation-reads.ts';
import { decisionOf } from '../../domain/decisions/decision-reads.ts';
import { eventById } from '../../domain/events/event-reads.ts';
import { orderById } from '../../domain/orders/order-reads.ts';
import { pollOf } from '../../domain/polls/poll-reads.ts';
import type { Post } from '../../domain/posts/post.table.ts';
import { namedIn } from '../../domain/posts/post-reads.ts';
import { proposalById } from '../../domain/proposals/catalogue.ts';
import { hearersOf } from '../../domain/proposals/hearers.ts';
import type { Id } from '../../platform/ids.ts';
import type { Federation } from '../federation.ts';
import { actorToJson, tombstoneToJson } from '../json/actor-to-json.ts';
import { announcementToNote } from '../json/announcement-to-note.ts';
import { attestationToNote } from '../json/attestation-to-note.ts';
import type { JsonObject } from '../json/context.ts';
import { decisionContent } from '../json/decision-content.ts';
import { eventToJson } from '../json/event-to-json.ts';
import { withinGroups, withNamed } from '../json/note-parts.ts';
import { orderToNote } from '../json/order-to-note.ts';
import { signProof } from '../json/proof.ts';
import { proposalToNote } from '../json/proposal-to-note.ts';
import { questionToJson } from '../json/question-to-json.ts';
import { proofKeyOf, publicKeysOf } from '../keys/own-keys.ts';

/** One of our actors as others read it; a tombstone once it has left. */
export async function renderActor(federation: Federation, actor: Actor): Promise<JsonObject> {
  const { addresses } = federation.domain;
  if (actor.deletedAt !== null) {
    return tombstoneToJson({ uri: actor.uri, formerType: actor.type, deletedAt: actor.deletedAt });
  }
  const keys = await publicKeysOf(federation, [actor.id]);
  return actorToJson(actor, { addresses, keys: keys.get(actor.id) ?? [], locale: federation.locale });
}

/** One of our posts as others read it; a tombstone once it is withdrawn. */
export async function renderPost(
  federation: Federation,
  post: Pick<Post, 'id' | 'kind' | 'uri' | 'updatedAt' | 'deletedAt' | 'visibility' | 'recipientId'>,
): Promise<JsonObject> {
  if (post.deletedAt !== null) return tombstoneOf(post, post.deletedAt);
  const json = await renderers[post.kind](federation, post.id);
  const { db, addresses } = federation.domain;
  if (post.visibility === 'scoped') return withinGroups(json, await hearersOf(db, post.id));
  return withNamed(json, await namedIn(db, post), post.visibility, addresses.host);
}

/** What is left of a post for those who are not to have it any more. It is later than any version that they had. */
export function tombstoneOf(
  { uri, kind, updatedAt }: Pick<Post, 'uri' | 'kind' | 'updatedAt'>,
  at: Date,
): JsonObject {
  const formerType = kind === 'event' ? 'Event' : 'Note';
  const deletedAt = updatedAt !== null && updatedAt > at ? updatedAt : at;
  return tombstoneToJson({ uri, formerType, deletedAt });
}

const renderers: Readonly<Record<Post['kind'], (federation: Federation, id: Id) => Promise<JsonObject>>> = {
  proposal: renderProposal,
  order: renderOrder,
  announcement: renderAnnouncement,
  note: renderAnnouncement,
  question: renderQuestion,
  attestation: renderAttestation,
  event: renderEvent,
};

async function renderOrder(federation: Federation, id: Id): Promise<JsonObject> {
  const view = await orderById(federation.domain.db, id);
  if (view === undefined) throw new Error(`post ${id} has no order`);
  return orderToNote(view, { addresses: federation.domain.addresses, locale: federation.locale });
}

async function renderProposal(federation: Federation, id: Id): Promise<JsonObject> {
  const view = await proposalById(federation.domain.db, id);
  if (view === undefined) throw new Error(`post ${id} has no proposal`);
  return proposalToNote(view, { addresses: federation.domain.addresses, locale: federation.locale });
}

async function renderEvent(federation: Federation, id: Id): Promise<JsonObject> {
  const view = await eventById(federation.domain.db, id);
  if (view === undefined) throw new Error(`post ${id} has no event`);
  return eventToJson(view, { addresses: federation.domain.addresses, locale: federation.locale });
}

async function renderAnnouncement(federation: Federation, id: Id): Promise<JsonObject> {
  const view = await announcementById(federation.domain.db, id);
  if (view === undefined) throw new Error(`there is no post ${id}`);
  return announcementToNote(view, { addresses: federation.domain.addresses, locale: federation.locale });
}

async function renderQuestion({ domain, locale }: Federation, id: Id): Promise<JsonObject> {
  const { db, addresses } = domain;
  const view = await announcementById(db, id);
  const poll = await pollOf(db, id);
  if (view === undefined || poll === undefined) throw new Error(`post ${id} asks nothing`);
  const decision = await decisionOf(db, id);
  const { post } = view;
  const content = decision === undefined ? post.content : decisionContent({ post, poll, decision }, locale);
  return questionToJson({ ...view, post: { ...post, content } }, poll, { addresses, locale });
}

/** Signed by its district as it stands, to the same bytes at each reading. */
async function renderAttestation(federation: Federation, id: Id): Promise<JsonObject> {
  const view = await attestationById(federation.domain.db, id);
  if (view === undefined) throw new Error(`there is no attestation ${id}`);
  const { uri: keyUri, privateKey } = await proofKeyOf(federation, view.issuer.id);
  const created = view.post.updatedAt ?? view.post.publishedAt;
  return signProof(attestationToNote(view, federation.locale), { keyUri, privateKey, created });
}
