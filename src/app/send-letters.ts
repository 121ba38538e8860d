import type { Logger } from 'pino';
import type { Domain } from '../domain/domain.ts';
import { letterToSend } from '../domain/letters/letter-reads.ts';
import { settleLetter } from '../domain/letters/settle-letter.ts';
import { nodeActors } from '../domain/node/node-reads.ts';
import { composeLetter } from '../messages/compose-letter.ts';
import type { Id } from '../platform/ids.ts';
import { type Mailer, MailRefused } from '../platform/mail/mailer.ts';
import type { Outcome } from '../platform/queue/settle.ts';
import type { Handler } from '../platform/queue/worker.ts';

/** A server that fails one letter this often may be well otherwise: that one waits alone. */
const BLAMED_ALONE_AFTER = 8;

/** Sends letters, one after the other in each lane; without a way out they are kept for the coordinators to read. */
export function letterHandler(domain: Domain, mailer: Mailer | undefined, logger: Logger): Handler {
  return {
    batch: 10,
    concurrency: 2,
    handle: async (messages, { signal }) => {
      const outcomes: Outcome[] = [];
      for (const { id, payload, attempts } of messages) {
        if (signal.aborted) break;
        // Written by this node, in the form that writeLetters gives it.
        const letterId = (payload as { id: Id }).id;
        try {
          await sendLetter(domain, mailer, letterId);
          outcomes.push({ id, result: 'done' });
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          logger.warn({ err: error, letter: letterId }, 'a letter was not sent');
          if (error instanceof MailRefused) {
            await settleLetter(domain, letterId, 'refused');
            outcomes.push({ id, result: 'dead', error: reason });
          } else if (attempts < BLAMED_ALONE_AFTER) {
            outcomes.push({ id, result: 'retry', error: reason });
            break;
          } else outcomes.push({ id, result: 'set-aside', error: reason });
        }
      }
      return outcomes;
    },
  };
}

async function sendLetter(domain: Domain, mailer: Mailer | undefined, id: Id): Promise<void> {
  const letter = await letterToSend(domain, id);
  if (letter === undefined) return;
  if (mailer === undefined) return settleLetter(domain, id, 'kept');
  const { group } = await nodeActors(domain.db);
  const { origin, host } = domain.addresses;
  await mailer.send({
    ...composeLetter(letter, { district: group.name, origin }),
    // The same each time that it is tried, so that a reader's mail box can tell the copies.
    messageId: `<${id}@${host.replace(/:.*/, '')}>`,
    fromName: group.name,
    to: letter.email,
  });
  await settleLetter(domain, id, 'sent');
}
