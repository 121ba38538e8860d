import type { DocumentLoader } from '@fedify/vocab-runtime';
import type { Logger } from 'pino';
import type { Domain } from '../domain/domain.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Outbound } from '../platform/outbound/outbound.ts';

/** What this room works with: the domain, the way out, and what is needed to sign and to read. */
export interface Federation {
  readonly domain: Domain;
  readonly outbound: Outbound;
  /** Seals private keys at rest. */
  readonly secretKey: Buffer;
  /** JSON-LD contexts: those that peers use are shipped, others are fetched and kept. */
  readonly contextLoader: DocumentLoader;
  /** Whether `http://` and loopback hosts are peers too: for demonstrations and tests. */
  readonly allowPrivateAddresses: boolean;
  readonly locale: 'it' | 'en';
  readonly logger: Logger;
  readonly metrics: Metrics;
}
