import type { Logger } from 'pino';
import type { Domain } from '../domain/domain.ts';
import type { RemoteLookup } from '../domain/remote-lookup.ts';
import type { Locale } from '../messages/messages.ts';

/** What every route of the client API works with. */
export interface Mastodon {
  readonly domain: Domain;
  readonly lookup: RemoteLookup;
  /** What clients subscribe to Web Push with. */
  readonly pushKey: string;
  readonly logger: Logger;
  /** The language for clients that ask for none that we have. */
  readonly locale: Locale;
  readonly role: 'district' | 'network';
}
