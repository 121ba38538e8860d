import { createTransport } from 'nodemailer';
import type { Config } from '../config/config.ts';
import { isLoopbackHost } from '../config/schema.ts';

export interface Mail {
  /** Stays the same when it is sent again: `<id@host>`. */
  readonly messageId: string;
  readonly to: string;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Mailer {
  /** @throws {MailRefused} for what will be refused as often as it is tried; anything else may pass. */
  send(mail: Mail): Promise<void>;
  /** Connects and logs in, without sending anything. @throws what keeps it from that */
  verify(): Promise<void>;
  close(): void;
}

/** The server will not have this message (RFC 5321, 4.2.1: a reply of 5yz to it or to its address). */
export class MailRefused extends Error {}

/** A way out through the SMTP server of the configuration. */
export function createMailer(config: NonNullable<Config['mail']>): Mailer {
  const { host, port, secure, user, password, from } = config;
  const here = isLoopbackHost(host);
  const transport = createTransport({
    host,
    port,
    secure,
    // A relay on the same machine has no certificate that anyone would know; to any other we never speak in the clear.
    requireTLS: !secure && !here,
    ignoreTLS: !secure && here,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ fromName, to, ...mail }) => {
      try {
        await transport.sendMail({
          ...mail,
          to: { name: '', address: to },
          from: { name: fromName, address: from },
          // No answer comes back from a holiday, and no answer goes to it (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
        });
      } catch (error) {
        throw isFinal(error) ? new MailRefused(String(error), { cause: error }) : error;
      }
    },
    verify: async () => {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}

/** Wrong log-in data are ours to correct, and no fault of the message. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('responseCode' in error)) return false;
  return (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') && Number(error.responseCode) >= 500;
}
