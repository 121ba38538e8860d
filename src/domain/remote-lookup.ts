import type { Actor } from './actors/actor.table.ts';
import type { Post } from './posts/post.table.ts';

/** What somebody may want to do with something from their own server: follow someone, come to an event, answer. */
export type Intent = 'follow' | 'join' | 'reply';

/** Asks other servers for what we do not know yet. Bounded in time, and never more than one of ours may see. */
export interface RemoteLookup {
  /** The actor behind `handle@host`; undefined where nobody answers to it. */
  actor(handle: string): Promise<Actor | undefined>;
  /** What an address leads to: someone, or something that was published for all. */
  address(uri: string): Promise<{ readonly actor: Actor } | { readonly post: Post } | undefined>;
  /**
   * The page where somebody acts on `uri` as who they are elsewhere: on their own server, which `written` names
   * (`@handle@host`, or the host). Undefined where that server says of no such page.
   */
  ownServerPage(written: string, uri: string, intent: Intent): Promise<string | undefined>;
}
