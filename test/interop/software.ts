import type { JsonObject } from '../../src/federation/json/context.ts';
import { createActor, type PeerActor, type SignedPost } from '../support/peer.ts';

export const AS = 'https://www.w3.org/ns/activitystreams';
export const PUBLIC = `${AS}#Public`;

/** One of ours, as others speak of it. */
export interface Ours {
  /** The post that is answered, liked, passed on. */
  readonly post: string;
  readonly author: string;
  /** "forno@prato.example". */
  readonly handle: string;
}

/** What a piece of software really sends, with invented people: written from its sources and documentation. */
export interface Software {
  readonly name: string;
  /** Where its shapes are documented. */
  readonly sources: readonly string[];
  /** How it signs what it posts. */
  readonly signing: Partial<Pick<SignedPost, 'spec' | 'covered' | 'algorithm' | 'parameters'>>;
  /** Whether what it sends to everyone has a Linked Data Signature too. */
  readonly linkedData?: true;
  actorUri(origin: string, name: string): string;
  keyUri(actorUri: string): string;
  actor(one: { uri: string; origin: string; name: string; publicKey: JsonObject }): JsonObject;
  follow(by: PeerActor, followed: string): JsonObject;
  /** Where it wraps what it undoes, that is embedded whole. */
  undo(by: PeerActor, undone: JsonObject): JsonObject;
  reply(by: PeerActor, ours: Ours): JsonObject;
  /** A newer version of its reply; undefined where it cannot edit. */
  edit(by: PeerActor, ours: Ours): JsonObject | undefined;
  remove(by: PeerActor): JsonObject;
  like(by: PeerActor, ours: Ours): JsonObject | undefined;
  boost(by: PeerActor, ours: Ours): JsonObject | undefined;
}

/** Somebody on a server that runs this software: the actor, and what their key's own address answers. */
export function person(software: Software, origin: string, name: string): PeerActor {
  const keys = createActor(origin, name);
  const uri = software.actorUri(origin, name);
  const keyUri = software.keyUri(uri);
  const publicKey = { ...(keys.document.publicKey as JsonObject), id: keyUri, owner: uri };
  return { ...keys, uri, keyUri, document: software.actor({ uri, origin, name, publicKey }) };
}

export const REPLY_TEXT = 'ne avanza per sabato?';
export const EDITED_TEXT = 'ne avanza per domenica?';

/** Times differ from one answer to the next, as they do in life. */
export function at(second: number): string {
  return new Date(Date.now() - 60_000 + second * 1000).toISOString();
}

export function mention({ author, handle }: Ours): JsonObject {
  return { type: 'Mention', href: author, name: `@${handle}` };
}
