import {
  ACTIVITY_STREAMS,
  defined,
  type JsonObject,
  type JsonValue,
  RELATIONSHIP_CONTEXT,
} from './context.ts';
import { dateTime } from './note-parts.ts';

/** Our activities, each with its context: plain JSON, whose addresses come from the caller. */

export interface Envelope {
  readonly uri: string;
  readonly actor: string;
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly published: Date;
}

export interface Follow {
  readonly uri: string;
  readonly actor: string;
  /** Who is followed. */
  readonly object: string;
}

function activity(
  type: string,
  { uri, actor, to, cc, published }: Envelope,
  object: JsonValue,
  context: JsonValue = ACTIVITY_STREAMS,
): JsonObject {
  return defined({
    '@context': context,
    id: uri,
    type,
    actor,
    to,
    cc,
    published: dateTime(published),
    object,
  });
}

/** About an object of ours, whose context becomes the activity's. One that is signed itself stays as it was signed. */
function about(type: string, envelope: Envelope, object: JsonObject): JsonObject {
  const { '@context': context, ...rest } = object;
  return activity(type, envelope, object.proof === undefined ? rest : object, context);
}

export function createActivity(envelope: Envelope, object: JsonObject): JsonObject {
  return about('Create', envelope, object);
}

export function updateActivity(envelope: Envelope, object: JsonObject): JsonObject {
  return about('Update', envelope, object);
}

/** `object` is a post's tombstone, or the address of an actor that is gone. */
export function deleteActivity(envelope: Envelope, object: JsonObject | string): JsonObject {
  return typeof object === 'string'
    ? activity('Delete', envelope, object)
    : about('Delete', envelope, object);
}

/** `object` is a post's address, as microblogs take it, or a whole activity as it was said (FEP-1b12). */
export function announceActivity(envelope: Envelope, object: JsonObject | string): JsonObject {
  return activity('Announce', envelope, object);
}

export function followActivity(envelope: Omit<Envelope, 'published'>, followed: string): JsonObject {
  const { uri, actor, to } = envelope;
  return { '@context': ACTIVITY_STREAMS, to, ...followJson({ uri, actor, object: followed }) };
}

export function acceptFollow(envelope: Envelope, follow: Follow): JsonObject {
  return activity('Accept', envelope, followJson(follow));
}

export function rejectFollow(envelope: Envelope, follow: Follow): JsonObject {
  return activity('Reject', envelope, followJson(follow));
}

function followJson({ uri, actor, object }: Follow): JsonObject {
  return { id: uri, type: 'Follow', actor, object };
}

/** Takes back an activity of the same actor, given whole: some servers know it by its parts and not by its id. */
export function undoActivity(envelope: Envelope, undone: JsonObject): JsonObject {
  return about('Undo', envelope, undone);
}

/** `object` is the address of who is blocked. */
export function blockActivity(envelope: Envelope, object: string): JsonObject {
  return activity('Block', envelope, object);
}

/** `objects` are the addresses of an actor and of posts of it. */
export function flagActivity(envelope: Envelope, objects: readonly string[], content: string): JsonObject {
  return { ...activity('Flag', envelope, objects), content };
}

/** `object` is the address of what is liked. */
export function likeActivity(envelope: Envelope, object: string): JsonObject {
  return activity('Like', envelope, object);
}

/** A post comes into the actor's `featured` collection, or leaves it. */
export function featuredActivity(type: 'Add' | 'Remove', envelope: Envelope, object: string): JsonObject {
  return { ...activity(type, envelope, object), target: `${envelope.actor}/featured` };
}

/** A member's tie to a group (FEP-5219). */
export function relationshipJson(member: string, group: string): JsonObject {
  return { type: 'Relationship', subject: member, object: group, relationship: 'member' };
}

/** The group confirms a member: an `Add` to its `affiliations` (FEP-5219). */
export function addRelationship(envelope: Envelope, member: string): JsonObject {
  return toAffiliations('Add', envelope, member);
}

/** The member has left: the group removes it from its `affiliations`. */
export function removeRelationship(envelope: Envelope, member: string): JsonObject {
  return toAffiliations('Remove', envelope, member);
}

function toAffiliations(type: 'Add' | 'Remove', envelope: Envelope, member: string): JsonObject {
  const relationship = relationshipJson(member, envelope.actor);
  return {
    ...activity(type, envelope, relationship, RELATIONSHIP_CONTEXT),
    target: `${envelope.actor}/affiliations`,
  };
}
