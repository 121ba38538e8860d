import type { Actor } from '../../domain/actors/actor.table.ts';

/** "@forno" for one of our own, "@forno@altrove.example" for others. */
export function addressOf({ handle, host }: Actor): string {
  return host === null ? `@${handle}` : `@${handle}@${host}`;
}

export function actorJson(actor: Actor) {
  return { id: actor.id, uri: actor.uri, url: actor.url, handle: addressOf(actor), name: actor.name };
}
