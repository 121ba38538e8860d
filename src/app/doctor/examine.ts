import type { Logger } from 'pino';
import { type Finding, findings, reasonOf } from '../../messages/finding.ts';
import type { Locale } from '../../messages/messages.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import { openServices, type Services } from '../services.ts';
import { examineBackup, examineConfig, examineDatabase, examineDisk, examineQueue } from './machine.ts';
import { examineMail } from './mail.ts';
import { examineDns, examinePeer, examineSignature, examineTls, examineWebfinger } from './outside.ts';

export interface Examination {
  /** Where a test letter goes. */
  readonly sendTo: { readonly email: string; readonly locale: Locale } | undefined;
  readonly logger: Logger;
  readonly clock?: Clock;
}

/** Looks at the whole node, beside the server that runs; each check by itself, so that one that fails hides no other. */
export async function examine(
  config: Config,
  { sendTo, logger, clock = systemClock }: Examination,
): Promise<Finding[]> {
  const before = [examineConfig(config)];
  let services: Services;
  try {
    services = await openServices(config, logger, clock);
  } catch (error) {
    const { fault } = findings('database');
    return [...before, ...(await disk(config)), fault('database_unreachable', { reason: reasonOf(error) })];
  }
  try {
    const found = await Promise.all([
      examineDatabase(services),
      disk(config),
      examineBackup(services),
      examineQueue(services),
      examineMail(services, sendTo),
      examineDns(services),
      examineTls(services),
      examineWebfinger(services),
      examineSignature(services),
      examinePeer(services),
    ]);
    return [...before, ...found.flat()];
  } finally {
    await services.close();
  }
}

async function disk(config: Config): Promise<Finding[]> {
  const { fault } = findings('disk');
  const folder = config.dataDir;
  return [
    await examineDisk(config).catch((error) => fault('disk_unreadable', { folder, reason: reasonOf(error) })),
  ];
}

/** Only what others see: name, certificate, and whether the public address answers as it should. */
export function examineOutside(services: Services): Promise<Finding[]> {
  return Promise.all([
    examineDns(services),
    examineTls(services),
    examineWebfinger(services),
    examineSignature(services),
  ]);
}
