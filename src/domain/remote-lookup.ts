import type { Actor } from './actors/actor.table.ts';
import type { Post } from './posts/post.table.ts';

/** Asks other servers for what we do not know yet. Bounded in time, and never more than one of ours may see. */
export interface RemoteLookup {
  /** The actor behind `handle@host`; undefined where nobody answers to it. */
  actor(handle: string): Promise<Actor | undefined>;
  /** What an address leads to: someone, or something that was published for all. */
  address(uri: string): Promise<{ readonly actor: Actor } | { readonly post: Post } | undefined>;
}
