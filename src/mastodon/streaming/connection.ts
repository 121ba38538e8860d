import type { Id } from '../../platform/ids.ts';
import type { StatusReader } from '../entities/status.ts';

/** Mastodon's streams (docs.joinmastodon.org/methods/streaming#streams), with what they are of. */
export interface Stream {
  readonly name: StreamName;
  /** Of a hashtag stream: lower case. */
  readonly tag?: string;
  /** Of a list stream: its id. */
  readonly list?: Id;
}

export const STREAM_NAMES = [
  'user',
  'user:notification',
  'public',
  'public:media',
  'public:local',
  'public:local:media',
  'public:remote',
  'public:remote:media',
  'hashtag',
  'hashtag:local',
  'list',
  'direct',
] as const;
export type StreamName = (typeof STREAM_NAMES)[number];

/** Which streams are for somebody who is signed in. */
const PRIVATE: ReadonlySet<StreamName> = new Set(['user', 'user:notification', 'list', 'direct']);

export function isPrivate({ name }: Stream): boolean {
  return PRIVATE.has(name);
}

/** Somebody who looks on, over whatever wire. */
export interface Connection {
  /** The access that it stands on. */
  readonly tokenId: Id | undefined;
  readonly reader: StatusReader;
  readonly streams: Map<string, Stream>;
  /** Says it, or ends the connection where it takes nothing in. */
  send(stream: Stream, event: string, payload: unknown): void;
  close(): void;
}

export function keyOf({ name, tag, list }: Stream): string {
  return [name, tag ?? list ?? ''].join(' ');
}

/** As a message names it: `["hashtag","arance"]`. */
export function labelOf({ name, tag, list }: Stream): string[] {
  const of = tag ?? list;
  return of === undefined ? [name] : [name, of];
}
