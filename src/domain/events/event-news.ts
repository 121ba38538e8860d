import type { KnownEvent } from './event.table.ts';

/** What has become of an event that somebody of ours said yes to. */
export interface EventNews {
  readonly fate: 'changed' | 'cancelled' | 'withdrawn' | 'refused';
  /** The name of who said yes. */
  readonly attendee: string;
  readonly title: string;
  /** As it was told last, and as it is now; null where it is gone. */
  readonly before: KnownEvent | null;
  readonly now: KnownEvent | null;
  /** What the organiser wrote with it. */
  readonly note: string | null;
  /** A page of ours that shows more. */
  readonly page: string;
}
