import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came, with the lines of quoted-printable joined. */
  readonly source: string;
}

/** An SMTP server on loopback that lets `marta` in, and keeps what it takes. */
export interface TestSmtp {
  readonly port: number;
  readonly received: ReceivedMail[];
  /** How it answers the next recipients: a refusal for good (550), for now (451), or nothing unusual. */
  answer: 550 | 451 | undefined;
  stop(): Promise<void>;
}

export async function startSmtp(): Promise<TestSmtp> {
  const received: ReceivedMail[] = [];
  const state: { answer: TestSmtp['answer'] } = { answer: undefined };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === 'marta' && password === 'segreta' ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo: (_address, _session, done) =>
      done(
        state.answer === undefined
          ? null
          : Object.assign(new Error('refused'), { responseCode: state.answer }),
      ),
    onData: (stream, { envelope }, done) => {
      void text(stream).then((source) => {
        received.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          source: unquoted(source),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    get answer() {
      return state.answer;
    },
    set answer(answer) {
      state.answer = answer;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** RFC 2045, 6.7. */
function unquoted(source: string): string {
  const bytes = source
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
