import { announce } from './announces.ts';
import { accept, follow, reject } from './follows.ts';
import type { Listener } from './listener.ts';
import { create, remove, update } from './posts.ts';
import { undo } from './undo.ts';

/** What the node understands. Other types are answered politely and change nothing. */
export const listeners: Readonly<Record<string, Listener>> = {
  Follow: follow,
  Accept: accept,
  Reject: reject,
  Create: create,
  Update: update,
  Delete: remove,
  Announce: announce,
  Undo: undo,
};
